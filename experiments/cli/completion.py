"""What a shell may complete: names that the model knows. Nothing here may fail, or a key press would print an error."""

from __future__ import annotations

from collections.abc import Callable, Iterable


def _quietly(names: Callable[[], Iterable[str]]) -> Callable[[str], list[str]]:
    def beginning(incomplete: str) -> list[str]:
        try:
            return [name for name in names() if name.startswith(incomplete)]
        except Exception:  # noqa: BLE001 - a shell waits for words, not for reasons
            return []

    beginning.__doc__ = names.__doc__
    return beginning


@_quietly
def scenarios() -> Iterable[str]:
    """Return the names of shipped scenarios."""
    from simulation.parameters import scenario_names

    return scenario_names()


@_quietly
def designs() -> Iterable[str]:
    """Return the names of shipped designs."""
    from experiments.design import design_names

    return design_names()


@_quietly
def topics() -> Iterable[str]:
    """Return what ``list`` can list."""
    from experiments.cli.inspect import OF_A_WORLD, TOPICS

    return [*TOPICS, *OF_A_WORLD]


@_quietly
def actors() -> Iterable[str]:
    """Return the ids of actors."""
    from simulation.roster import load_roster

    return load_roster().ids


@_quietly
def partnerships() -> Iterable[str]:
    """Return the ids of partnerships at the start."""
    from simulation.roster import load_roster

    return load_roster().partnership_ids
