"""Tools of the project itself: generated pages."""
