"""Who is served by a partnership, who may enter, who follows a lead, and who is too small to matter."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace

import numpy as np
import pytest

from simulation.core.codes import Consent
from simulation.core.columns import Actor, Membership, Partnership, Portfolio
from simulation.core.numba.compiling import compiled
from simulation.core.settings import Setting
from simulation.decision.admission import is_eligible, members_consent
from simulation.decision.payoff import N_TERMS
from simulation.decision.succession import resign
from simulation.parameters import load_scenario
from simulation.roster import load_roster
from simulation.start import build
from simulation.world import World
from tests.states import actor, only_members, partnership, sit, term, world_of

DELIVERIES = "deliveries that members alone enjoy"


@pytest.fixture(scope="module")
def today() -> World:
    return world_of(roster__states=196)


def output_of(world: World, p: int) -> float:
    return float(world.column(Partnership.EXCLUDABLE)[p] * world.column(Partnership.OUTPUT)[p])


def test_a_deal_serves_the_states_it_names_however_rich(today: World) -> None:
    for deal, served in (("jetp_zaf", "ZAF"), ("jetp_idn", "IDN"), ("jetp_vnm", "VNM"), ("euturkey", "TUR")):
        p = partnership(today, deal)
        assert np.flatnonzero(today.column(Membership.BENEFICIARY)[p]).tolist() == [actor(today, served)]
        assert term(today, served, deal, DELIVERIES) > 0.0
        assert term(today, "KIR", deal, DELIVERIES) == 0.0


def test_the_first_in_need_at_the_table_does_not_take_all() -> None:
    """What is delivered is divided among all who may receive: the share of one does not depend on who else sits."""
    world = world_of(roster__states=196, payoff__absorption=1000.0, payoff__money_sway=1e6)
    p = partnership(world, "hungeralliance")
    needs = world.column(Portfolio.NEED)[int(world.column(Partnership.ISSUE)[p])]
    needs = needs * world.column(Membership.BENEFICIARY)[p]
    poor, other = actor(world, "MWI"), actor(world, "NER")
    assert needs[poor] < 0.1 * needs.sum() == pytest.approx(0.1 * world.column(Partnership.NEEDS)[p])
    sit(world, p, poor)
    sit(world, p, other)
    together = term(world, "MWI", "hungeralliance", DELIVERIES)
    ratio = term(world, "NER", "hungeralliance", DELIVERIES) / together
    assert ratio == pytest.approx(needs[other] / needs[poor], rel=0.05)
    sit(world, p, other, inside=False)
    assert term(world, "MWI", "hungeralliance", DELIVERIES) == pytest.approx(together, rel=0.05)


def test_what_cannot_be_absorbed_is_worth_nothing() -> None:
    world = world_of(roster__states=196, payoff__absorption=0.01, payoff__money_sway=1e6)
    most = 0.01 * world.column(Actor.CAPACITY)[actor(world, "MWI")]
    assert 0.5 * most < term(world, "MWI", "hungeralliance", DELIVERIES) < most
    nothing = world_of(roster__states=196, payoff__absorption=0.0)
    assert term(nothing, "MWI", "hungeralliance", DELIVERIES) == 0.0


def test_money_moves_nobody_more_than_it_may() -> None:
    """All gains in money together stay below the most that counts; small ones count nearly in full."""
    money = (
        "own avoided damage",
        "avoided damage of others, weighed by regard",
        "cost of own effort",
        DELIVERIES,
        "recognition for contributing to an accepted partnership",
        "penalties collected from outsiders, or paid by one",
        "transfers that divide the gain",
    )
    world = world_of(roster__states=196)
    world.settings = world.settings.copy()

    def all_money(name: str, most: float) -> float:
        world.settings[Setting.MONEY_SWAY] = most
        return sum(world.explain(name, "hungeralliance").terms[meaning] for meaning in money)

    for name in ("MWI", "USA", "TUV"):
        plain, most = all_money(name, np.inf), 0.02 * world.column(Actor.CAPACITY)[actor(world, name)]
        assert all_money(name, 0.02) == pytest.approx(plain * most / (most + abs(plain)))
        assert all_money(name, 0.0) == 0.0


def test_neediness_fades_with_income(today: World) -> None:
    """Half at the line, and no two states that differ by a dollar are treated as rich and poor."""
    roster = today.roster
    income = 1e9 * roster.resources[: roster.n_states] / roster.population[: roster.n_states]
    wanted = 1.0 / (1.0 + (income / 4500.0) ** 4)
    assert today.column(Actor.NEEDY)[: roster.n_states] == pytest.approx(wanted)
    line = world_of(roster__states=196, payoff__beneficiary_steepness=100.0)
    far = np.abs(income / 4500.0 - 1.0) > 0.1
    as_line = np.where(income < 4500.0, 1.0, 0.0)[far]
    assert line.column(Actor.NEEDY)[: roster.n_states][far] == pytest.approx(as_line, abs=1e-3)


@pytest.mark.parametrize(
    ("club", "who"), [("nato", "USA"), ("nato2pct", "USA"), ("quad", "USA"), ("quad", "IND"), ("ustreaty", "USA")]
)
def test_leads_and_founders_fit_whatever_the_others_think(today: World, club: str, who: str) -> None:
    """The United States could come back to its alliances, India to the Quad."""
    p, i = partnership(today, club), actor(today, who)
    sit(today, p, i, inside=False)
    assert is_eligible(today.tables, today.settings, p, i, 1)
    agree = compiled(members_consent)(today.tables, today.settings, 0, 1, p, i, np.zeros(N_TERMS), np.zeros(N_TERMS))
    assert agree
    sit(today, p, i)


def test_others_fit_if_they_are_near_a_founder(today: World) -> None:
    p = partnership(today, "nato")
    founders = np.flatnonzero(today.column(Membership.FOUNDER)[p])
    assert {"USA", "FRA", "GBR"} <= {today.ids[j] for j in founders}
    positions = today.column(Actor.POSITION)
    lead = int(today.column(Partnership.LEAD)[p])
    others = [j for j in founders if j != lead]
    for name in ("SWE", "IRN", "JPN", "CHN"):
        i = actor(today, name)
        near = np.abs(positions[i] - positions[others]).min() <= 1.0
        assert is_eligible(today.tables, today.settings, p, i, 1) == near, name


def test_a_lead_that_leaves_is_followed_by_the_largest_willing_member() -> None:
    world = world_of()
    p, lead = partnership(world, "aukus"), actor(world, "USA")
    terms = np.zeros(N_TERMS), np.zeros(N_TERMS)
    led = world.column(Actor.LEADS).copy()
    world.column(Partnership.INTERCEPT)[p] = 20.0  # everybody wants to be there
    compiled(resign)(world.tables, world.settings, p, lead, *terms)
    heir = actor(world, "GBR")  # larger than Australia
    assert world.column(Partnership.LEAD)[p] == heir
    assert world.column(Actor.LEADS)[[lead, heir]].tolist() == [led[lead] - 1, led[heir] + 1]
    world.column(Partnership.INTERCEPT)[p] = -60.0  # and now nobody
    compiled(resign)(world.tables, world.settings, p, heir, *terms)
    assert world.column(Partnership.LEAD)[p] == -1.0
    assert world.column(Actor.LEADS)[heir] == led[heir]


def test_members_veto_what_costs_more_than_leaving_would() -> None:
    """A small loss of company is borne; a large one is not, nor any loss where nothing is uncertain."""
    world = world_of(roster__states=196)
    p, i = partnership(world, "aukus"), actor(world, "TJK")
    world.column(Partnership.CONSENT)[p] = Consent.UNANIMITY
    ask = compiled(members_consent)
    terms = np.zeros(N_TERMS), np.zeros(N_TERMS)
    assert not ask(world.tables, world.settings, 0, 1, p, i, *terms)
    everybody = tuple(world.ids[j] for j in range(60))
    only_members(world, p, everybody)
    outsider = actor(world, world.ids[100])
    assert ask(world.tables, world.settings, 0, 1, p, outsider, *terms)


@pytest.mark.parametrize("name", ["TUV", "NGA"])
def test_a_state_of_one_dollar_hardly_sits_anywhere(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Odds depend on size: staff for a seat does not shrink with it, and money moves nobody beyond its means."""
    roster = load_roster()
    incomes = roster.resources.copy()
    incomes[roster.ids.index(name)] = 1e-9
    monkeypatch.setattr(build, "roster_of", lambda _: replace(roster, resources=incomes))
    for kept in ("_STARTS", "_SETTLED"):
        monkeypatch.setattr(build, kept, OrderedDict())
    world = World(load_scenario("today"), 0)
    world.run()
    assert world.column(Membership.MEMBER)[:, world.ids.index(name)].sum() <= 2
