"""Stored states and odds of partnerships, as files that strangers damaged, linked and mistook: one line each."""

from __future__ import annotations

import os
import random  # noqa: TID251 - damages files; no draw of a world

import numpy as np
import pytest
from typer.testing import CliRunner

from experiments.cli.app import app
from experiments.cli.predict import place_for, refuse_what_is_read
from experiments.evidence.prediction import COLUMNS, predict_members
from experiments.evidence.reading import members_table
from simulation.core.errors import MultipartnerError
from simulation.parameters import load_scenario
from simulation.world import World

SMALL = {"extends": "today", "years": 1, "roster": {"states": 40}}
DESCRIBED = "id,founders\nfund,FRA|DEU\n"


def test_a_damaged_state_of_a_world_is_one_line(tmp_path) -> None:
    """Bytes changed at 150 places: a line that says so, or the state as it was."""
    world = World("small", 0)
    whole = world.save(tmp_path / "w.npz").read_bytes()
    luck, place, refused = random.Random(7), tmp_path / "damaged.npz", 0
    for _ in range(150):
        damaged = bytearray(whole)
        damaged[luck.randrange(len(whole))] ^= luck.randrange(1, 256)
        place.write_bytes(damaged)
        try:
            World.load(place)
        except MultipartnerError:
            refused += 1
    assert refused > 100


def test_states_that_are_no_numbers_or_no_files_are_one_line(tmp_path) -> None:
    world = World(load_scenario(SMALL), 0)
    for table in ("distances", "memberships", "partnerships"):
        wrong = world.copy()
        getattr(wrong.tables, table)[..., 0] = np.nan
        with pytest.raises(MultipartnerError, match="an impossible state"):
            World.load(wrong.save(tmp_path / f"{table}.npz"))
    os.mkfifo(tmp_path / "pipe.npz")
    with pytest.raises(MultipartnerError, match="not a stored state"):
        world.save(tmp_path / "pipe.npz")
    place = world.save(tmp_path / "real.npz")
    (tmp_path / "link.npz").symlink_to(place)
    world.save(tmp_path / "link.npz")
    assert (tmp_path / "link.npz").is_symlink()


def test_a_world_with_a_partnership_that_begins_later_predicts(tmp_path) -> None:
    table = predict_members({"id": "p", "founders": "FRA|DEU"}, "oceans")
    assert table["odds"].notna().all()


def test_odds_go_through_a_link_and_never_into_what_is_no_file(tmp_path) -> None:
    (tmp_path / "d.csv").write_text(DESCRIBED)
    (tmp_path / "kept").mkdir()
    target, link = tmp_path / "kept" / "odds.csv", tmp_path / "link.csv"
    link.symlink_to(target)
    assert CliRunner().invoke(app, ["predict", str(tmp_path / "d.csv"), "--out", str(link)]).exit_code == 0
    assert link.is_symlink()
    assert target.read_text().startswith("partnership,actor")
    pipe = tmp_path / "pipe.csv"
    os.mkfifo(pipe)
    with pytest.raises(MultipartnerError, match="not a table of odds"):
        place_for(pipe, "odds", COLUMNS)
    with pytest.raises(MultipartnerError, match="would be overwritten"):
        refuse_what_is_read(link, [target])


def test_odds_are_no_list_of_members(tmp_path) -> None:
    (tmp_path / "odds.csv").write_text("partnership,actor,odds\nfund,USA,3\n")
    with pytest.raises(MultipartnerError, match=r"odds\.csv has odds"):
        members_table(tmp_path / "odds.csv")
