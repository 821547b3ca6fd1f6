"""Elections at their dates, arms that answer, and reactions to what others give and where they sit."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.core.columns import Actor, Globals, Holder, Membership, Partnership, Portfolio, War
from simulation.core.errors import MultipartnerError
from simulation.core.levers import Lever
from simulation.decision.seats import enter, leave
from simulation.decision.voters import approval_of, approval_of_halves
from simulation.measures import Outcome
from simulation.mechanisms.arms import is_allied
from simulation.parameters import load_scenario
from simulation.rules.arms import toward_promise
from simulation.rules.legitimacy import moved_toward
from simulation.rules.politics import chance_kept
from simulation.start.names import check_names
from simulation.world import World
from tests.states import actor, partnership, run_phases, term, world_of

HELD = [{"actor": "USA", "first": 2026.0, "every": 1.0, "governs": "transactional", "opposes": "cooperative"}]
DEAF = {f"elections.{name}": 0 for name in ("results", "payer", "policeman", "war")}
"""Nothing but terms in office."""


SHARES = {
    "GBR": 2.13, "GRC": 2.20, "EST": 1.92, "POL": 1.88, "FRA": 1.82, "HRV": 1.81, "TUR": 1.45, "NOR": 1.54,
    "BGR": 1.31, "PRT": 1.31, "ROU": 1.35, "ALB": 1.35, "DNK": 1.15, "ITA": 1.14, "NLD": 1.15, "DEU": 1.19,
    "CAN": 1.01, "SVK": 0.98, "SVN": 0.97, "BEL": 0.97, "CZE": 0.94, "LVA": 0.94, "ESP": 0.92, "LTU": 0.88,
    "HUN": 0.86, "LUX": 0.37,
}  # fmt: skip
"""Military shares of income of allies in 2014 [%], as NATO published them in 2024."""


def electing(years: int = 5, seed: int = 0, **changes: float) -> World:
    named = {key.replace("__", "."): value for key, value in changes.items()}
    scenario = load_scenario(
        {"extends": "today", "elections": {"held": HELD}}, {"roster.states": 8, "years": years, **named}
    )
    return World(scenario, seed)


def camps_of(world: World, quarters: int) -> list[int]:
    """Return who governs the United States quarter by quarter; the phases of politics alone are run."""
    usa, camps = actor(world, "USA"), []
    for step in range(1, quarters + 1):
        run_phases(world, "elections", "policy", step=step)
        camps.append(int(world.column(Actor.CAMP)[usa]))
    return camps


def test_the_levers_of_who_governs_apply() -> None:
    world = electing()
    usa = actor(world, "USA")
    run_phases(world, "elections", "policy", step=1)
    stances = world.scenario.stances
    assert world.column(Lever.TRANSACTIONALISM)[usa] == stances.transactional.transactionalism
    world.tables.actors[Actor.CAMP, usa] = 1.0
    run_phases(world, "policy", step=1)
    assert world.column(Lever.TRANSACTIONALISM)[usa] == stances.cooperative.transactionalism
    assert world.column(Lever.SPENDING)[usa] == stances.cooperative.spending


def test_governments_change_at_their_dates_only() -> None:
    world = electing(years=20)
    camps = camps_of(world, 80)
    changes = [step for step in range(1, 80) if camps[step] != camps[step - 1]]
    assert changes
    assert all((step + 1) % 4 == 1 for step in changes), "the first quarter of a year"
    assert np.flatnonzero(world.tables.holders[:, -2, Holder.ELECTION]).tolist() == list(range(5, 81, 4))


def test_with_strengths_at_zero_alternation_has_the_rate_of_history() -> None:
    """A Markov chain: kept after one term with .7, later with .2: 1 / (1 + .7 / .8) = .533 changes an election."""
    changes, held = 0, 0
    for seed in range(4):
        camps = camps_of(electing(years=200, seed=seed, **DEAF), 800)
        changes += sum(camps[k] != camps[k - 1] for k in range(1, 800))
        held += 199
    assert changes / held == pytest.approx(1 / (1 + 0.7 / 0.8), abs=0.05)
    assert changes / held == pytest.approx(11 / 20, abs=0.06), "11 of 20 elections from 1948 to 2024"


def test_expected_turnovers_are_the_chances_at_the_dates_whatever_luck_says() -> None:
    """To be replaced: .3 after one term, .8 after more, so that terms alone tell where voters are deaf."""
    world = electing(years=20, **DEAF)
    usa, expected = actor(world, "USA"), 0.0
    for step in range(1, 81):
        before = world.tables.globals[Globals.TURNOVERS_EXPECTED]
        terms, is_held = world.column(Actor.TERMS)[usa], world.tables.holders[step, :, Holder.ELECTION].any()
        run_phases(world, "elections", step=step)
        expected += (0.3 if terms <= 1 else 0.8) if is_held else 0.0
        assert world.tables.globals[Globals.TURNOVERS_EXPECTED] - before >= 0.0
    assert world.tables.globals[Globals.TURNOVERS_EXPECTED] == pytest.approx(expected)
    assert world.tables.globals[Globals.TURNOVERS_EXPECTED] != world.tables.globals[Globals.TURNOVERS]


def test_arms_of_a_study_share_the_luck_of_elections() -> None:
    one, other = (camps_of(electing(years=50, seed=3, **DEAF, us__seats=seats), 200) for seats in (0.1, 0.9))
    assert one == other


@pytest.mark.parametrize("strength", ["results", "payer", "policeman", "pressure", "war"])
def test_what_voters_see_moves_the_odds(strength: str) -> None:
    felt_by = "policeman" if strength == "pressure" else strength
    world = electing(**{**DEAF, f"elections.{felt_by}": 5.0})
    usa = actor(world, "USA")
    before = chance_kept(0.7, 0.0)
    if strength == "results":
        world.tables.partnerships[Partnership.OUTPUT_LEGITIMACY] = 1.0
    elif strength == "payer":
        world.tables.portfolios[Portfolio.DELIVERED, :, usa] *= 3.0
    elif strength == "policeman":
        world.tables.actors[Actor.SECURITY_CAPACITY, usa] *= 3.0
    elif strength == "pressure":
        world.column(Lever.PRESSURE)[usa] = 1.0
    else:
        world.tables.actors[Actor.ALARM, usa] = 1.0
    moved = approval_of(world.tables, world.settings, usa) - world.column(Actor.APPROVED)[usa]
    assert bool(moved > 0.0) is (strength == "results")
    assert bool(chance_kept(0.7, moved) > before) is (strength == "results")


def test_the_two_halves_of_the_voters_add_up_and_feel_their_own_burden() -> None:
    world = electing()
    usa = actor(world, "USA")
    payers, policing = approval_of_halves(world.tables, world.settings, usa)
    assert 0.5 * (payers + policing) == pytest.approx(approval_of(world.tables, world.settings, usa))
    world.tables.portfolios[Portfolio.DELIVERED, :, usa] *= 3.0
    world.column(Lever.PRESSURE)[usa] = 1.0
    paying_more, policing_more = approval_of_halves(world.tables, world.settings, usa)
    assert paying_more < payers
    assert policing_more < policing
    world.advance()
    row = world.outcomes[1]
    halves = approval_of_halves(world.tables, world.settings, usa)
    assert (row[Outcome.APPROVAL_PAYERS_USA], row[Outcome.APPROVAL_POLICING_USA]) == pytest.approx(halves)


def test_a_government_without_two_camps_is_refused() -> None:
    same = [{**HELD[0], "opposes": "transactional"}]
    with pytest.raises(Exception, match="two different stances"):
        load_scenario({"extends": "today", "elections": {"held": same}})


def test_who_takes_no_part_spends_nothing_whoever_governs() -> None:
    absent = {"roster": {"absent": ["USA"]}, "elections": {"held": HELD}}
    world = World(load_scenario({"extends": "today", **absent}, {"roster.states": 12, "years": 3}), 0)
    for camp in (0, 1):
        held = (world.tables.holders[1, :, Holder.CAMP] == camp).nonzero()[0]
        assert not world.tables.policy[1:, held][:, :, [Lever.SPENDING, Lever.EFFORT_SHARE, Lever.PRESSURE]].any()
    world.run()
    assert not world.outcomes[1:, Outcome.SPENDING_USA].any()


@pytest.mark.parametrize(
    ("held", "said"),
    [
        ([*HELD, HELD[0]], "elections.held must have one row a state, got 2 for USA; keep one"),
        ([{**HELD[0], "actor": "walmart"}], "takes states, such as USA, found the company 'walmart'"),
        ([{**HELD[0], "actor": "USAA"}], "No actor is called 'USAA'"),
    ],
)
def test_elections_that_cannot_be_held_are_one_line(held: list[dict[str, object]], said: str) -> None:
    with pytest.raises(MultipartnerError, match=said) as caught:
        check_names(load_scenario({"extends": "today", "elections": {"held": held}}))
    assert "\n" not in str(caught.value)


def test_a_world_does_not_let_a_company_vote() -> None:
    held = [{**HELD[0], "actor": "walmart"}]
    with pytest.raises(MultipartnerError, match="the company 'walmart'"):
        World(load_scenario({"extends": "today", "elections": {"held": held}}, {"years": 1}), 0)


def test_arms_are_off_by_default_and_answer_danger_rivals_and_alliances() -> None:
    calm = world_of()
    before = calm.column(Actor.SECURITY_CAPACITY).copy()
    run_phases(calm, "arms", step=1)
    assert np.array_equal(before, calm.column(Actor.SECURITY_CAPACITY))
    world = world_of(arms__dispute=3.0, arms__pace=4.0)
    run_phases(world, "arms", step=1)
    a, b = (int(world.tables.wars[side, 0]) for side in (War.A, War.B))
    first = world.column(Actor.ARMED)[[a, b]].copy()
    world.tables.wars[War.ACTIVE, 0] = 1.0
    run_phases(world, "arms", step=2)
    assert np.all(world.column(Actor.ARMED)[[a, b]] > first)
    assert world.column(Actor.CAPABILITY)[: world.roster.n_states].sum() == pytest.approx(1.0)


def test_arms_may_take_means_from_global_issues() -> None:
    world = world_of(arms__pact=1.0, arms__promised=0.05, arms__pace=4.0, arms__compete=0.1)
    deu = actor(world, "DEU")
    before = world.column(Actor.CAPACITY)[deu]
    run_phases(world, "arms", step=1)
    more = world.column(Actor.SECURITY_CAPACITY)[deu] - world.column(Actor.SECURITY_START)[deu]
    assert more > 0.0
    assert world.column(Actor.CAPACITY)[deu] == pytest.approx(max(before - 0.1 * more, 0.1 * before))


def test_the_promise_of_two_per_cent_and_what_came_of_it() -> None:
    """Of these 26 allies 3 were at 2 % in 2014, with the promise about 20 by 2024; values are chosen to come near."""
    mean_before = np.mean(list(SHARES.values()))

    def after(years: int, part: float, promised: float) -> np.ndarray:
        ends = []
        for share in SHARES.values():
            held = share
            for _ in range(4 * years):
                held = moved_toward(held, toward_promise(share, promised, part), 0.25, 0.25)
            ends.append(held)
        return np.array(ends)

    assert sum(share >= 2.0 for share in SHARES.values()) <= 3
    assert after(10, 0.0, 2.0).mean() == pytest.approx(mean_before)
    assert after(10, 1.0, 2.2).mean() == pytest.approx(2.02, abs=0.2), "Europe and Canada 1.40 to 2.02 % by 2024"
    assert 15 <= (after(10, 1.0, 2.2) >= 2.0 - 0.05).sum() <= 26


def test_with_shipped_values_allies_rise_towards_the_promise_and_most_miss_it() -> None:
    """The phase from the shares of 2014, ten years: 1.75 % on average, 2 of 26 there; on record 2.02 % and about 20."""
    world = world_of(roster__states=160, arms__pact=1.0)
    rows = [actor(world, name) for name in SHARES]
    actors = world.tables.actors
    actors[Actor.SECURITY_START, rows] = 0.01 * np.array(list(SHARES.values())) * actors[Actor.INCOME_START, rows]
    assert all(is_allied(world.tables, world.settings, row) for row in rows)
    first = before = np.array(list(SHARES.values()))
    for step in range(1, 41):
        run_phases(world, "arms", step=step)
        after = 100.0 * actors[Actor.SECURITY_CAPACITY, rows] / actors[Actor.INCOME_START, rows]
        assert np.all(after >= before - 1e-12), "nobody falls"
        before = after
    assert after == pytest.approx(first + (1.0 - np.exp(-1.0)) * np.maximum(0.0, 2.0 - first), abs=0.01)
    assert after.mean() == pytest.approx(1.75, abs=0.01)
    assert ((after >= 2.0).sum(), (after >= 1.95).sum()) == (2, 4)


@pytest.mark.parametrize(("giving", "sign"), [(1.0, -1), (-1.0, 1), (0.0, 0)])
def test_budgets_follow_or_make_up_for_what_others_give(giving: float, sign: int) -> None:
    world = world_of(reactions__giving=giving)
    deu, usa = actor(world, "DEU"), actor(world, "USA")
    run_phases(world, "reactions")
    assert world.column(Portfolio.ANSWER)[0, deu] == 1.0, "gifts are compared with those of the first quarter"
    world.tables.portfolios[Portfolio.DELIVERED, :, usa] = 0.0
    run_phases(world, "reactions", step=2)
    answer = world.column(Portfolio.ANSWER)[0, deu]
    assert np.sign(round(answer - 1.0, 12)) == sign
    before = world.column(Portfolio.BUDGET)[0, deu]
    run_phases(world, "attention")
    assert np.sign(round(world.column(Portfolio.BUDGET)[0, deu] / before - 1.0, 3)) == sign


def test_seats_follow_seats_while_they_are_remembered() -> None:
    world = world_of(reactions__exit=1.32, reactions__exit_largest=0.6, reactions__join=0.47)
    gcf, usa, deu = partnership(world, "gcf"), actor(world, "USA"), actor(world, "DEU")
    meaning = "following others who have just left, or joined"
    assert term(world, "DEU", "gcf", meaning) == 0.0
    if world.column(Membership.MEMBER)[gcf, usa] == 0.0:
        enter(world.tables, gcf, usa)
    leave(world.tables, gcf, usa)
    unit = world.scenario.motives.scale * world.column(Actor.CAPACITY)[deu]
    assert world.column(Membership.MEMBER)[gcf, deu] == 1.0
    assert term(world, "DEU", "gcf", meaning) == pytest.approx(-1.92 * unit)
    for step in range(1, 9):
        run_phases(world, "reactions", step=step)
    assert term(world, "DEU", "gcf", meaning) == pytest.approx(-1.92 * unit * np.exp(-1.0))
    enter(world.tables, gcf, usa)
    outsider = next(i for i in range(world.roster.n_states) if world.column(Membership.MEMBER)[gcf, i] == 0.0)
    own = world.scenario.motives.scale * world.column(Actor.CAPACITY)[outsider]
    assert term(world, world.ids[outsider], "gcf", meaning) == pytest.approx(0.47 * own)
    assert world.tables.globals[Globals.LEAVES] == 1.0
