"""What is promised of every input, checked in this process: it is valid, or one line, within seconds."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, chdir, contextmanager
from io import StringIO
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory
from unittest.mock import patch

from experiments.cli import app as command_line
from experiments.cli.run import Request, run_arms
from experiments.cli.session import Options
from experiments.cli.terminal import Screen
from experiments.design.file import load_design
from experiments.execution.engine import MODEL
from experiments.storage.manifest import Manifest
from simulation.core.errors import MultipartnerError
from simulation.core.plain_text import is_steering
from simulation.parameters import load_scenario
from simulation.roster.loading import load_roster
from simulation.roster.reading import DATA
from simulation.start.names import check_names, roster_of
from tests.fake_world import ENGINE, arm
from tests.fuzz.inputs import Luck, design_text, manifest_text, options, own_files, roster_table, scenario_text
from tests.fuzz.pace import assert_soon


class Laboratory:
    """Folders in which inputs are tried, one kind after another."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.measures = MODEL.measures()
        self.roster = copytree(DATA, folder / "roster")
        self.results = folder / "results"
        quiet = Screen(file=StringIO())
        run_arms(Request(("a", "b"), 2, options=Options(self.results, 1)), [arm("a"), arm("b", 0.01)], quiet, ENGINE)
        self.manifest = (self.results / "manifest.json").read_text(encoding="utf-8")
        self.valid = self.refused = 0

    @property
    def kinds(self) -> dict[str, Callable[[Luck], object]]:
        """Return what is tried, by name."""
        return {
            "scenario": self.scenario,
            "design": self.design,
            "roster": self.table,
            "own": self.own,
            "options": self.options,
            "manifest": self.a_manifest,
        }

    def scenario(self, luck: Luck) -> object:
        """Load a scenario file and look up the names that it uses."""
        path = self.folder / "mine.toml"
        path.write_text(scenario_text(luck), encoding="utf-8", newline="")
        loaded = load_scenario(path)
        check_names(loaded)
        return loaded.digest

    def design(self, luck: Luck) -> object:
        """Load a design file."""
        path = self.folder / "design.toml"
        path.write_text(design_text(luck), encoding="utf-8", newline="")
        return load_design(path, self.measures)

    def table(self, luck: Luck) -> object:
        """Read a roster of which one table is spoiled."""
        name, text = roster_table(luck)
        whole = (self.roster / name).read_bytes()
        (self.roster / name).write_text(text, encoding="utf-8", newline="")
        try:
            return load_roster.__wrapped__(folder=self.roster)
        finally:
            (self.roster / name).write_bytes(whole)

    def own(self, luck: Luck) -> object:
        """Load a scenario with rows of its own and files beside it, and put its world together."""
        for name, said in own_files(luck).items():
            (self.folder / name).write_text(said, encoding="utf-8", newline="")
        loaded = load_scenario(self.folder / "own.toml")
        check_names(loaded)
        return roster_of(loaded)

    def a_manifest(self, luck: Luck) -> object:
        """Read a manifest."""
        (self.results / "manifest.json").write_text(manifest_text(luck, self.manifest), encoding="utf-8", newline="")
        return Manifest.read(self.results)

    def options(self, luck: Luck) -> object:
        """Carry out a command up to where it would start to compute or to write."""
        words = options(luck)
        said = StringIO()
        with nothing_is_computed(), patch("sys.stderr", said):
            code = command_line.exit_code(words)
        assert code in (0, 1, 2), (words, code)
        lines = said.getvalue().splitlines()
        assert len(lines) == (code == 2) or words[:1] in ([], ["validate"]), (words, code, lines)
        if code == 2:
            raise MultipartnerError(" ".join(lines) or "help")
        return code

    def holds(self, kind: str, luck: Luck) -> None:
        """Try one input and check what is promised."""
        began = time.process_time()
        try:
            self.kinds[kind](luck)
            self.valid += 1
        except MultipartnerError as error:
            self.refused += 1
            line = str(error)
            assert line, "an error without a word"
            assert not is_steering(line), repr(line)
            assert len(line.splitlines()) == 1, repr(line)
            assert len(line) < 2_100, len(line)
        assert_soon(began)


@contextmanager
def laboratory() -> Iterator[Laboratory]:
    """Open folders for a while, and work in one of them."""
    with TemporaryDirectory() as folder, chdir(folder):
        yield Laboratory(Path(folder))


def most_memory() -> float:
    """Return the most memory that this process has had [MiB]."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@contextmanager
def nothing_is_computed() -> Iterator[None]:
    """Let commands do all but compute; what they print goes nowhere."""
    here = MultipartnerError("From here on it would be computed.")
    with ExitStack() as stack:
        stack.enter_context(patch("experiments.cli.commands.shared.workers_get_ready"))
        stack.enter_context(patch("experiments.cli.run.run_arms", return_value=0))
        stack.enter_context(patch("experiments.cli.ablation.ablate_one", return_value=0))
        stack.enter_context(patch("experiments.cli.sweep.sweep_experiment", side_effect=here))
        stack.enter_context(patch("experiments.cli.explain.World", side_effect=here))
        stack.enter_context(patch("sys.stdout", StringIO()))
        yield
