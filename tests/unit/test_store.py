"""The results folder: whole files, resuming, damage, stale rows, compaction."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from experiments.execution.experiment import Experiment, RunOptions, run_experiment
from experiments.storage.compaction import FEW_PARTS, compact
from experiments.storage.frames import Results
from experiments.storage.manifest import Manifest, ResultsError
from experiments.storage.parts import Header, is_whole, part_paths, write_whole
from experiments.storage.store import Store
from simulation.core.errors import StorageError
from tests.fake_world import ALONE, ENGINE, NEWER, ONE, arm

ARMS = [arm("cooperative"), arm("transactional", 0.004)]


def experiment(folder: Path, histories: int = 4, **changes) -> Experiment:
    return replace(Experiment(ARMS, histories, folder, engine=ENGINE), **changes)


def exported(folder: Path) -> bytes:
    return Results.open(folder).outcomes.to_csv(index=False).encode()


def test_rows_are_tidy_sorted_and_carry_units(tmp_path):
    run_experiment(experiment(tmp_path), ALONE)
    frame = Results.open(tmp_path).outcomes
    assert list(frame.columns[:6]) == ["run", "scenario", "history", "seed", "quarter", "year"]
    assert len(frame) == 2 * 4 * 9
    assert frame.sort_values(["scenario", "history", "quarter"]).equals(frame)
    assert frame.attrs["units"]["damage"] == "US$bn/yr"


def test_the_dataset_opens_in_pandas_without_us(tmp_path):
    run_experiment(experiment(tmp_path), ALONE)
    frame = pd.read_parquet(tmp_path / "runs.parquet")
    assert frame["run"].nunique() == 8
    assert set(pd.read_parquet(tmp_path / "ledger.parquet").columns) == {
        "run", "scenario", "history", "actor", "kind", "issue", "delivered",
    }  # fmt: skip


def test_a_second_call_computes_nothing_and_a_longer_one_only_what_is_new(tmp_path):
    folder, log = tmp_path / "results", tmp_path / "log"
    counted = [arm("a", trouble=f"count {log}")]
    for histories, computed in ((3, 3), (3, 3), (5, 5)):
        run_experiment(experiment(folder, histories, arms=counted), ALONE)
        assert len(log.read_text().split()) == computed


def test_parts_are_named_by_their_bytes(tmp_path):
    run_experiment(experiment(tmp_path), ALONE)
    paths = part_paths(tmp_path / "runs.parquet")
    assert paths
    assert all(is_whole(path) for path in paths)


@pytest.mark.parametrize("table", ["runs", "ledger"])
@pytest.mark.parametrize("spoil", ["cut", "flip", "empty"])
def test_damaged_files_are_set_aside_and_their_runs_done_again(tmp_path, table, spoil):
    run_experiment(experiment(tmp_path), ALONE)
    before = exported(tmp_path)
    path = part_paths(tmp_path / f"{table}.parquet")[0]
    body = bytearray(path.read_bytes())
    body[len(body) // 3] ^= 1
    path.write_bytes({"cut": bytes(body[: len(body) // 2]), "flip": bytes(body), "empty": b""}[spoil])
    finished = run_experiment(experiment(tmp_path), ALONE)
    assert len(finished.mending.damaged) == 1
    assert finished.mending.damaged[0].parent.parent.name == "damaged"
    assert finished.tally.done > 0
    assert exported(tmp_path) == before


def test_half_written_files_of_dead_processes_go_and_those_of_living_ones_stay(tmp_path):
    run_experiment(experiment(tmp_path), ALONE)
    folder = tmp_path / "runs.parquet"
    from experiments.storage.parts import _this_process

    mine = _this_process()
    dead = folder / f".{mine.split('-')[0]}-999999999-abcd.tmp"
    alive = folder / f".{mine}-abcd.tmp"
    dead.write_bytes(b"half")
    alive.write_bytes(b"half")
    assert Results.open(tmp_path).outcomes["run"].nunique() == 8
    run_experiment(experiment(tmp_path), ALONE)
    assert not dead.exists()
    assert alive.exists()


def test_writing_leaves_the_old_file_when_it_fails(tmp_path, monkeypatch):
    path = tmp_path / "file"
    write_whole(path, b"old")

    def full(_):
        raise OSError(28, "no space left")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(StorageError, match="no space"):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_rows_of_other_code_are_set_aside_and_come_back_with_it(tmp_path):
    run_experiment(experiment(tmp_path), ALONE)
    before = exported(tmp_path)
    newer = run_experiment(experiment(tmp_path, engine=NEWER), ALONE)
    assert newer.mending.stale == 8
    assert newer.tally.done == 8
    assert pd.read_parquet(tmp_path / "runs.parquet")["run"].nunique() == 8
    back = run_experiment(experiment(tmp_path), ALONE)
    assert back.tally.done == 0
    assert exported(tmp_path) == before


def test_another_scenario_under_the_same_name_replaces_only_that_arm(tmp_path):
    run_experiment(experiment(tmp_path), ALONE)
    changed = [ARMS[0], arm("transactional", 0.01)]
    finished = run_experiment(experiment(tmp_path, arms=changed), ALONE)
    assert finished.mending.stale == 4
    assert finished.tally.done == 4
    frame = pd.read_parquet(tmp_path / "runs.parquet")
    assert frame.groupby("scenario", observed=True)["run"].nunique().to_dict() == {
        "cooperative": 4,
        "transactional": 4,
    }


def test_another_base_seed_is_another_experiment(tmp_path):
    run_experiment(experiment(tmp_path), ALONE)
    finished = run_experiment(experiment(tmp_path, seed=7), ALONE)
    assert finished.mending.stale == 8
    assert sorted(Results.open(tmp_path).outcomes["seed"].unique()) == [7, 8, 9, 10]


def test_arms_can_be_added_to_a_folder(tmp_path):
    run_experiment(experiment(tmp_path), ALONE)
    run_experiment(experiment(tmp_path, arms=[arm("seeding", -0.001)]), ALONE)
    results = Results.open(tmp_path)
    assert results.manifest.names == ["cooperative", "transactional", "seeding"]
    assert results.outcomes["run"].nunique() == 12


def test_fresh_starts_over(tmp_path):
    run_experiment(experiment(tmp_path), ALONE)
    assert run_experiment(experiment(tmp_path), RunOptions(ONE, fresh=True)).tally.done == 8


def test_many_small_parts_become_few_with_the_same_rows(tmp_path):
    for histories in range(1, FEW_PARTS + 10):
        run_experiment(experiment(tmp_path, histories, arms=ARMS[:1]), ALONE)
    assert len(part_paths(tmp_path / "runs.parquet")) <= FEW_PARTS + 1
    other = tmp_path / "at-once"
    run_experiment(experiment(other, FEW_PARTS + 9, arms=ARMS[:1]), ALONE)
    assert exported(tmp_path) == exported(other)


def test_rows_held_twice_are_read_once_and_dropped_by_compaction(tmp_path):
    run_experiment(experiment(tmp_path), ALONE)
    before = exported(tmp_path)
    folder = tmp_path / "runs.parquet"
    original = max(part_paths(folder), key=lambda path: len(Header.read(path).runs))
    from experiments.storage.parts import write_part

    header = Header.read(original)
    table = pq.read_table(original)
    assert len(header.runs) > 1
    half = len(table) // len(header.runs)
    write_part(folder, table.slice(0, half), Header(header.code, header.runs[:1]))
    assert exported(tmp_path) == before
    compact(Store(tmp_path))
    held = [run.id for path in part_paths(folder) for run in Header.read(path).runs]
    assert len(held) == len(set(held)) == 8
    assert exported(tmp_path) == before


def test_a_part_that_arrives_while_parts_are_joined_doubles_nothing(tmp_path, monkeypatch):
    """Another command's worker writes without the lock, perhaps a run that is there already."""
    from experiments.storage import compaction
    from experiments.storage.parts import HEADER, _digest

    for histories in range(1, 5):
        run_experiment(experiment(tmp_path, histories, arms=ARMS[:1]), ALONE)
    before, folder = exported(tmp_path), tmp_path / "runs.parquet"
    genuine, one = compaction._without_doubles, part_paths(folder)[0]
    header, table = Header.read(one), pq.read_table(one)

    def then_another(where, unwanted):
        kept = genuine(where, unwanted)
        if where == folder:  # the same rows in another file: a different compression gives other bytes
            sink = pa.BufferOutputStream()
            pq.write_table(table.replace_schema_metadata({HEADER: header.encoded()}), sink, compression="gzip")
            body = bytes(sink.getvalue())
            (folder / f"part-{_digest(body)}.parquet").write_bytes(body)
        return kept

    monkeypatch.setattr(compaction, "_without_doubles", then_another)
    monkeypatch.setattr(compaction, "FEW_PARTS", 2)
    compact(Store(tmp_path))
    assert exported(tmp_path) == before


