"""Partnerships begin, are hosted, become independent and end: on constructed states."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.core.codes import Admission, BurdenRule, Consent, Kind
from simulation.core.columns import Actor, Globals, Issue, Membership, Partnership, Portfolio
from simulation.core.levers import Lever
from simulation.core.numba.compiling import compiled
from simulation.core.settings import Setting
from simulation.decision.founding_group import alone_now, gains_of_group
from simulation.decision.running_sums import SUMS
from simulation.decision.seats import seat, unseat
from simulation.explanation import explain_membership
from simulation.invariants import broken_invariants
from simulation.measures import Outcome
from simulation.mechanisms import founding
from simulation.parameters import load_scenario
from simulation.world import World
from tests.states import actor, only_members, partnership, run_phases, term, world_of

FERTILE = {"founding__rate": 10.0, "founding__start_up": 0.0, "order__initiative": 1.0}
CLIMATE, SECURITY = 0, 6


def draw_up(world: World, founder: str, issue: int = CLIMATE) -> int:
    """Let an actor draw up a partnership in the first free row, without looking for members."""
    p = int(world.tables.globals[Globals.ROWS])
    kernel = compiled(founding.draw_up)
    kernel(world.tables, world.settings, world.seed, 1, p, actor(world, founder), issue)
    return p


@pytest.mark.parametrize(
    ("founder", "order", "expected"),
    [
        ("DEU", {"order__seats": 1.0}, Admission.OPEN),
        ("DEU", {"order__seats": 0.0, "order__partner_filter": 1.0}, Admission.DEMOCRACIES),
        ("DEU", {"order__seats": 0.0, "order__partner_filter": 0.0, "order__exclusivity": 0.9}, Admission.LIKE_MINDED),
        ("DEU", {"order__seats": 0.0, "order__partner_filter": 0.0, "order__exclusivity": 0.1}, Admission.STATES),
        ("CHN", {"order__seats": 0.0, "order__partner_filter": 1.0, "order__exclusivity": 0.1}, Admission.STATES),
        ("CHN", {"order__seats": 0.0, "order__partner_filter": 1.0, "order__exclusivity": 0.9}, Admission.LIKE_MINDED),
        ("gates", {"order__seats": 0.0, "order__partner_filter": 1.0, "order__exclusivity": 0.9}, Admission.OPEN),
        ("city0", {"order__seats": 0.0, "roster__cities": 5}, Admission.OPEN),
    ],
)
def test_the_door_follows_founder_and_order(founder: str, order: dict[str, float], expected: Admission) -> None:
    world = world_of(**order)
    p = draw_up(world, founder)
    assert world.column(Partnership.ADMISSION)[p] == expected
    assert (world.column(Partnership.CONSENT)[p] == Consent.OPEN) == (expected == Admission.OPEN)


def test_the_founders_own_stance_opens_and_filters() -> None:
    world = world_of(order__seats=1.0, order__partner_filter=0.0, us__seats=0.0, us__partner_filter=1.0)
    run_phases(world, "policy")
    assert world.column(Partnership.ADMISSION)[draw_up(world, "USA")] == Admission.DEMOCRACIES
    assert world.column(Partnership.ADMISSION)[draw_up(world, "DEU")] == Admission.OPEN


def test_the_terms_follow_founder_and_order() -> None:
    world = world_of(order__concreteness=1.0, founding__concreteness_spread=0.0, payoff__shallowness=0.4)
    p = draw_up(world, "DEU")
    assert world.column(Partnership.RULE)[p] == BurdenRule.RECIPROCITY
    assert world.column(Partnership.AMBITION)[p] == pytest.approx(0.6 * world.scenario.payoff.ambition)
    assert world.column(Partnership.NORM)[p] == world.column(Actor.POSITION)[actor(world, "DEU")]
    assert world.column(Partnership.RULE)[draw_up(world, "DEU", SECURITY)] == BurdenRule.QUANTITY
    world.column(Lever.TRANSACTIONALISM)[actor(world, "DEU")] = 0.9
    assert world.column(Partnership.RULE)[draw_up(world, "DEU")] == BurdenRule.OPTIMAL


@pytest.mark.parametrize(("founder", "serves"), [("gates", True), ("DEU", False), ("walmart", False), ("city0", False)])
def test_those_who_act_on_a_purpose_found_for_the_needy(founder: str, *, serves: bool) -> None:
    world = world_of(roster__cities=5)
    p = draw_up(world, founder)
    assert world.column(Partnership.RECIPIENTS)[p] == serves
    assert world.column(Membership.BENEFICIARY)[p].any() == serves


def test_like_minded_are_those_near_the_founder() -> None:
    world = world_of(order__seats=0.0, order__partner_filter=0.0, order__exclusivity=0.9, founding__largest_group=20)
    world.column(Actor.POSITION)[actor(world, "USA")] = 9.0
    near = [actor(world, name) for name in ("DEU", "MEX")]
    world.column(Actor.POSITION)[near] = 8.8
    p = draw_up(world, "USA")
    compiled(founding.gather)(world.tables, world.settings, world.seed, 1, p, actor(world, "USA"))
    seated = set(np.flatnonzero(world.column(Membership.MEMBER)[p]).tolist())
    assert seated <= {actor(world, "USA"), *near}
    assert len(seated) > 1


def test_every_pair_is_sounded_out_before_a_group_grows() -> None:
    """Whoever it is that gains together with the founder is found; without such a one nobody is left seated."""
    world = world_of(**FERTILE)
    run_phases(world, "policy", "attention", "alignment", "summing")
    tables, settings, n = world.tables, world.settings, world.column(Actor.KIND).size
    answers = set()
    for founder in ("DEU", "CHN", "gates", "MEX", "JPN", "IND"):
        p, i = draw_up(world, founder), actor(world, founder)
        effective, spent = np.zeros(n), np.zeros(n)
        effective[i], spent[i] = compiled(alone_now)(tables, settings, p, i)
        compiled(seat)(tables, p, i)
        keys = np.full(n, np.inf)
        compiled(founding.fill_invitations)(tables, settings, world.seed, 1, p, i, keys)
        gaining = set()
        for j in np.flatnonzero(np.isfinite(keys)).tolist():
            effective[j], spent[j] = compiled(alone_now)(tables, settings, p, j)
            compiled(seat)(tables, p, j)
            if compiled(gains_of_group)(tables, settings, p, i, 0.0, effective, spent)[0] > 0.0:
                gaining.add(j)
            compiled(unseat)(tables, p, j)
        found, _ = compiled(founding.finds_partner)(tables, settings, p, i, keys, effective, spent)
        seated = set(np.flatnonzero(world.column(Membership.MEMBER)[p]).tolist()) - {i}
        assert bool(found) is bool(gaining)
        assert seated <= gaining
        assert len(seated) == (1 if gaining else 0)
        answers.add(bool(gaining))
        compiled(founding.give_up)(tables, p)
    assert True in answers


def test_a_founding_needs_a_group_that_gains() -> None:
    """Founders sit in what they found, with somebody else; where a seat costs more than it gives nobody founds."""
    world = world_of(**FERTILE)
    run_phases(world, "policy", "attention", "alignment", "summing", "founding")
    rows = range(world.roster.n_partnerships, int(world.tables.globals[Globals.ROWS]))
    assert len(rows) == world.tables.globals[Globals.FOUNDINGS] > 0
    for p in rows:
        founder = int(world.column(Partnership.FOUNDER)[p])
        assert world.column(Partnership.LEAD)[p] == founder
        assert world.column(Membership.MEMBER)[p, founder] == 1.0
        assert 2 <= world.column(Partnership.SIZE)[p] <= world.scenario.founding.largest_group
    dear = world_of(**FERTILE, payoff__overhead=0.1, motives__scale=0.0)
    run_phases(dear, "policy", "attention", "alignment", "summing", "founding")
    assert dear.tables.globals[Globals.PROPOSALS] == world.tables.globals[Globals.PROPOSALS] > 0
    assert dear.tables.globals[Globals.FOUNDINGS] == 0


def test_the_start_comes_out_of_one_stated_budget() -> None:
    world = world_of(**FERTILE, seeding__budget=0.0)
    world.column(Actor.HOSTING)[:] = 1e-9
    run_phases(world, "policy", "attention", "alignment", "summing", "founding")
    assert world.tables.globals[Globals.PROPOSALS] > 0
    assert world.tables.globals[Globals.FOUNDINGS] == 0


def test_a_full_table_refuses_and_counts() -> None:
    world = world_of(**FERTILE, founding__slots=0)
    run_phases(world, "policy", "attention", "alignment", "summing", "founding")
    assert world.tables.globals[Globals.FOUNDINGS] == 0
    assert 0 < world.tables.globals[Globals.REFUSED] <= world.tables.globals[Globals.PROPOSALS]


def test_rows_of_ended_partnerships_are_used_again() -> None:
    """Without a row of its own, a founding waits until one is free, and keeps nothing of what was there."""
    world = world_of(**FERTILE, founding__slots=0, years=20, lifecycle__running_cost=0.3, lifecycle__patience=2)
    first = world.column(Partnership.IDENTITY).copy()
    again = 0
    while world.step < world.steps:
        world.advance()
        assert broken_invariants(world.tables, world.step) == []
        alive = world.column(Partnership.ALIVE) > 0.0
        new = np.flatnonzero(alive & (world.column(Partnership.BORN) == world.step))
        again += len(new)
        assert np.all(world.column(Partnership.IDENTITY)[new] != first[new])
        assert np.all(world.column(Partnership.FOUNDER)[new] >= 0.0)
        assert np.all(world.column(Membership.BARRED_UNTIL)[new] == 0.0)
    assert again == world.outcomes[:, Outcome.BIRTHS].sum() > 2
    assert world.outcomes[:, Outcome.REFUSED].sum() > 0


def test_what_leads_leave_undone_is_a_vacancy_that_fades() -> None:
    world = world_of(founding__rate=0.0, founding__vacancy_memory=1.0)
    led = np.zeros(world.tables.issues.shape[1])
    before = world.column(Issue.LED).copy()
    assert before[CLIMATE] > 0.0
    world.column(Membership.DELIVERED)[:] = 0.0
    kernel = compiled(founding.feel_vacancies)
    kernel(world.tables, world.settings, led)
    assert np.all(world.column(Issue.VACANCY)[before > 0.0] == 1.0)
    assert np.allclose(world.column(Issue.LED), 0.75 * before)
    kernel(world.tables, world.settings, led)
    assert np.allclose(world.column(Issue.LED), 0.75**2 * before)


@pytest.fixture
def seeded() -> tuple[World, int]:
    """A partnership that the United States seeds, with some members, about to stand on its own in two years."""
    world = world_of(seeding__years=2.0, seeding__size=30, founding__slots=3, production__hosting=0.02)
    p = draw_up(world, "USA")
    world.tables.globals[Globals.ROWS] = p + 1
    world.column(Partnership.SEEDED)[p] = 1.0
    world.column(Actor.LEADS)[actor(world, "USA")] += 1.0
    only_members(world, p, ("USA", "DEU", "FRA", "gates"))
    run_phases(world, "policy", "attention", "summing", "pledging", "delivery")
    return world, p


def dues_paid(world: World, p: int) -> float:
    """Return what the members pay together, as their decisions count it [US$bn/yr]."""
    seated = np.flatnonzero(world.column(Membership.MEMBER)[p])
    return -sum(explain_membership(world.tables, world.settings, p, i, "", "").terms["dues"] for i in seated)


def running_cost(world: World, p: int) -> float:
    numbers, size = world.scenario.lifecycle, world.column(Partnership.SIZE)[p]
    hosted = world.scenario.production.hosting * world.column(Partnership.DELIVERED)[p]
    return float(hosted + numbers.running_cost + numbers.running_cost_member * size)


def test_who_seeds_hosts_until_a_date_then_members_pay(seeded: tuple[World, int]) -> None:
    world, p = seeded
    for step in range(1, 9):
        run_phases(world, "seeding", step=step)
        assert world.column(Partnership.LEAD)[p] == actor(world, "USA"), step
        assert dues_paid(world, p) < running_cost(world, p)
    hosting, leads = (world.column(column)[actor(world, "USA")] for column in (Actor.HOSTING, Actor.LEADS))
    run_phases(world, "seeding", step=9)
    assert world.column(Partnership.LEAD)[p] == -1.0
    assert world.column(Partnership.INDEPENDENCE)[p] == 1.0
    assert world.tables.globals[Globals.SPIN_OFFS] >= 1.0
    assert world.column(Actor.LEADS)[actor(world, "USA")] < leads
    run_phases(world, "seeding", step=10)
    assert dues_paid(world, p) == pytest.approx(running_cost(world, p))
    assert world.column(Actor.HOSTING)[actor(world, "USA")] < hosting


def test_who_seeds_steps_back_once_it_has_grown(seeded: tuple[World, int]) -> None:
    world, p = seeded
    only_members(world, p, world.ids[:30])
    run_phases(world, "seeding", step=2)
    assert world.column(Partnership.LEAD)[p] == -1.0


def test_who_leads_stays(seeded: tuple[World, int]) -> None:
    world, p = seeded
    world.column(Partnership.SEEDED)[p] = 0.0
    world.column(Lever.LEAD_SEED)[:] = 0.0
    for step in range(1, 40):
        run_phases(world, "seeding", step=step)
    assert world.column(Partnership.LEAD)[p] == actor(world, "USA")
    assert world.column(Partnership.INDEPENDENCE)[p] == 0.0


@pytest.mark.parametrize("budget", [0.0, 0.0005, 0.05])
def test_nobody_hosts_beyond_its_budget_and_members_pay_the_rest(budget: float) -> None:
    world = world_of(seeding__budget=budget, order__seeding=0.0, production__hosting=0.3, mechanisms__founding=False)
    world.advance(8)
    means = world.column(Actor.CAPACITY) * world.column(Actor.ATTENTION)
    hosting = world.column(Actor.HOSTING)
    assert np.all(hosting <= budget * means + 1e-12)
    alive = np.flatnonzero(world.column(Partnership.ALIVE))
    bill = sum(running_cost(world, p) for p in alive)
    assert hosting.sum() + sum(dues_paid(world, p) for p in alive) == pytest.approx(bill)


def test_a_lead_attracts_friends_and_repels_rivals_until_it_steps_back() -> None:
    """The company of a lead counts once more, for good and ill; that of one that has stepped back does not."""
    world = world_of(payoff__affinity_base=0.002, payoff__affinity_distance=0.002)
    meaning = "affinity with fellow members"

    def worth(pull: float) -> np.ndarray:
        world.settings = world.settings.copy()
        world.settings[Setting.LEAD_PULL] = pull
        return np.array([term(world, name, "aiib", meaning) for name in ("IND", "BRA")])  # a rival of China, and none

    rival, friend = worth(5.0) - worth(0.0)
    assert rival < 0.0 < friend
    world.column(Partnership.INDEPENDENCE)[partnership(world, "aiib")] = 1.0
    assert np.array_equal(worth(5.0), worth(0.0))


def test_an_idle_partnership_ends_and_keeps_nothing() -> None:
    world = world_of(lifecycle__patience=3, lifecycle__running_cost=0.0, founding__rate=0.0)
    p = partnership(world, "ndb")
    only_members(world, p, ())
    size = world.column(Partnership.SIZE).copy()
    world.advance(2)
    only_members(world, p, ())  # those who came back are sent home again: it stays idle
    assert world.column(Partnership.ALIVE)[p] == 1.0
    world.advance()
    assert size[p] == world.column(Partnership.ALIVE)[p] == world.column(Partnership.SIZE)[p] == 0.0
    assert world.outcomes[3, Outcome.DEATHS] == 1.0
    assert world.outcomes[3, Outcome.LIFETIME] == 0.75
    assert np.all(world.column(Membership.MEMBER)[p] == 0.0)
    assert np.all(world.tables.partnerships[list(SUMS), p] == 0.0)
    kept = (Membership.PLEDGED, Membership.DELIVERED, Membership.TRANSFER, Membership.PRESSURE, Membership.INFLUENCE)
    assert np.all(world.tables.memberships[list(kept), p] == 0.0)
    assert world.column(Partnership.LEAD)[p] == -1.0


def test_ended_with_money_on_the_way_the_accounts_still_agree() -> None:
    """A quarter's deliveries belong to that quarter, though the partnership ends at the next one's beginning."""
    world = world_of(lifecycle__patience=1, lifecycle__running_cost=0.5, years=3)
    ended = 0.0
    while world.step < world.steps:
        world.advance()
        assert broken_invariants(world.tables, world.step) == []
        ended += world.outcomes[world.step, Outcome.DEATHS]
    assert ended > 0
    dead = world.column(Partnership.ALIVE) == 0.0
    assert np.all(world.column(Membership.MEMBER)[dead] == 0.0)
    assert np.all(world.column(Portfolio.TIES) >= 0.0)
    assert (world.kind == Kind.STATE).any()


def test_who_withdraws_leads_no_more() -> None:
    """France leaves the Paris Agreement, which it leads: the seat and the lead are gone, and it hosts nothing there."""
    leaving = [{"actor": "FRA", "partnership": "paris", "from": 2025.25}]
    scenario = load_scenario({"extends": "today", "years": 1, "roster": {"states": 40}, "withdrawals": leaving})
    world = World(scenario, 0)
    paris, france = world.partnership_ids.index("paris"), world.ids.index("FRA")
    led = world.column(Actor.LEADS)[france]
    world.advance(1)
    assert world.column(Partnership.LEAD)[paris] == france
    world.advance(1)
    assert world.column(Partnership.LEAD)[paris] == -1.0
    assert world.column(Membership.MEMBER)[paris, france] == 0.0
    assert world.column(Actor.LEADS)[france] == led - 1.0


def test_the_start_is_paid_over_the_first_year() -> None:
    world = world_of(mechanisms__founding=False, order__seeding=0.0, seeding__budget=1.0, founding__start_up=0.4)
    p, usa = partnership(world, "quad"), actor(world, "USA")
    spent = []
    for born in (0, 1):
        world.column(Partnership.BORN)[p] = born
        run_phases(world, "seeding", step=3)
        spent.append(world.column(Actor.HOSTING)[usa])
    assert spent[1] - spent[0] == pytest.approx(0.4)
    run_phases(world, "seeding", step=5)
    assert world.column(Actor.HOSTING)[usa] == pytest.approx(spent[0])
