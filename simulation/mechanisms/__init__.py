"""One phase of the quarter a file; mechanisms do not know one another."""
