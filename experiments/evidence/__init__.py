"""What the model says of the world today, held against what is known: predictions, their scores, fits of motives."""
