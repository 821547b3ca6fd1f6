"""What the model needs of Numba: compiled kernels, the state as one pointer, arrays on loan."""
