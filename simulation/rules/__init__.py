"""Equations only: plain scalar functions that import ``math`` and nothing else that computes.

Every function carries a graded reference: ``Exact [key]``, ``Adapted [key]: what differs`` or ``Assumed: why``.
Kernels, explanations, tests of theory and the documentation all use these; there is no second implementation.
"""
