"""The text classifier: hashed features, a linear model used through NumPy alone, and its training."""
