"""The trial of a claim as an experiment: drawn worlds, each in several variants, on both sides, by shared luck."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from experiments.analysis.ablation import removals
from experiments.claims.file import Claim, Settings
from experiments.claims.worlds import DrawnWorlds
from experiments.design.file import Base, Design
from experiments.design.points import PointArm, distinct, plain_value, points_table, with_values
from experiments.design.problem import Factor, Problem
from experiments.design.record import record_of
from experiments.execution.engine import MODEL, Engine, fitted
from experiments.execution.experiment import Experiment
from experiments.execution.worker import Plan
from simulation.core.errors import MultipartnerError
from simulation.parameters import fields, load_scenario

SIDES = ("without", "with")
FULL, BARE, EMPTY = "full", "bare", "empty"
VARIANT_WORDS = {
    FULL: "the model as it is",
    BARE: "without what favours it",
    EMPTY: "starting with founders alone",
}
WITHOUT = "without "
WORLD_AS_IT_IS = "today"


def variants_of(claim: Claim, *, is_quick: bool) -> dict[str, Settings]:
    """Return the variants in which a claim is tried: full, without what favours it, and from founders alone."""
    found: dict[str, Settings] = {FULL: {}}
    if claim.settings["favouring"]:
        found[BARE] = claim.settings["favouring"]
    return found if is_quick else found | {EMPTY: {"roster.start": "founders"}}


def ablated_variants() -> dict[str, Settings]:
    """Return the full model, and the model without each mechanism in turn."""
    return {FULL: {}} | {WITHOUT + each.mechanism: read_settings(each.settings) for each in removals()}


def read_settings(settings: Mapping[str, str]) -> Settings:
    """Return settings as they are typed after ``--set``, read: words of truth, else numbers."""
    words = {"true": True, "false": False}
    return {name: words.get(value, value) if value in words else float(value) for name, value in settings.items()}


@dataclass(frozen=True)
class Trial:
    """How a claim is tried.

    Parameters
    ----------
    claim : Claim
    worlds : DrawnWorlds
    variants : mapping
        Settings of each, beside those of its sides.
    histories : int
        Random histories of each world, variant and side.
    seed : int
        Seed of history 0.
    """

    claim: Claim
    worlds: DrawnWorlds
    variants: Mapping[str, Settings]
    histories: int
    seed: int = 0

    @property
    def factors(self) -> tuple[Factor, ...]:
        """What sets the arms apart: variant, condition and side, then what was drawn."""
        return (
            Factor("variant", "lever", "choice", values=tuple(self.variants), meaning="what is left out"),
            Factor("condition", "lever", "choice", values=self.claim.conditions, meaning="under what it is tried"),
            Factor("side", "lever", "choice", values=SIDES, meaning="side of the claim"),
            *self.worlds.factors,
        )

    @cached_property
    def said_by_a_scenario(self) -> set[str]:
        """Names of factors that the scenario of a side sets otherwise than the claim's: they are not drawn."""
        own = {field.dotted: field.value for field in fields(load_scenario(WORLD_AS_IT_IS))}
        return {
            field.dotted
            for scenario in self.claim.scenarios.values()
            for field in fields(scenario)
            if own.get(field.dotted) != field.value
        }

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield what sets each arm apart, by the names of the factors, and the number of its world."""
        for world, drawn in enumerate(self.worlds.points.to_dict("records")):
            values = {str(name): value for name, value in drawn.items()}
            for variant in self.variants:
                for condition in self.claim.conditions:
                    for side in SIDES:
                        yield {"world": world, "variant": variant, "condition": condition, "side": side, **values}

    def experiment(self, folder: Path, engine: Engine = MODEL, command: str = "") -> Experiment:
        """Return the experiment; its table of points says which arm is which."""
        rows = list(self.rows())
        arms = self._arms(rows)
        claim, said = self.claim, self.claim.said
        design = Design(
            name=claim.id,
            typed=claim.id,
            text=claim.digest,
            title=claim.id.replace("_", " "),
            question=f"Does it hold: {said.statement}",
            problem=Problem(self.factors, "latin_hypercube", crossed=True),
            outcomes=(claim.outcome,),
            bases=tuple(Base(side, scenario) for side, scenario in claim.scenarios.items()),
            samples=len(self.worlds.points),
            histories=self.histories,
            seed=self.seed,
            years=said.years,
            compared_with={"side": SIDES[0]},
        )
        table = points_table(self.factors, arms, pd.DataFrame(rows))
        return Experiment(
            arms=distinct(arms),
            histories=self.histories,
            folder=folder,
            seed=self.seed,
            engine=fitted(engine, claim.scenarios.values()),
            title=design.title,
            question=design.question,
            command=command,
            plan=Plan(keeps=("runs",)),
            design=record_of(design, len(arms)),
            points=table,
        )

    def _arms(self, rows: list[dict[str, Any]]) -> list[PointArm]:
        bases = {side: self.claim.scenarios[side].model_dump(mode="python", by_alias=True) for side in SIDES}
        names = [factor.name for factor in self.worlds.factors if factor.name not in self.said_by_a_scenario]
        arms = []
        for row in rows:
            values = {name: plain_value(row[name]) for name in names} | self._settings(row)
            base, place = bases[row["side"]], f"w{row['world']:04d}-{row['variant']}-{row['condition']}-{row['side']}"
            try:
                digest = load_scenario(with_values(base, values)).digest
            except MultipartnerError as error:
                raise MultipartnerError(f"World {row['world']} of '{self.claim.id}' is not valid: {error}") from None
            arms.append(PointArm(place, base, values, digest, (self.claim.said.scenario,)))
        return arms

    def _settings(self, row: dict[str, Any]) -> dict[str, Any]:
        """Return what an arm sets beside its world; what the sides say goes before what was drawn."""
        settings = self.claim.settings
        return {**self.variants[row["variant"]], **settings[row["condition"]], **settings[row["side"]]}
