"""Whatever is kept by kind of actor knows every kind, in one order; a kind forgotten somewhere is named here."""

from __future__ import annotations

import pytest

import simulation
from experiments.figures.effort import FILLS
from simulation.actors import BY_KIND
from simulation.core.codes import Kind
from simulation.measures.outcomes import Outcome
from simulation.parameters.payoff import Transactionalism
from simulation.parameters.processes import Effectiveness
from simulation.parameters.resources import Capacity, RosterChoice
from simulation.parameters.section import ByKind


def test_kinds_are_numbered_without_a_gap() -> None:
    assert [int(kind) for kind in Kind] == list(range(len(Kind)))
    assert [Kind(number).label for number in range(3)] == ["state", "company", "ngo"]


def test_every_section_by_kind_is_looked_at_here() -> None:
    assert set(ByKind.__subclasses__()) >= {Capacity, Effectiveness, Transactionalism}
    shipped = {section for section in ByKind.__subclasses__() if section.__module__.startswith("simulation.")}
    assert shipped == {Capacity, Effectiveness, Transactionalism}


@pytest.mark.parametrize("section", [Capacity, Effectiveness, Transactionalism])
def test_sections_by_kind_have_a_field_for_each(section: type[ByKind]) -> None:
    assert list(section.model_fields) == [kind.label for kind in Kind]


@pytest.mark.parametrize("kind", Kind, ids=lambda kind: kind.label)
def test_every_kind_has_a_measure_a_number_in_a_roster_and_an_agent(kind: Kind) -> None:
    assert Outcome[f"EFFORT_{kind.name}"] == Outcome.EFFORT_STATE + kind
    assert kind.plural.lower() in RosterChoice.model_fields
    assert BY_KIND[kind].__name__ in simulation.__all__
    assert getattr(simulation, BY_KIND[kind].__name__) is BY_KIND[kind]


def test_kinds_have_colours_of_their_own() -> None:
    assert len(set(FILLS.values())) == len(Kind)
