"""What a finished sweep says: what matters, where a result flips, how robust it is, and what a dollar buys.

A :class:`Study` is the table of samples (a row a point and history) with the :class:`Problem` that made it. It
gives :class:`Worlds`: one number a world and history, either an outcome or a paired difference. Each question is
a function of worlds and returns a small object with ``frame``, ``sentences`` and ``plot()``.
"""
