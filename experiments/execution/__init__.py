"""Carrying an experiment out: workers, progress, and what a finished history leaves."""
