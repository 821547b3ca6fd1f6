"""Scenarios as the user names them, turned into the arms of an experiment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from os import PathLike, fspath
from pathlib import Path
from shlex import join
from typing import Any

from experiments.storage.identity import Arm
from experiments.storage.titles import labels_of
from simulation.core.errors import MultipartnerError
from simulation.core.plain_text import is_steering


def assignments(texts: Sequence[str]) -> dict[str, str]:
    """Return ``key=value`` texts as a mapping; the scenario's own loader reads the values.

    Raises
    ------
    MultipartnerError
        When a text has no ``=``, or a key comes twice.

    Examples
    --------
    >>> assignments(["us.transactionalism=0.8"])
    {'us.transactionalism': '0.8'}
    """
    found: dict[str, str] = {}
    for text in texts:
        key, _, value = text.partition("=")
        if not key.strip() or not value.strip():
            raise MultipartnerError(f"--set takes KEY=VALUE such as us.transactionalism=0.8, found '{text}'.")
        if "\n" in text or is_steering(text):
            raise MultipartnerError(f"--set takes one KEY=VALUE at a time, without line breaks, found {text!r}.")
        if key.strip() in found:
            raise MultipartnerError(f"--set names '{key.strip()}' twice; keep one.")
        found[key.strip()] = value.strip()
    return found


def load_arms(names: Sequence[str], settings: Sequence[str] = (), years: int | None = None) -> list[Arm]:
    """Load scenarios as arms, the same changes applied to each.

    Parameters
    ----------
    names : sequence of str
        Names of shipped scenarios or paths of scenario files.
    settings : sequence of str
        ``key=value`` changes, as given to ``--set``.
    years : int, optional
        Length of the runs.

    Raises
    ------
    MultipartnerError
        When a scenario is wrong or two arms would bear the same name.
    """
    from simulation.parameters import load_scenario
    from simulation.start.names import check_names

    overrides: dict[str, Any] = dict(assignments(settings))
    options = [part for text in settings for part in ("--set", text)]
    if years is not None:
        if "years" in overrides:
            raise MultipartnerError("--years and --set years=... say the same; keep one.")
        overrides["years"] = years
        options += ["--years", str(years)]
    arms = [Arm(arm_name(name), load_scenario(name, overrides), join([name, *options])) for name in names]
    check_arms(arms)
    for arm in arms:
        check_names(arm.scenario)
    return arms


def arm_name(scenario: str | PathLike[str]) -> str:
    """Return the label of a scenario: its name, or its file's name without the ending."""
    text = fspath(scenario)
    return Path(text).stem if text.endswith(".toml") or "/" in text else text


def named_arms(scenarios: Mapping[str, Any]) -> list[Arm]:
    """Load scenarios given as names, paths, dicts or Scenario objects, under names of the caller's choice."""
    from simulation.parameters import Scenario, load_scenario

    arms = []
    for name, given in scenarios.items():
        scenario = given if isinstance(given, Scenario) else load_scenario(given)
        arms.append(Arm(name, scenario, str(given) if isinstance(given, str | Path) else name))
    check_arms(arms)
    return arms


def check_arms(arms: Sequence[Arm]) -> None:
    """Refuse arms that could not be told apart: by name, or because they are one scenario and hence the same runs."""
    names = [arm.name for arm in arms]
    for name in names:
        if not name.strip() or not name.isprintable():
            raise MultipartnerError(f"A scenario must have a name that can be printed, found '{name}'.")
    doubles = sorted({name for name in names if names.count(name) > 1})
    if doubles:
        raise MultipartnerError(f"Two scenarios would have the name '{doubles[0]}'; give each file a name of its own.")
    seen: dict[str, str] = {}
    for arm in arms:
        if arm.digest in seen:
            raise MultipartnerError(
                f"'{seen[arm.digest]}' and '{arm.name}' are identical; a comparison needs two different ones."
            )
        seen[arm.digest] = arm.name


US_POLICIES = frozenset(
    {
        "cooperative",
        "statist",
        "transactional",
        "seeding",
        "transactional_then_cooperative",
        "as_it_happened",
        "as_it_happened_then_cooperative",
        "alternating",
        "no_us",
    }
)


def title_and_question(arms: Sequence[Arm]) -> tuple[str, str]:
    """Return title and question of an experiment over arms."""
    labels = labels_of((arm.name, arm.scenario.title, arm.scenario.origin.get("title", "")) for arm in arms)
    names = list(labels)
    if len(names) == 1:
        return labels[names[0]], "What happens in this scenario, over many random histories?"
    if US_POLICIES.issuperset(names):
        question = "What difference does U.S. policy make to global threats, and who pays?"
        return "U.S. policy and global threats", question
    return " · ".join(labels.values()), "What differs between these scenarios, in the same random histories?"
