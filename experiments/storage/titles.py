"""What an arm is called where people read: by the title that its author gave it, else by its name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from simulation.core.errors import shortened
from simulation.parameters import scenario_names

LONGEST = 48
"""Letters of a title that a label has room for."""


def labels_of(arms: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    """Return the label of each arm, all different.

    A title counts where a scenario of one's own says it: shipped scenarios are called by the name that one types, and
    what extends one of them without a title of its own has another's.

    Parameters
    ----------
    arms : name, title, and where the title was set (``mine.toml:2``)

    Examples
    --------
    >>> labels_of([("no_us", "Without the U.S.", "scenarios/no_us.toml:2"), ("mine", "My fund", "mine.toml:2")])
    {'no_us': 'no us', 'mine': 'My fund'}
    """
    given = list(arms)
    shipped = {f"scenarios/{name}.toml" for name in scenario_names()}
    plain = {name: name.replace("_", " ") for name, _, _ in given}
    titled = {name: shortened(title, LONGEST) for name, title, where in given if title and _is_own(where, shipped)}
    bases = {name: _base(name, list(plain)) for name in plain}
    counts = Counter(titled.get(name, plain[name]) for name in plain if bases[name] == name)
    found = {}
    for name, base in bases.items():
        title = titled.get(base, plain[base])
        found[name] = (title if counts[title] == 1 else plain[base]) + name.removeprefix(base)
    return found


def _base(name: str, names: list[str]) -> str:
    """Return the arm of which another is a variant, such as ``mine`` of ``mine at equal money``."""
    return next((other for other in names if name.startswith(f"{other} ")), name)


def _is_own(where: str, shipped: set[str]) -> bool:
    return where not in ("", "default") and where.rpartition(":")[0] not in shipped
