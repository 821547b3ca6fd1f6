"""What is on disk: nothing lost by compaction, by a full disk or by another command; nothing taken that is not ours."""

from __future__ import annotations

import errno
import json
import os
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiments.execution.experiment import Experiment, RunOptions, run_experiment
from experiments.storage import compaction, parts
from experiments.storage.compaction import compact
from experiments.storage.folders import chosen_folder, kept_in
from experiments.storage.frames import Results
from experiments.storage.manifest import Manifest, ResultsError
from experiments.storage.ownership import NotOursError, claim
from experiments.storage.parts import Header, part_paths, write_part
from experiments.storage.store import Store
from simulation.core.errors import MultipartnerError, StorageError
from tests.fake_world import ALONE, ENGINE, ONE, arm
from tests.faults.spoiling import SPOILING, rows_of

ARMS = [arm("cooperative"), arm("transactional", 0.004)]


def experiment(folder: Path, histories: int = 3, **changes) -> Experiment:
    return replace(Experiment(ARMS, histories, folder, engine=ENGINE), **changes)


def refusal(asked: Experiment) -> str:
    """Carry an experiment out; return what is said where the system does not let it."""
    try:
        run_experiment(asked, ALONE)
    except (StorageError, NotOursError) as error:
        return str(error)
    return ""


def exported(folder: Path) -> bytes:
    results = Results.open(folder)
    return results.outcomes.to_csv(index=False).encode() + results.ledger.to_csv(index=False).encode()


# -- 2: compaction


@pytest.mark.parametrize("few", [1, 100])
@given(groups=st.lists(st.lists(st.integers(0, 5), min_size=1, max_size=4, unique=True), min_size=1, max_size=7))
def test_entry_02_compaction_keeps_every_run(few, groups, tmp_path_factory):
    """Whatever runs lie in whatever parts, each is there once afterwards: [a], [a, b], [b] lost b."""
    folder = tmp_path_factory.mktemp("store")
    dataset = Store(folder).dataset("runs")
    for group in groups:
        write_part(dataset, *rows_of(group))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compaction, "FEW_PARTS", few)
        compact(Store(folder))
    held = [run.history for path in part_paths(dataset) for run in Header.read(path).runs]
    assert sorted(held) == sorted({number for group in groups for number in group})


@pytest.mark.parametrize("spoil", ["emptied", "deleted"])
def test_entry_02_spoilt_ledgers_cost_no_run(tmp_path, monkeypatch, spoil):
    """Runs done again lie in other parts than the first time, and overlap with what is left."""
    monkeypatch.setattr(compaction, "FEW_PARTS", 1)
    run_experiment(experiment(tmp_path / "out", 6), ALONE)
    before = exported(tmp_path / "out")
    for keep in range(3):
        for path in part_paths(tmp_path / "out" / "ledger.parquet")[keep % 2 :]:
            path.unlink() if spoil == "deleted" else path.write_bytes(b"")
        run_experiment(experiment(tmp_path / "out", 6), ALONE)
        assert exported(tmp_path / "out") == before


