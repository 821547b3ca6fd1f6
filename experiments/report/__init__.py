"""The report: one HTML page that stands by itself, the tables beside it, and what is printed at the end."""
