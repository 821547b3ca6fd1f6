"""``python -m multipartner`` and the command ``multipartner``."""

from experiments.cli.app import main

if __name__ == "__main__":
    main()
