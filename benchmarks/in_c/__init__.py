"""The model's own kernels in C: translated from their Python source, compiled by gcc, called through ctypes.

The equations are written once. What the compiler of the model is measured against is the same source, put into C word
by word: the same loops in the same order, the same random numbers, strict floating point (no contraction, no fast
math). Only what kernels use is translated; anything else stops with a line that says what.
"""

from benchmarks.in_c.library import FLAGS, kernels_in_c, loop_in_c

__all__ = ["FLAGS", "kernels_in_c", "loop_in_c"]