def test_manifest_says_what_is_needed_to_do_it_again(tmp_path):
    run_experiment(experiment(tmp_path, command="multipartner run a b"), ALONE)
    manifest = Manifest.read(tmp_path)
    assert manifest.code == "code-one"
    assert manifest.state == "done"
    assert (manifest.runs, manifest.failed) == (8, 0)
    assert manifest.arms[1].scenario["drift"] == 0.004
    assert set(manifest.machine) == {"system", "processor", "cores"}
    assert {"python", "numpy", "numba"} <= set(manifest.versions)


def test_a_folder_without_results_says_what_to_do(tmp_path):
    with pytest.raises(ResultsError, match="multipartner run"):
        Results.open(tmp_path)


@pytest.mark.parametrize("named", [[], ["zz"]], ids=["no scenario", "scenarios nobody ran"])
def test_a_manifest_that_names_nothing_which_was_run_draws_nothing(tmp_path, named):
    """Found by a thousand fuzzed commands: figures of no rows ended in a traceback."""
    run_experiment(experiment(tmp_path, 1, arms=ARMS[:1]), ALONE)
    path = tmp_path / "manifest.json"
    said = json.loads(path.read_text())
    said["arms"] = [said["arms"][0] | {"name": name} for name in named]
    path.write_text(json.dumps(said))
    with pytest.raises(ResultsError, match=r"names no scenario|holds no finished runs"):
        assert Results.open(tmp_path).outcomes.empty


def test_a_broken_manifest_is_one_line(tmp_path):
    (tmp_path / "manifest.json").write_text("{", encoding="utf-8")
    with pytest.raises(ResultsError, match="cannot be read"):
        Results.open(tmp_path)
