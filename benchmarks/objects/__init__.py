"""The same core the way Mesa's tutorial would write it: an object an agent, ``shuffle_do``, a ``DataCollector``.

The equations are the model's own (``simulation.rules``); who calls them, and where numbers are kept, is idiomatic Mesa.
A partnership keeps sums over its members, so that a decision need not go over them; the naive form answers every
question by a loop over members, as one would write it first. Random numbers come from Mesa. What the core leaves
neutral (see ``benchmarks.core_world``) is not there at all.
"""

from benchmarks.objects.world import ObjectWorld

__all__ = ["ObjectWorld"]
