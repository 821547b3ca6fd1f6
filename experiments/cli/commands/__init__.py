"""What can be typed after ``multipartner``: one command a file, what it does elsewhere in ``experiments.cli``."""
