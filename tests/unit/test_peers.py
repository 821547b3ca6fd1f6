"""Companies and cities: what they bring along, what their peers do, and how both enter the one decision."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from simulation.core.codes import Kind
from simulation.core.columns import Actor, Membership
from simulation.core.settings import Setting
from simulation.decision.payoff import MEANING_OF_TERM, Term
from simulation.decision.peers import GROUPS, peers_in, pull_at
from simulation.game import Game
from simulation.roster import load_roster
from simulation.rules.peers import pull_of_peers, share_of_all, size_against_typical, standing
from simulation.start.peers import fill_groups, table_of_peers
from simulation.world import World
from tests.states import actor, only_members, partnership, sit, term, world_of

ON: dict[str, Any] = {"nonstates__strength": 1.0, "motives__scale": 0.01}
STANDING, PEERS = MEANING_OF_TERM[Term.STANDING], MEANING_OF_TERM[Term.PEERS]


def test_size_and_standing_by_hand() -> None:
    assert size_against_typical(math.e * 10.0, 10.0) == pytest.approx(1.0)
    assert size_against_typical(0.0, 10.0) == size_against_typical(10.0, 0.0) == 0.0
    assert standing(1.0, 0.4, 0.9, 0.4, 2.0) == pytest.approx(0.4 + 1.0)
    assert standing(1.0, 0.0, 0.9, 0.4, 0.0) == 0.0


def test_the_share_of_all_is_never_nothing_nor_all() -> None:
    assert share_of_all(0.0, 9.0) == 0.05
    assert share_of_all(9.0, 9.0) == 0.95


def test_the_pull_of_peers_by_hand() -> None:
    """Six of eight peers, drawn half-way to a common share of a half, are five eighths."""
    assert pull_of_peers(6.0, 8.0, 0.5, 8.0) == pytest.approx(math.log(5.0 / 3.0))
    assert pull_of_peers(2.0, 8.0, 0.5, 8.0) == pytest.approx(-math.log(5.0 / 3.0))
    assert pull_of_peers(0.0, 0.0, 0.3, 8.0) == pytest.approx(0.0)  # nobody to follow
    assert pull_of_peers(3.0, 10.0, 0.3, 8.0) == pytest.approx(0.0)  # peers like everybody
    assert pull_of_peers(8.0, 8.0, 0.5, 1.0) > pull_of_peers(8.0, 8.0, 0.5, 8.0) > 0.0


def test_companies_have_industries() -> None:
    roster = load_roster()
    industry = dict(zip(roster.ids, roster.industry, strict=True))
    assert industry["exxon"] == industry["aramco"] == "Fossil Fuels"
    assert industry["USA"] == industry["msf"] == ""
    assert all(word for word, kind in zip(roster.industry, roster.kind, strict=True) if kind == Kind.COMPANY)


def counted(world: World) -> np.ndarray:
    """Return the table of peers from the members alone."""
    member = world.column(Membership.MEMBER)
    table = np.zeros_like(world.tables.peers)
    for column in GROUPS:
        groups = world.column(column).astype(int)
        for i in np.flatnonzero(groups):
            table[:-1, groups[i]] += member[:, i]
            table[-1, groups[i]] += 1.0
    return table


def test_peers_are_counted_as_seats_change() -> None:
    world = World(world_of(**ON, founding__rate=2.0).scenario, 1)
    assert world.column(Actor.PEERS_KIND).any()
    for _ in range(8):
        world.advance()
        assert np.array_equal(world.tables.peers, counted(world))


def companies(world: World, *names: str) -> list[int]:
    return [actor(world, name) for name in names]


def test_one_more_peer_pulls_and_is_the_term_of_the_decision() -> None:
    world = world_of(**ON)
    p = partnership(world, "firstmovers")
    exxon, cargill, nestle = companies(world, "exxon", "cargill", "nestle")  # same home; neither
    only_members(world, p, ("USA", "walmart"))
    alone = pull_at(world.tables, world.settings, p, exxon, exxon, True)
    sit(world, p, cargill)
    with_one = pull_at(world.tables, world.settings, p, exxon, exxon, True)
    sit(world, p, cargill, inside=False)
    sit(world, p, nestle)
    with_stranger = pull_at(world.tables, world.settings, p, exxon, exxon, True)
    assert with_one > alone > with_stranger
    worth = world.settings[Setting.MOTIVE_SCALE] * world.column(Actor.CAPACITY)[exxon]
    assert term(world, "exxon", "firstmovers", PEERS) == pytest.approx(worth * with_stranger)
    assert term(world, "exxon", "firstmovers", STANDING) == pytest.approx(worth * world.column(Actor.STANDING)[exxon])


def test_the_pull_in_a_world_by_hand() -> None:
    world = world_of(**ON)
    p = partnership(world, "firstmovers")
    only_members(world, p, ("USA", "walmart", "pfizer"))
    roster = world.roster
    others = [i for i in range(roster.n_actors) if roster.kind[i] == Kind.COMPANY and roster.ids[i] != "moderna"]
    at_home = [i for i in others if roster.ids[roster.home[i]] == "USA"]
    alike = [i for i in others if roster.industry[i] == roster.industry[actor(world, "pfizer")]]
    common = share_of_all(2.0, len(others))
    given = world.scenario.nonstates
    wanted = given.company_home * pull_of_peers(2.0, len(at_home), common, given.prior)
    wanted += given.company_industry * pull_of_peers(1.0, len(alike), common, given.prior)
    moderna = actor(world, "moderna")
    assert pull_at(world.tables, world.settings, p, moderna, moderna, True) == pytest.approx(wanted)


def test_the_own_seat_does_not_count_and_an_imagined_one_does() -> None:
    world = world_of(**ON)
    p = partnership(world, "firstmovers")
    exxon, cargill = companies(world, "exxon", "cargill")
    only_members(world, p, ("USA", "walmart"))
    outside = pull_at(world.tables, world.settings, p, exxon, exxon, False)
    imagined = pull_at(world.tables, world.settings, p, exxon, cargill, True)
    sit(world, p, exxon)
    assert pull_at(world.tables, world.settings, p, exxon, exxon, True) == outside
    sit(world, p, cargill)
    assert pull_at(world.tables, world.settings, p, exxon, exxon, True) == imagined > outside
    assert peers_in(world.tables, p, Actor.PEERS_KIND, exxon, cargill, False)[0] == 1.0


def test_cities_follow_cities() -> None:
    world = world_of(**ON, roster__cities=30)
    p = partnership(world, "firstmovers")
    cities = np.flatnonzero(world.kind == Kind.CITY)
    home = world.roster.home[cities[0]]
    fellows = [i for i in cities[1:] if world.roster.home[i] == home]
    before = pull_at(world.tables, world.settings, p, int(cities[0]), int(cities[0]), True)
    sit(world, p, int(fellows[0]))
    assert pull_at(world.tables, world.settings, p, int(cities[0]), int(cities[0]), True) > before
    company = actor(world, "exxon")
    assert world.column(Actor.PEERS_KIND)[company] != world.column(Actor.PEERS_KIND)[cities[0]]


def test_other_kinds_follow_nobody_and_are_followed_by_nobody() -> None:
    world = world_of(**ON)
    followers = np.isin(world.kind, (Kind.COMPANY, Kind.CITY))
    for column in (*GROUPS, Actor.STANDING):
        assert not world.column(column)[~followers].any()
    p = partnership(world, "firstmovers")
    assert pull_at(world.tables, world.settings, p, 0, 0, True) == 0.0
    table = world.tables.peers.copy()
    sit(world, p, actor(world, "RUS"))
    assert np.array_equal(world.tables.peers, table)


def test_at_strength_zero_the_terms_are_nothing() -> None:
    world = world_of(**{**ON, "nonstates__strength": 0.0})
    assert term(world, "exxon", "firstmovers", PEERS) == term(world, "exxon", "firstmovers", STANDING) == 0.0


def test_standings_of_a_kind_are_level_on_average() -> None:
    world = world_of(**ON)
    standings = world.column(Actor.STANDING)[world.kind == Kind.COMPANY]
    assert standings.mean() == pytest.approx(0.0, abs=1e-12)
    assert standings.std() > 0.3


def test_games_have_no_peers() -> None:
    assert Game(values=[1.0, 2.0, 3.0]).tables.peers.shape == (2, 1)


def test_who_has_no_means_is_nobodys_peer() -> None:
    roster = load_roster()
    poor = replace(roster, resources=np.where(np.array(roster.ids) == "exxon", 0.0, roster.resources))
    with_exxon, without = (np.zeros((len(Actor), roster.n_actors)) for _ in range(2))
    fill_groups(roster, with_exxon)
    groups = fill_groups(poor, without)
    exxon, cargill = roster.ids.index("exxon"), roster.ids.index("cargill")
    assert [with_exxon[column, exxon] > 0.0 for column in GROUPS] == [True, True, True]
    assert [without[column, exxon] for column in GROUPS] == [0.0, 0.0, 0.0]
    home = int(without[Actor.PEERS_HOME, cargill])
    assert table_of_peers(without, groups, 3)[3, home] == table_of_peers(with_exxon, groups, 3)[3, home] - 1.0
