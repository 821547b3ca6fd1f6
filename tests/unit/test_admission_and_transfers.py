"""Admission, consent, withdrawals, transfers and penalties: on constructed states, to the last number."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.core.codes import BurdenRule, Consent, Kind
from simulation.core.columns import Actor, Globals, Membership, Partnership, Portfolio
from simulation.core.levers import Lever
from simulation.core.numba.compiling import compiled
from simulation.core.settings import Setting
from simulation.decision.admission import (
    agrees,
    fill_transfers_now,
    first_asked,
    gets_seat,
    is_eligible,
    members_consent,
)
from simulation.decision.payoff import N_TERMS
from simulation.rules.transfers import trade_penalty
from simulation.world import World
from tests.states import actor, only_members, partnership, run_phases, sit, term, world_of

SHARING = (BurdenRule.LINDAHL, BurdenRule.SHAPLEY, BurdenRule.OPTIMAL)
PENALTIES = "penalties collected from outsiders, or paid by one"


def test_an_order_of_states_seats_nobody_else() -> None:
    for share, expected in ((0.0, 0.0), (1.0, 1.0)):
        world = world_of(order__seats=share)
        p = partnership(world, "cepi")
        others = np.flatnonzero(world.kind != Kind.STATE)
        seats = [gets_seat(world.tables, world.settings, 0, 1, p, int(i)) for i in others]
        assert np.mean(seats) == expected


def test_a_lead_that_filters_lets_democracies_in_only() -> None:
    world = world_of()
    world.column(Lever.PARTNER_FILTER)[actor(world, "USA")] = 1.0
    led, free = partnership(world, "globalfund"), partnership(world, "gavi")
    world.column(Partnership.LEAD)[free] = -1.0
    states = np.flatnonzero(world.kind == Kind.STATE)
    admitted = [gets_seat(world.tables, world.settings, 0, 1, led, int(i)) for i in states]
    openness = world.column(Actor.OPENNESS)[states]
    assert np.array_equal(admitted, openness >= world.scenario.payoff.democracy_least)
    assert 0 < sum(admitted) < len(states)
    assert all(gets_seat(world.tables, world.settings, 0, 1, free, int(i)) for i in states)


def test_the_more_must_agree_the_fewer_come_in() -> None:
    world = world_of()
    world.advance()
    run_phases(world, "attention", "summing", step=2)
    allowed = {}
    for consent in (Consent.OPEN, Consent.MAJORITY, Consent.UNANIMITY):
        world.column(Partnership.CONSENT)[:] = consent
        allowed[consent] = {
            (p, i)
            for p in range(0, world.roster.n_partnerships, 3)
            for i in range(0, 60, 4)
            if world.column(Membership.MEMBER)[p, i] == 0.0
            and compiled(members_consent)(
                world.tables, world.settings, 0, 2, p, i, np.zeros(N_TERMS), np.zeros(N_TERMS)
            )
        }
    assert allowed[Consent.UNANIMITY] <= allowed[Consent.MAJORITY] <= allowed[Consent.OPEN]
    assert len(allowed[Consent.UNANIMITY]) < len(allowed[Consent.OPEN])


def in_favour(world: World, p: int, i: int) -> list[bool]:
    """Who of p's members agrees to i, in the order of their seats, where no transfers are made."""
    members = world.column(Membership.ROSTER)[p, : int(world.column(Partnership.SIZE)[p])].astype(int)
    asked, terms = compiled(agrees), (np.zeros(N_TERMS), np.zeros(N_TERMS))
    return [bool(asked(world.tables, world.settings, p, int(j), i, 0.0, *terms)) for j in members]


def lets_in(world: World, p: int, i: int, consent: Consent) -> bool:
    world.column(Partnership.CONSENT)[p] = consent
    terms = np.zeros(N_TERMS), np.zeros(N_TERMS)
    return bool(compiled(members_consent)(world.tables, world.settings, 0, 2, p, i, *terms))


