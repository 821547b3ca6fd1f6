"""Compiled kernels: how they take the state, and a cache that survives edits, closed folders and company."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import simulation
from simulation.core.numba.compiling import compiled, compiling_is_on
from simulation.measures.ties import count_states
from simulation.mechanisms import summing
from simulation.world import World

needs_compiler = pytest.mark.skipif(not compiling_is_on(), reason="about compiled code")

PROBE = """
from simulation.core.numba.compiling import cache_folder, compiled
from simulation.rules.benefit import marginal_benefit
kernel = compiled(marginal_benefit)
print(kernel(1, 1.0, 2.0, 0.5), sum(kernel.stats.cache_hits.values()), cache_folder())
"""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the package that may be edited."""
    package = Path(simulation.__file__).parent
    shutil.copytree(package, tmp_path / "simulation", ignore=shutil.ignore_patterns("__pycache__", "data"))
    return tmp_path


def start(folder: Path, **environment: str) -> subprocess.Popen[str]:
    inherited = {key: value for key, value in os.environ.items() if key not in {"MULTIPARTNER_CACHE", "PYTHONPATH"}}
    surroundings = {**inherited, "NUMBA_DISABLE_JIT": "0", "PYTHONPATH": str(folder), **environment}
    return subprocess.Popen(
        [sys.executable, "-c", PROBE], cwd=folder, env=surroundings, text=True, stdout=subprocess.PIPE
    )


def answer(process: subprocess.Popen[str]) -> tuple[float, int, str]:
    """Return (result, cache hits, cache folder) of a probe that must succeed."""
    out, _ = process.communicate(timeout=120)
    assert process.returncode == 0
    value, hits, folder = out.split(maxsplit=2)
    return float(value), int(hits), folder.strip()


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


@needs_compiler
def test_inner_functions_have_no_machine_code_of_their_own(small) -> None:
    """Else Numba would optimise every function again in each of its callers: twice the time to compile."""
    import numba

    from simulation.core.numba.compiling import _compile
    from simulation.core.numba.linking import Ingredient

    inner = _compile(count_states, inner=True)
    inner.compile((numba.typeof(World(small(), 0).tables),))
    (made,) = inner.overloads.values()
    assert isinstance(made.library, Ingredient)
    assert made.library.get_pointer_to_function(made.fndesc.llvm_func_name) == 0


@needs_compiler
def test_of_a_kernel_nothing_but_the_entry_can_be_called(small) -> None:
    """So that what it calls may be changed for it, or dropped."""
    import numba
    from llvmlite.binding import Linkage

    from simulation.core.numba.linking import KernelCompiler

    world = World(small(), 0)
    twin = compiled(summing.PHASE.kernel).py_func
    kernel = numba.njit(twin, error_model="numpy", pipeline_class=KernelCompiler, no_cfunc_wrapper=True)
    kernel(world.tables, world.settings, 0, 1)
    (made,) = kernel.overloads.values()
    code = [each for each in made.library.get_defined_functions() if each.linkage != Linkage.internal]
    assert {each.name for each in code} == {made.fndesc.llvm_func_name, made.fndesc.llvm_cpython_wrapper_name}


def test_an_edit_of_a_called_file_is_compiled_anew(copy: Path) -> None:
    before, hits, folder = answer(start(copy))
    again, hits_again, folder_again = answer(start(copy))
    assert (again, hits, hits_again, folder_again) == (before, 0, 1, folder)
    rules = copy / "simulation" / "rules" / "benefit.py"
    rules.write_text(rules.read_text() + "\n# an edit\n")
    after, hits, other = answer(start(copy))
    assert (after, hits) == (before, 0)
    assert other != folder


def test_where_nothing_can_be_written_a_private_folder_serves(copy: Path, tmp_path: Path) -> None:
    """A file stands where each cache folder would be, which stops every user, the superuser included."""
    closed = tmp_path / "closed"
    closed.write_text("")
    (copy / "simulation" / "__pycache__").write_text("")
    _, hits, folder = answer(start(copy, XDG_CACHE_HOME=str(closed), PYTHONDONTWRITEBYTECODE="1"))
    assert hits == 0
    assert "multipartner-kernels-" in folder
    assert Path(folder).stat().st_mode & 0o077 == 0
    shutil.rmtree(Path(folder).parent)


def test_two_processes_may_start_at_once(copy: Path) -> None:
    both = [start(copy), start(copy)]
    first, second = (answer(process) for process in both)
    assert first[0] == second[0]
    assert answer(start(copy))[:2] == (first[0], 1)
