"""What everything else stands on: codes, columns, settings, luck, compiling, phases, errors."""