def applications(world: World) -> list[tuple[int, int]]:
    outside = world.column(Membership.MEMBER)[: world.roster.n_partnerships] == 0.0
    plain = (world.column(Partnership.SHARED) == 0.0) & (world.column(Partnership.SIZE) > 0.0)
    return [(p, i) for p in np.flatnonzero(plain[: outside.shape[0]]) for i in range(0, 60, 4) if outside[p, i]]


def ready_to_decide() -> World:
    world = world_of()
    world.advance()
    run_phases(world, "attention", "summing", step=2)
    return world


def test_more_than_half_or_all_of_the_members_decide() -> None:
    world = ready_to_decide()
    answers = set()
    for p, i in applications(world):
        favour = in_favour(world, p, i)
        answers.add((2 * sum(favour) > len(favour), all(favour)))
        assert lets_in(world, p, i, Consent.MAJORITY) == (2 * sum(favour) > len(favour))
        assert lets_in(world, p, i, Consent.UNANIMITY) == all(favour)
    assert answers == {(True, True), (True, False), (False, False)}


def test_in_a_large_partnership_a_board_drawn_by_lot_decides() -> None:
    """Three members at even distances, the first drawn for each applicant; all where there are no more than three."""
    world = ready_to_decide()
    world.settings = world.settings.copy()
    world.settings[Setting.ORDER_BOARD] = board = 3
    starts, differ = set(), 0
    for p, i in applications(world):
        favour = in_favour(world, p, i)
        size = len(favour)
        first = compiled(first_asked)(world.tables, world.settings, 0, 2, p, i)
        starts.add(first / size)
        asked = [favour[(first + k * size // board) % size] for k in range(board)] if size > board else favour
        assert size > board or first == 0
        assert lets_in(world, p, i, Consent.MAJORITY) == (2 * sum(asked) > len(asked))
        assert lets_in(world, p, i, Consent.UNANIMITY) == all(asked)
        differ += all(asked) != all(favour)
    assert differ > 0, "a board sees less than all members"
    assert 0.0 <= min(starts) < 0.2
    assert 0.8 < max(starts) < 1.0


def test_who_withdraws_is_out_on_the_date_barred_until_re_entry_and_may_come_back() -> None:
    world = World(
        {
            "extends": "today",
            "years": 6,
            "roster": {"states": 40},
            "withdrawals": [{"actor": "USA", "partnership": "paris", "from": 2026.0, "until": 2028.0}],
        },
        0,
    )
    usa, paris = actor(world, "USA"), partnership(world, "paris")
    sit(world, paris, usa)
    seats, open_door = [], []
    for _ in range(world.steps):
        sit(world, paris, usa, inside=world.step < 4)
        world.advance()
        seats.append(world.column(Membership.MEMBER)[paris, usa])
        open_door.append(is_eligible(world.tables, world.settings, paris, usa, world.step))
    assert seats[4:12] == [0.0] * 8
    assert open_door == [True] * 4 + [False] * 8 + [True] * 12


def test_a_withdrawal_costs_trust() -> None:
    trust = []
    for leaving in (0.0, 0.3):
        withdrawal = {"actor": "USA", "partnership": "paris", "from": 2025.0}
        given = {"roster": {"states": 40}, "relations": {"leaving": leaving}, "payoff": {"review_share": 0.0}}
        world = World({"extends": "today", "withdrawals": [withdrawal], **given}, 0)
        assert world.column(Membership.MEMBER)[partnership(world, "paris"), actor(world, "USA")] == 1.0
        world.advance()
        trust.append(world.column(Actor.TRUST)[actor(world, "USA")])
    assert trust[0] - trust[1] == pytest.approx(0.3)


def sharing_world(rule: BurdenRule, **overrides: float) -> World:
    world = world_of(**overrides)
    threats = world.column(Partnership.ISSUE) < 6
    world.column(Partnership.RULE)[: world.roster.n_partnerships][threats[: world.roster.n_partnerships]] = rule
    return world


@pytest.mark.parametrize("rule", SHARING, ids=lambda rule: rule.name.lower())
def test_transfers_sum_to_zero_in_every_partnership_and_quarter(rule: BurdenRule) -> None:
    world = sharing_world(rule, years=2)
    while world.step < world.steps:
        world.advance()
        transfers = world.column(Membership.TRANSFER)
        scale = np.abs(transfers).sum(axis=1)
        assert np.all(np.abs(transfers.sum(axis=1)) <= 1e-9 * np.maximum(scale, 1e-6))
        assert np.all(transfers[world.column(Membership.MEMBER) == 0.0] == 0.0)
    assert np.abs(transfers).max() > 0.0


@pytest.mark.parametrize("rule", [BurdenRule.OPTIMAL, BurdenRule.NASH_BARGAINING], ids=lambda rule: rule.name.lower())
def test_a_bargain_divides_what_its_rule_takes_for_the_gain(rule: BurdenRule) -> None:
    """Over leaving it alone, or over no agreement at all: the money that is paid is that which decisions look at."""
    world = sharing_world(rule)
    run_phases(world, "attention", "alignment", "summing", "pledging", "bargaining")
    p = partnership(world, "gavi")
    expected = np.zeros(len(world.ids))
    fill_transfers_now(world.tables, world.settings, p, expected)
    assert np.abs(expected).max() > 0.0
    assert world.column(Membership.TRANSFER)[p] == pytest.approx(expected, rel=1e-9, abs=1e-12)


def test_optimal_sharing_gives_the_transactional_and_the_multi_aligned_more() -> None:
    """What demand adds to a weight it adds to the part of the surplus, and the others lose it."""
    shares = {}
    for demand in (0.0, 10.0):
        world = sharing_world(BurdenRule.OPTIMAL, bargaining__demand=demand, bargaining__outside=0.0)
        usa = actor(world, "USA")
        world.column(Lever.TRANSACTIONALISM)[:] = 0.0
        world.column(Lever.TRANSACTIONALISM)[usa] = 1.0
        run_phases(world, "attention", "alignment", "summing", "pledging", "bargaining")
        divided = world.column(Partnership.SHARED) * world.column(Membership.MEMBER)[:, usa]
        p = int(np.argmax(world.column(Partnership.SURPLUS) * divided))
        surplus = world.column(Partnership.SURPLUS)[p]
        assert surplus > 0.0
        members = world.column(Partnership.SIZE)[p]
        weights = world.column(Actor.BARGAINING)
        assert weights[usa] == 1.0 + demand
        mine = weights[usa] / (members + demand)
        gain = mine * surplus - world.column(Membership.TRANSFER)[p, usa]
        shares[demand] = (mine * surplus, gain)
    assert shares[10.0][0] > shares[0.0][0]
    assert shares[10.0][1] == pytest.approx(shares[0.0][1])  # the gain before transfers is the same in both

    spread = sharing_world(BurdenRule.OPTIMAL, bargaining__demand=0.0, bargaining__outside=2.0)
    run_phases(spread, "attention", "alignment", "summing", "pledging", "bargaining")
    expected = 1.0 + 2.0 * spread.column(Actor.MULTI_ALIGNMENT)
    assert np.allclose(spread.column(Actor.BARGAINING), expected)
    assert np.ptp(expected) > 0.0


def club(penalty: float, retaliation: float = 0.0, deadweight: float = 0.3) -> tuple[World, int]:
    """Return a world in which a club levies a penalty and money counts for all that it is worth."""
    strengths = {"clubs__penalty": penalty, "clubs__retaliation": retaliation, "clubs__deadweight": deadweight}
    world = world_of(**strengths, payoff__money_sway=1e6)
    p = partnership(world, "ppca")
    only_members(world, p, ("DEU", "FRA", "GBR", "CAN", "gates"))
    run_phases(world, "attention", "summing", "clubs")
    return world, p


def test_penalties_collected_are_penalties_paid() -> None:
    for retaliation in (0.0, 0.4):
        world, p = club(0.05, retaliation)
        money = world.column(Membership.PENALTY)[p]
        assert money.sum() == pytest.approx(0.0, abs=1e-9)
        assert money[money > 0.0].sum() > 0.0
        inside = world.column(Membership.MEMBER)[p] > 0.0
        trades = world.column(Actor.TRADE) > 0.0
        assert np.all(money[inside & trades] > 0.0)
        assert np.all(money[~inside & trades] < 0.0)
        assert np.all(money[~trades] == 0.0)


def test_penalties_push_outsiders_in_and_retaliation_pulls_members_out() -> None:
    """Outside, a state pays (1 + deadweight) on its exports to the club; inside, it collects from the others."""
    world, p = club(0.05)
    usa, exports = actor(world, "USA"), world.column(Actor.TRADE)
    member = world.column(Membership.MEMBER)[p]
    total = world.tables.globals[Globals.TRADE]
    paid = trade_penalty(0.05, exports[usa], (exports * member).sum(), total)
    collected = trade_penalty(0.05, exports[usa], total - (exports * member).sum() - exports[usa], total)
    assert term(world, "USA", "ppca", PENALTIES) == pytest.approx(collected + 1.3 * paid, rel=1e-5)
    assert term(club(0.0)[0], "USA", "ppca", PENALTIES) == 0.0
    retaliated = term(club(0.05, 0.5)[0], "USA", "ppca", PENALTIES)
    assert retaliated == pytest.approx(collected * (1.0 - 0.5 * 1.3) + paid * (1.3 - 0.5), rel=1e-5)
    assert retaliated < term(world, "USA", "ppca", PENALTIES)
    assert term(club(0.05, 0.0, 2.0)[0], "USA", "ppca", PENALTIES) > term(world, "USA", "ppca", PENALTIES)


def test_pressure_dues_and_overhead_stand_in_the_decision_as_costs() -> None:
    world = world_of(coercion__strength=0.1, order__pressure=1.0, payoff__overhead=0.01, seeding__budget=0.0)
    world.advance()
    run_phases(world, "attention", "alignment", "coercion", "summing", "seeding", step=2)
    capacity = world.column(Actor.CAPACITY)[actor(world, "DEU")]
    pressed = world.column(Membership.PRESSURE)[partnership(world, "ndb"), actor(world, "DEU")]
    assert pressed > 0.0
    assert term(world, "DEU", "ndb", "pressure of poles against being a member") == pytest.approx(-capacity * pressed)
    assert term(world, "DEU", "gavi", "overhead of one more membership") == pytest.approx(-0.01 * capacity)
    assert term(world, "DEU", "gavi", "dues") < 0.0


def test_many_ties_divide_commitment() -> None:
    """The budget for an issue is divided by the partnerships on it: pledges elsewhere fall when one is joined."""
    world = world_of()
    p = partnership(world, "gcf")
    usa = actor(world, "USA")
    run_phases(world, "attention", "summing", "pledging")
    before = world.column(Membership.PLEDGED)[:, usa].copy()
    sit(world, p, usa, inside=world.column(Membership.MEMBER)[p, usa] == 0.0)
    run_phases(world, "attention", "summing", "pledging")
    after = world.column(Membership.PLEDGED)[:, usa]
    joined = world.column(Membership.MEMBER)[p, usa] > 0.0
    climate = (world.column(Partnership.ISSUE) == 0) & (np.arange(len(before)) != p)
    priced = climate & (world.column(Partnership.RULE) <= BurdenRule.JOINT) & (before > 0.0)
    assert priced.any()
    assert np.all((after < before)[priced] if joined else (after > before)[priced])
    assert world.column(Portfolio.TIES)[0, usa] >= 1.0
    assert world.settings[Setting.LIMIT] == 1.0
