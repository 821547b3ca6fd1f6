"""What the file of a claim may say, field by field."""

from __future__ import annotations

from typing import Any, Literal

from simulation.parameters.quantity import REQUIRED, choice, quantity, words
from simulation.parameters.section import Section

OWN = "Assumed: the claim's own"


class ClaimFile(Section):
    """The fields of a claim; the tables of settings are checked against the scenario."""

    statement: str = words("the claim in plain words", REQUIRED)
    essay: tuple[str, ...] = words("statements of docs/essay.md that it comes from", ())
    scenario: str = words("name or path of the scenario in which both sides are set", "today")
    without: dict[str, Any] = words("settings of the side that the other is compared with", {})
    with_: dict[str, Any] = words("settings of the side about which the claim speaks", {}, alias="with")
    normally: dict[str, Any] = words("settings under which the difference is taken first", {})
    under: dict[str, Any] = words("settings under which it is taken again; the claim is about the change", {})
    outcome: dict[str, Any] = words("what is looked at: measure and reduction, as in a design", REQUIRED)
    direction: Literal["lower", "higher"] = choice(REQUIRED, OWN, "where the claim says that the outcome moves")
    smallest: float = quantity(REQUIRED, 1e-12, 1e12, "share or unit", OWN, "smallest effect worth caring about")
    counted: Literal["share", "difference"] = choice("share", OWN, "the effect as a share of `without`, or as it is")
    reason: str = words("why a smaller effect would not matter", REQUIRED)
    favouring: dict[str, Any] = words("settings at which nothing is built in that favours the claim", {})
    produced: str = words("what in the model is expected to produce it", "")
    histories: int = quantity(2, 1, 10_000, "count", OWN, "random histories of each world and side")
    years: int | None = quantity(None, 1, 1000, "years", OWN, "length of the runs; as the scenario says if unset")
