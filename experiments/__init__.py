"""Experiments with the model: ensembles, comparisons, figures and reports.

>>> from experiments import compare
>>> compare("cooperative", "transactional", runs=200).plot()  # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from experiments.notebook import Comparison, Ensemble, compare, ensemble

__all__ = ["Comparison", "Ensemble", "compare", "ensemble"]


def __getattr__(name: str) -> Any:
    """Import what a notebook uses only when it is used: the command line should start at once."""
    if name in __all__:
        from experiments import notebook

        return getattr(notebook, name)
    raise AttributeError(f"module 'experiments' has no attribute {name!r}")
