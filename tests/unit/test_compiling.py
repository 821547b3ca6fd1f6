"""Compiled kernels: how they take the state, and a cache that survives edits, closed folders and company."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from simulation.core.numba import kernel_cache
from simulation.core.numba.compiling import compiled
from simulation.core.numba.kernel_cache import KEPT_VERSIONS, compiling_is_on, source_of
from simulation.measures.ties import count_states
from simulation.mechanisms import delivery, summing
from simulation.world import World
from tests.package_copy import answer, copied, start

needs_compiler = pytest.mark.skipif(not compiling_is_on(), reason="about compiled code")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the package that may be edited."""
    return copied(tmp_path)


@needs_compiler
def test_a_kernel_reads_and_writes_the_tables_it_is_given(small) -> None:
    tables = World(small(), 0).tables
    assert compiled(count_states)(tables) == count_states(tables) > 0
    fewer = tables._replace(actors=np.ascontiguousarray(tables.actors[:, -20:]))
    assert compiled(count_states)(fewer) == count_states(fewer) != count_states(tables)


@needs_compiler
def test_tables_that_are_not_contiguous_are_refused(small) -> None:
    tables = World(small(), 0).tables
    with pytest.raises(TypeError, match=r"Table 'actors' must be a contiguous array of float64, got float64"):
        compiled(count_states)(tables._replace(actors=np.asfortranarray(tables.actors)))


PLAIN = """
import pickle, sys
import numba
from simulation.core.numba.compiling import ready
from simulation.core.numba.kernel_cache import cache_folder
from simulation.mechanisms import delivery, summing
with open(sys.argv[1], "rb") as file:
    tables, settings = pickle.load(file)
for kernel in ready([delivery.PHASE.kernel, summing.PHASE.kernel], tables, settings, 0, 1):
    kernel(tables, settings, 0, 1)
with open(sys.argv[1], "wb") as file:
    pickle.dump((type(numba.typeof(tables)).__name__, cache_folder().name, tables), file)
"""


@needs_compiler
@pytest.mark.parametrize(("switch", "kind"), [("0", "State"), ("1", "NamedTuple")])
def test_numba_by_itself_gives_the_same_bits(small, tmp_path: Path, switch: str, kind: str) -> None:
    """Should a new version of Numba not take the extension, the model runs without it."""
    world = World(small(), 0)
    world.advance(2)
    path = tmp_path / "state"
    path.write_bytes(pickle.dumps((world.tables, world.settings)))
    surroundings = {**os.environ, "MULTIPARTNER_PLAIN_NUMBA": switch, "MULTIPARTNER_CACHE": str(tmp_path)}
    subprocess.run([sys.executable, "-c", PLAIN, str(path)], env=surroundings, check=True)
    found, folder, tables = pickle.loads(path.read_bytes())
    for phase in (delivery.PHASE, summing.PHASE):
        phase.kernel(world.tables, world.settings, 0, 1)
    assert (found, folder.endswith("-plain")) == (kind, switch == "1")
    for name, expected, table in zip(tables._fields, world.tables, tables, strict=True):
        assert expected.tobytes() == table.tobytes(), name


def test_an_edit_of_a_called_file_is_compiled_anew(copy: Path) -> None:
    before, hits, folder = answer(start(copy))
    again, hits_again, folder_again = answer(start(copy))
    assert (again, hits, hits_again, folder_again) == (before, 0, 1, folder)
    rules = copy / "simulation" / "rules" / "benefit.py"
    code = rules.read_text()
    rules.write_text("# a comment\n" + code)
    assert answer(start(copy)) == (before, 1, folder)
    rules.write_text(code.replace("return", "return 2.0 *"))
    after, hits, _ = answer(start(copy))
    assert (after, hits) == (2.0 * before, 0)


CALLED = """
import os
from simulation.core.numba.compiling import compiled
from simulation.core.numba.kernel_cache import cache_folder
from simulation.rules.benefit import marginal_benefit
print(compiled(marginal_benefit)(1, 1.0, 2.0, 0.5), 0, cache_folder(), flush=True)
os._exit(0)
"""


def test_a_kernel_that_was_merely_called_is_kept_before_the_process_ends(copy: Path) -> None:
    """A process that starts meanwhile drops what is not sealed, and a worker may end without a farewell."""
    value, _, folder = answer(start(copy, CALLED))
    assert answer(start(copy)) == (value, 1, folder)


def test_a_cache_that_was_moved_is_not_taken_for_compiled(copy: Path, tmp_path: Path) -> None:
    asks = "from simulation.core.numba.compiling import is_compiled; print(0, int(is_compiled(marginal_benefit)), 0)"
    asks = f"from simulation.rules.benefit import marginal_benefit; {asks}"
    answer(start(copy, MULTIPARTNER_CACHE=str(tmp_path / "one")))
    assert answer(start(copy, asks, MULTIPARTNER_CACHE=str(tmp_path / "one")))[1] == 1
    (tmp_path / "one").rename(tmp_path / "other")
    assert answer(start(copy, asks, MULTIPARTNER_CACHE=str(tmp_path / "other")))[1] == 0


def test_only_the_last_few_versions_of_a_kernel_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A version that is used counts as new; other kernels, and what is the user's, stay."""
    monkeypatch.setattr(kernel_cache, "cache_folder", lambda: tmp_path)
    (tmp_path / "letters").mkdir()
    for k in range(2 * KEPT_VERSIONS):
        for name, digest in (("kernel", f"{k}"), ("kernel", "used"), ("another", "0")):
            folder = source_of(name, digest).parent
            os.utime(folder, (k, k + (digest == "used")))
    versions = {f"kernel-{k}" for k in range(KEPT_VERSIONS + 1, 2 * KEPT_VERSIONS)} | {"kernel-used"}
    assert {each.name for each in tmp_path.iterdir()} == versions | {"another-0", "letters"}


def test_where_nothing_can_be_written_a_private_folder_serves(copy: Path, tmp_path: Path) -> None:
    """A file stands where each cache folder would be, which stops every user, the superuser included."""
    closed = tmp_path / "closed"
    closed.write_text("")
    (copy / "simulation" / "__pycache__").write_text("")
    _, hits, folder = answer(start(copy, XDG_CACHE_HOME=str(closed), PYTHONDONTWRITEBYTECODE="1"))
    assert hits == 0
    assert "multipartner-kernels-" in folder


def test_two_processes_may_start_at_once(copy: Path) -> None:
    both = [start(copy), start(copy)]
    first, second = (answer(process) for process in both)
    assert first[0] == second[0]
    assert answer(start(copy))[:2] == (first[0], 1)


def test_compiled_kernels_beside_the_sources_are_no_part_of_the_code(copy: Path) -> None:
    """Else the first run, which compiles, would find the model changed under its hands."""
    asks = "from simulation.core.numba.kernel_cache import code_digest; print(0, 0, code_digest())"
    before = answer(start(copy, asks))
    assert answer(start(copy))[1] == 0
    assert any((copy / "simulation" / "__pycache__").rglob("*.nbc"))
    assert answer(start(copy, asks)) == before
