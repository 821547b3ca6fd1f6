"""From a scenario and a roster to the state of the world at the start of 2025."""
