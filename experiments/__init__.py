"""Experiments with the model: ensembles, comparisons, sweeps, figures and reports.

>>> import multipartner as mp
>>> mp.compare("cooperative", "transactional", runs=200).plot()  # doctest: +SKIP
>>> mp.sweep("transactional_regard").frame  # doctest: +SKIP
>>> mp.predict_members({"id": "grid", "founders": "AUS|NZL|FJI", "issue": "energy"})  # doctest: +SKIP
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from experiments.analysis.crossing import first_crossings
    from experiments.analysis.discovery import discover
    from experiments.analysis.efficiency import effect_per_dollar
    from experiments.analysis.intervals import enough_histories
    from experiments.analysis.robustness import robustness
    from experiments.analysis.sensitivity import sensitivity
    from experiments.analysis.study import Study
    from experiments.claims.trying import try_claims
    from experiments.decomposition import Decomposition, decompose
    from experiments.design.samples import samples
    from experiments.ensembles import Comparison, Ensemble, compare, ensemble
    from experiments.evidence.prediction import predict_many, predict_members
    from experiments.figures.findings import draw
    from experiments.leave_one_out import agency
    from experiments.storage.frames import Results
    from experiments.sweeps import Sweep, sweep

__all__ = [
    "Comparison",
    "Decomposition",
    "Ensemble",
    "Results",
    "Study",
    "Sweep",
    "agency",
    "compare",
    "decompose",
    "discover",
    "draw",
    "effect_per_dollar",
    "enough_histories",
    "ensemble",
    "first_crossings",
    "predict_many",
    "predict_members",
    "robustness",
    "samples",
    "sensitivity",
    "sweep",
    "try_claims",
]

_PLACES = {
    "agency": "leave_one_out",
    "Results": "storage.frames",
    "Decomposition": "decomposition",
    "Sweep": "sweeps",
    "decompose": "decomposition",
    "sweep": "sweeps",
    "samples": "design.samples",
    "draw": "figures.findings",
    "discover": "analysis.discovery",
    "robustness": "analysis.robustness",
    "sensitivity": "analysis.sensitivity",
    "Study": "analysis.study",
    "effect_per_dollar": "analysis.efficiency",
    "enough_histories": "analysis.intervals",
    "first_crossings": "analysis.crossing",
    "predict_many": "evidence.prediction",
    "predict_members": "evidence.prediction",
    "try_claims": "claims.trying",
}


def __getattr__(name: str) -> Any:
    """Import what a notebook uses only when it is used: the command line should start at once."""
    if name in __all__:
        return getattr(import_module(f"{__name__}.{_PLACES.get(name, 'ensembles')}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