def together(*calls: Callable[[], object]) -> None:
    """Call all of these at once, each in a thread of its own; an error of one is an error."""
    errors: list[BaseException] = []

    def call(each: Callable[[], object]) -> None:
        try:
            each()
        except BaseException as error:  # noqa: BLE001 - told below
            errors.append(error)

    threads = [threading.Thread(target=call, args=[each]) for each in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []


@pytest.mark.parametrize("times", [5, pytest.param(100, marks=pytest.mark.slow)])
def test_entry_02_two_writers_at_once_lose_nothing(tmp_path, monkeypatch, times):
    monkeypatch.setattr(compaction, "FEW_PARTS", 1)
    run_experiment(experiment(tmp_path / "whole", 8), ALONE)
    whole = exported(tmp_path / "whole")
    for number in range(times):
        folder = tmp_path / str(number)
        run_experiment(experiment(folder, 1 + number % 3), ALONE)
        together(*[lambda: run_experiment(experiment(folder, 8), ALONE)] * 2)  # noqa: B023 - called at once
        assert exported(folder) == whole
        assert Manifest.read(folder).runs == 16


# -- 4: a full disk, lost permission


class Fault:
    """The system refuses the k-th request of one kind, and all after it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, kind: str, number: int) -> None:
        self.asked, self.number = 0, number
        place, name, self.code = KINDS[kind]
        genuine = getattr(place, name)

        def faulty(*arguments, **named):
            self.asked += 1
            if self.asked >= self.number:
                raise OSError(self.code, os.strerror(self.code), str(arguments[0]))
            return genuine(*arguments, **named)

        monkeypatch.setattr(place, name, faulty)


KINDS = {
    "flush": (os, "fsync", errno.ENOSPC),
    "rename": (Path, "replace", errno.EDQUOT),
    "permission": (Path, "open", errno.EACCES),
    "read-only": (Path, "mkdir", errno.EROFS),
}


@pytest.mark.parametrize("kind", KINDS)
def test_entry_04_a_fault_at_every_write_records_nothing(tmp_path, kind):
    """For k = 1, 2, ...: from the k-th write on the system refuses. One line; then the same command goes on."""
    run_experiment(experiment(tmp_path / "whole"), ALONE)
    whole = exported(tmp_path / "whole")
    number, has_ended_well = 0, False
    while not has_ended_well:
        number += 1
        folder = tmp_path / f"{kind}-{number}"
        with pytest.MonkeyPatch.context() as patch:
            fault = Fault(patch, kind, number)
            said = refusal(experiment(folder))
        has_ended_well = not said
        assert has_ended_well or (str(folder) in said and os.strerror(fault.code) in said and "\n" not in said), said
        assert not part_paths(folder / "failures.parquet")
        run_experiment(experiment(folder), ALONE)
        assert exported(folder) == whole
        assert not list(folder.rglob("*.tmp"))
    assert number > 3


def test_entry_04_a_model_that_meets_a_full_disk_has_not_failed(tmp_path):
    """Its compiled kernels are kept in a folder as well."""
    nowhere = [arm("a", trouble=f"count {tmp_path / 'no' / 'such' / 'folder'}")]
    with pytest.raises(StorageError, match="No such file"):
        run_experiment(experiment(tmp_path / "out", arms=nowhere), ALONE)
    assert not part_paths(tmp_path / "out" / "failures.parquet")


def test_entry_04_the_error_travels_from_a_worker():
    import pickle

    error = StorageError("/there", OSError(errno.ENOSPC, "No space left on device"), "or do so")
    assert str(pickle.loads(pickle.dumps(error))) == str(error)
    assert "make room" in str(error)


# -- 5: whose folder


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("letter.txt", "dear"),
        ("report.html", "<p>mine"),
        ("manifest.json", '{"name": "another program"}'),
        ("manifest.json", "[" * 100_000),
        (".multipartner", "no stamp of ours"),
        ("runs.parquet", "a file"),
        (".hidden", ""),
    ],
)
def test_entry_05_a_strangers_folder_is_refused_and_stays(tmp_path, name, text):
    (tmp_path / name).write_text(text)
    with pytest.raises(NotOursError, match="new or empty folder"):
        run_experiment(experiment(tmp_path), RunOptions(ONE, fresh=True))
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {name: text}


@pytest.mark.parametrize("out", ["/", "/etc", ".."])
def test_entry_05_folders_of_the_system_are_refused(out):
    before = sorted(Path(out).iterdir())
    with pytest.raises(NotOursError, match="not from this program"):
        claim(Path(out))
    assert sorted(Path(out).iterdir()) == before


def test_entry_05_a_new_an_empty_and_an_own_folder_are_taken(tmp_path):
    for _ in range(2):
        run_experiment(experiment(tmp_path / "new"), ALONE)
    (tmp_path / "empty").mkdir()
    run_experiment(experiment(tmp_path / "empty"), ALONE)
    (tmp_path / "new" / ".multipartner").unlink()  # as earlier versions left it
    run_experiment(experiment(tmp_path / "new"), ALONE)
    (tmp_path / "new" / "manifest.json").write_text("{")  # damaged, but stamped
    run_experiment(experiment(tmp_path / "new"), ALONE)
    assert Manifest.read(tmp_path / "new").state == "done"


def test_entry_05_what_a_killed_command_left_behind_is_no_stranger(tmp_path):
    for name in (".lock", ".running", ".probe-1f2e", ".0a1b2c3d-4711-5e6f7a8b.tmp"):
        (tmp_path / name).touch()
    run_experiment(experiment(tmp_path), ALONE)


def test_entry_05_claims_are_not_tried_among_a_strangers_files(tmp_path):
    from experiments.cli.claims import ClaimsRequest, carry_out
    from experiments.cli.session import Options
    from experiments.cli.terminal import screen

    (tmp_path / "notes.txt").write_text("mine")
    request = ClaimsRequest(("seats",), quick=True, options=Options(tmp_path, 1))
    with pytest.raises(NotOursError, match="not from this program"):
        carry_out(request, screen(quiet=True), ENGINE)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_entry_05_evidence_for_a_wrong_name_leaves_no_folder(tmp_path):
    from experiments.cli.evidence import gather
    from experiments.cli.terminal import screen

    with pytest.raises(MultipartnerError, match="No scenario is called 'nope'"):
        gather(tmp_path / "new", "nope", [], screen(quiet=True), with_page=False)
    assert not (tmp_path / "new").exists()


def test_entry_05_home_is_home(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    from experiments.cli.session import Options

    assert Options(Path("~/x")).out == tmp_path / "x" == kept_in("~/x", "") == chosen_folder(Path("~/x"))
    with pytest.raises(MultipartnerError, match="no such home"):
        Options(Path("~nobody-of-that-name/x"))


def test_entry_05_fresh_removes_nothing_of_the_user(tmp_path):
    folder = tmp_path / "out"
    run_experiment(experiment(folder), ALONE)
    run_experiment(experiment(folder, seed=5), ALONE)  # now something of ours is in stale/ as well
    users = [folder / name for name in ("stale/notes.txt", "stale/runs.parquet/part-mine.parquet", "runs.parquet/n.md")]
    for path in users:
        path.write_text("mine")
    assert part_paths(folder / "stale" / "ledger.parquet")
    run_experiment(experiment(folder, seed=9), RunOptions(ONE, fresh=True))
    assert all(path.read_text() == "mine" for path in users)
    assert not part_paths(folder / "stale" / "ledger.parquet")
    assert set(Results.open(folder).outcomes["seed"]) == {9, 10, 11}


# -- 8: foreign and damaged files

EVERY_FILE = ("manifest.json", "runs.parquet/part", "ledger.parquet/part", "actors.parquet/part")


@pytest.mark.parametrize("spoil", SPOILING)
@pytest.mark.parametrize("name", EVERY_FILE)
def test_entry_08_run_again_mends_whatever_lies_there(tmp_path, name, spoil):
    run_experiment(experiment(tmp_path / "out"), ALONE)
    before = exported(tmp_path / "out")
    for path in sorted((tmp_path / "out").glob(f"{name}*")):
        if not SPOILING[spoil](path):
            pytest.skip("no such damage to this file")
    said = refusal(experiment(tmp_path / "out"))
    if (name, spoil) == ("manifest.json", "a folder"):  # the user's to remove
        assert "manifest.json' could not be used (Is a directory)" in said
    else:
        assert (said, exported(tmp_path / "out")) == ("", before)


def test_entry_08_a_part_without_our_footer_is_set_aside(tmp_path):
    """Named like a part, right to the digest: reading it again would not help."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    folder = tmp_path / "out"
    run_experiment(experiment(folder), ALONE)
    sink = pa.BufferOutputStream()
    pq.write_table(pa.table({"a": [1]}), sink)
    body = bytes(sink.getvalue())
    foreign = folder / "runs.parquet" / f"part-{parts._digest(body)}.parquet"
    foreign.write_bytes(body)
    with pytest.raises(MultipartnerError, match="Run the experiment again"):
        _ = Results.open(folder).outcomes
    assert run_experiment(experiment(folder), ALONE).mending.damaged == [folder / "damaged/runs.parquet" / foreign.name]
    assert Results.open(folder).missing == 0


WRONG = {
    "arms a number": {"arms": 3},
    "arms of numbers": {"arms": [1, 2]},
    "runs a word": {"runs": "many"},
    "a negative history": {"arms": [{"name": "a", "title": "", "digest": "", "seed": 0, "histories": -5}]},
    "a design of words": {"design": "none"},
    "an empty design": {"design": {}},
    "state a list": {"state": []},
    "versions a list": {"versions": ["numpy"]},
    "no code": {"code": None},
}


@pytest.mark.parametrize("wrong", [*WRONG, "deep", "a word", "a list", "not text"])
def test_entry_08_a_manifest_of_wrong_types_is_one_line_and_run_again_mends_it(tmp_path, wrong):
    folder = tmp_path / "out"
    run_experiment(experiment(folder), ALONE)
    path = folder / "manifest.json"
    other = {"deep": b'{"arms":' + b"[" * 200_000, "a word": b'"arms"', "a list": b"[]", "not text": b"\xff\xfe{"}
    path.write_bytes(other.get(wrong) or json.dumps({**json.loads(path.read_bytes()), **WRONG[wrong]}).encode())
    with pytest.raises(ResultsError, match=r"manifest.json' cannot be read \(.+Run the experiment again to write it"):
        Manifest.read(folder)
    run_experiment(experiment(folder), ALONE)
    assert Manifest.read(folder).planned == 6
