"""Claims of the essay as experiments: written down before they are run, and given a verdict by stated rules."""
