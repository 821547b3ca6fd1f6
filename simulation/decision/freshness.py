"""State of numbers that are kept between decisions: whether they are, and whether they still stand."""

OFF, STALE, FRESH = 0.0, 1.0, 2.0
"""Nothing is kept, it is to be found when needed, it stands."""
