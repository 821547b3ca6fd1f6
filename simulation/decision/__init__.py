"""The one decision: what an actor gains by being in a partnership rather than out of it."""
