"""Measurements of speed, and of what the tests notice; every figure is a ratio taken in turns."""
