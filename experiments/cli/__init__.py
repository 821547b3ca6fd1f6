"""What each command of ``multipartner`` does."""
