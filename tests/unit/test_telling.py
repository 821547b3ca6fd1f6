"""Decisions in sentences: what is said agrees with the numbers, and each state of things has its sentence."""

from __future__ import annotations

import re
from types import SimpleNamespace

import networkx as nx
import numpy as np
import pytest

from experiments.cli.explain import Question
from experiments.cli.network import write_network
from simulation.core.columns import Actor, Membership, Partnership
from simulation.core.errors import MultipartnerError, NameUnknownError
from simulation.telling import _chance, chance_said, date_of, money
from simulation.world import World

FUND = {"id": "fund", "issue": "climate", "founded": 2026, "ended": 2026.5, "lead": "FRA", "founders": ["FRA", "DEU"]}
LEAVING = [
    {"actor": "IND", "partnership": "gavi", "from": 2025.0, "until": 2026.0},
    {"actor": "CHN", "partnership": "gavi", "from": 2025.0},
]


@pytest.fixture(scope="module")
def world():
    said = {"extends": "today", "years": 2, "roster": {"states": 14}, "partnership": [FUND], "withdrawals": LEAVING}
    made = World(said, 0)
    made.advance(1)
    return made


def told(world, actor, partnership):
    return " ".join(world.explain(actor, partnership).sentences)


def test_actors_and_partnerships_go_by_id_or_name_in_any_case(world):
    one = world.explain("IND", "gavi")
    for actor, partnership in (("india", "GAVI"), ("India", "Gavi, the Vaccine Alliance")):
        other = world.explain(actor, partnership)
        assert (other.actor, other.partnership, other.gain) == ("IND", "gavi", one.gain)
    with pytest.raises(NameUnknownError, match="Did you mean 'IND'"):
        world.explain("Indai", "gavi")


def test_who_withdrew_is_barred_until_a_date_or_for_good(world):
    assert "may not be a member before quarter 1 of 2026 (2026)" in told(world, "IND", "gavi")
    assert "It has withdrawn for good." in told(world, "CHN", "gavi")


def test_what_has_not_begun_says_when(world):
    assert told(world, "FRA", "fund") == "fund has not begun; it begins in 2026."


def test_a_drawn_seat_says_so_and_no_listed_one(world):
    members = world.column(Membership.MEMBER)
    drawn = world.column(Membership.COMPLETED) * members
    for found, expected in ((drawn, True), (members - drawn, False)):
        p, i = np.argwhere(found > 0.0)[0]
        said = told(world, world.ids[i], world.partnership_ids[p])
        assert ("this seat was drawn to complete it" in said) == expected
        assert said.startswith(f"{world.roster.names[i]} is in ")


def test_a_door_that_is_shut_says_for_whom_it_is_open(world):
    p = world.partnership_ids.index("nato")
    outside = next(i for i in range(14) if world.column(Membership.MEMBER)[p, i] == 0.0 and world.ids[i] != "USA")
    said = told(world, world.ids[outside], "nato")
    assert "may not apply: the partnership admits" in said or "It may apply" in said
    company = world.ids.index("walmart")
    states_only = next(
        name for q, name in enumerate(world.roster.partnership_ids) if world.column(Partnership.ADMISSION)[q] == 0
    )
    assert "It may not apply: the partnership admits states only." in told(world, world.ids[company], states_only)


def amount(words):
    number, unit = words.split()
    return float(number.replace("−", "-")) * {"billion": 1.0, "million": 1e-3, "thousand": 1e-6}[unit]


def test_numbers_in_sentences_are_those_of_the_decision(world):
    flips = 0
    for p in range(12):
        why = world.explain("DEU", world.partnership_ids[p])
        said = " ".join(why.sentences)
        verb = "gains" if why.gain > 0.0 else "loses"
        assert f"it {verb} {money(abs(why.gain))[1:]} US$ a year" in said
        assert f"with a chance of {chance_said(why.probability)}" in said
        if found := re.search(r"the odds to even: (.+), worth (\S+ \w+) instead of (\S+ \w+) US\$ a year", said):
            flips += 1
            terms = dict(why.terms)
            assert money(terms[found[1]]) == found[3]
            terms[found[1]] = amount(found[2])
            target = -why.switching if why.is_member else why.switching
            size = max(abs(value) for value in why.terms.values())
            assert sum(terms.values()) == pytest.approx(target, abs=0.06 * size + 1e-12)
    assert flips > 3


def test_sums_and_dates_in_words():
    assert money(-1234.0) == "−1.23e+03 billion"
    assert date_of(1) == "quarter 1 of 2025"


def test_the_network_of_a_date_has_names_and_kinds(tmp_path, capsys):
    place = tmp_path / "net.graphml"
    question = Question("today", "", None, 2025.25, settings=("roster.states=10",))
    write_network(question, place, every=False)
    graph = nx.read_graphml(place)
    assert graph.nodes["USA"]["name"] == "United States"
    assert graph.nodes["USA"]["kind"] == "state"
    assert 0 < graph.number_of_edges() <= 2000
    assert "gavi" in graph.nodes["USA"]["partnerships"].split("|")
    assert "ties at the end of quarter 1 of 2025" in capsys.readouterr().out.replace("\n", " ")
    with pytest.raises(MultipartnerError, match="already exists"):
        write_network(question, place, every=True)


def test_an_actor_counts_for_its_groups(world):
    groups = dict(zip(world.ids, world.groups, strict=True))
    assert {"EU27", "G7", "EU"} <= set(groups["DEU"].split("|"))
    assert groups["walmart"] == ""
    assert world.column(Actor.CAPACITY).size == len(world.groups)


@pytest.mark.parametrize(
    ("chance", "said"),
    [(0.0, "under 0.1 %"), (0.0004, "under 0.1 %"), (0.4, "40 %"), (0.996, "99.6 %"), (1 - 1e-9, "above 99.9 %")],
)
def test_a_chance_is_never_rounded_to_certainty(chance: float, said: str) -> None:
    why = SimpleNamespace(probability=chance, switching=0.01, gain=1.0, is_member=True)
    assert _chance(why).endswith(f"a review leaves it in with a chance of {said}.")
