"""Multipartner: an agent-based model of multipolar and multipartner world order, and studies with it.

The one name to import::

    import multipartner as mp

    mp.compare("cooperative", "transactional", runs=20).plot()    # two policies in the same random histories
    mp.sweep("transactional_regard").sentences                    # levers on a grid, and what they do
    mp.WorldOrder("today", seed=7).run().results                  # one history as a Mesa model
    mp.Game([1.0] * 10, rule="joint").stable_memberships()        # a classic game, played by the same engine
    mp.predict_members({"id": "grid", "founders": "AUS|NZL|FJI", "issue": "energy"})

Nothing is loaded before it is used, so that importing this takes no time. Whatever goes wrong through a mistake in
what was asked is a ``MultipartnerError`` of one line: what, what is allowed, what was found, and what to do.
Messages go to the logger ``multipartner`` of the standard library.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from experiments import (
        Comparison,
        Decomposition,
        Ensemble,
        Results,
        Study,
        Sweep,
        agency,
        compare,
        decompose,
        discover,
        draw,
        effect_per_dollar,
        enough_histories,
        ensemble,
        first_crossings,
        predict_many,
        predict_members,
        robustness,
        samples,
        sensitivity,
        sweep,
        try_claims,
    )
    from simulation import (
        NGO,
        City,
        Company,
        Game,
        InternationalOrganisation,
        MultipartnerError,
        Partnership,
        Philanthropy,
        Scenario,
        State,
        World,
        WorldOrder,
        load_scenario,
        scenario_names,
    )

    __version__: str

__all__ = [
    "NGO",
    "City",
    "Company",
    "Comparison",
    "Decomposition",
    "Ensemble",
    "Game",
    "InternationalOrganisation",
    "MultipartnerError",
    "Partnership",
    "Philanthropy",
    "Results",
    "Scenario",
    "State",
    "Study",
    "Sweep",
    "World",
    "WorldOrder",
    "__version__",
    "agency",
    "compare",
    "decompose",
    "discover",
    "draw",
    "effect_per_dollar",
    "enough_histories",
    "ensemble",
    "first_crossings",
    "load_scenario",
    "predict_many",
    "predict_members",
    "robustness",
    "samples",
    "scenario_names",
    "sensitivity",
    "sweep",
    "try_claims",
]

logging.getLogger("multipartner").addHandler(logging.NullHandler())


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("multipartner")
    except PackageNotFoundError:  # the folders of a clone on the path, without an installation
        return "unknown"


def __getattr__(name: str) -> Any:
    """Load a public name on first use, and keep it."""
    if name not in __all__:
        raise AttributeError(f"module 'multipartner' has no attribute {name!r}")
    if name == "__version__":
        found: Any = _version()
    else:
        import experiments
        import simulation

        found = getattr(experiments if name in experiments.__all__ else simulation, name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """Return the public names, for completion."""
    return sorted(__all__)
