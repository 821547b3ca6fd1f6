"""A world saved midway goes on as if it had never stopped; whatever is no state of a world is refused in one line."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import numpy as np
import pytest

from simulation.core.columns import Actor, Tables
from simulation.core.errors import MultipartnerError
from simulation.model import WorldOrder
from simulation.parameters import load_scenario
from simulation.stored_state import tables_digest
from simulation.world import World

SMALL = load_scenario("small", {"years": 3})


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    world = World(SMALL, 5)
    world.advance(5)
    return world.save(tmp_path / "midway")


def test_it_goes_on_bit_for_bit(saved: Path) -> None:
    assert saved.name == "midway.npz"
    whole, resumed = World(SMALL, 5), World.load(saved)
    assert (resumed.step, resumed.seed, resumed.scenario.digest) == (5, 5, SMALL.digest)
    whole.advance(12)
    resumed.advance(7)
    for one, other in zip(whole.tables, resumed.tables, strict=True):
        assert np.array_equal(one, other, equal_nan=True)


def test_other_policy_holds_from_there_on(saved: Path) -> None:
    changed = load_scenario(SMALL, {"us.seats": 0.0, "us.transactionalism": 1.0})
    resumed, as_it_was = World.load(saved, changed), World.load(saved)
    resumed.advance(7)
    as_it_was.advance(7)
    assert np.array_equal(resumed.outcomes[:6], as_it_was.outcomes[:6])
    assert not np.array_equal(resumed.outcomes[6:], as_it_was.outcomes[6:])


def test_a_model_of_mesa_goes_on_too(saved: Path) -> None:
    model = WorldOrder.load(saved)
    assert (model.steps, model.running) == (5, True)
    assert len(model.run().results) == 13
    assert not model.running


def test_a_world_with_an_issue_of_its_own_comes_back(tmp_path: Path) -> None:
    world = World(load_scenario("justice", {"years": 1}), 1)
    world.advance(2)
    again = World.load(world.save(tmp_path / "own"))
    assert (again.issues, again.partnership_ids) == (world.issues, world.partnership_ids)
    again.advance(2)
    world.advance(2)
    assert np.array_equal(again.outcomes, world.outcomes)


def test_it_is_saved_over_itself_and_over_nothing_else(saved: Path, tmp_path: Path) -> None:
    World(SMALL, 5).save(saved)
    assert World.load(saved).step == 0
    precious = tmp_path / "thesis.npz"
    precious.write_text("precious")
    with pytest.raises(MultipartnerError, match="left as it is"):
        World(SMALL, 5).save(precious)
    assert precious.read_text() == "precious"
    assert {path.name for path in tmp_path.iterdir()} == {"midway.npz", "thesis.npz"}


def spoiled(saved: Path, **changes: np.ndarray) -> Path:
    with np.load(saved) as file:
        arrays = {name: file[name] for name in file.files}
    np.savez(saved, **{**arrays, **changes})
    return saved


def resealed(saved: Path, **changes: np.ndarray) -> Path:
    """Spoil a state and write the digest that fits what it holds now."""
    with np.load(saved) as file:
        head = json.loads(file["head"].tobytes())
        tables = Tables(**{name: file[name] for name in Tables._fields} | changes)
    head["tables"] = tables_digest(tables)
    return spoiled(saved, head=np.frombuffer(json.dumps(head).encode(), np.uint8), **changes)


def test_what_is_no_state_is_one_line(saved: Path, tmp_path: Path) -> None:
    with np.load(saved) as file:
        actors, head = file["actors"].copy(), file["head"].tobytes()
    other = head.replace(b'"code": "', b'"code": "0')
    broken = actors.copy()
    broken[Actor.TRUST, 0] = 7.0
    ways = {
        "not a complete state": [
            lambda: saved.write_bytes(b""),
            lambda: saved.write_bytes(b"PK" + bytes(100)),
            lambda: zipfile.ZipFile(saved, "w").close(),
            lambda: spoiled(saved, head=np.frombuffer(b"{}", np.uint8)),
            lambda: spoiled(saved, head=np.array([{}], dtype=object)),
        ],
        "was changed after it was saved": [lambda: spoiled(saved, actors=broken)],
        "an impossible state": [lambda: resealed(saved, actors=actors[:, :3]), lambda: resealed(saved, actors=broken)],
        "another version": [lambda: spoiled(saved, head=np.frombuffer(other, np.uint8))],
    }
    whole = saved.read_bytes()
    for said, spoils in ways.items():
        for spoil in spoils:
            saved.write_bytes(whole)
            spoil()
            with pytest.raises(MultipartnerError, match=said) as caught:
                World.load(saved)
            assert "\n" not in str(caught.value)
    with pytest.raises(MultipartnerError, match="There is no file"):
        World.load(tmp_path / "nothing.npz")
