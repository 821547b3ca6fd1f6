"""The command line: exit codes, one line for a mistake, nothing heavy before it is needed."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from experiments.cli.app import app, exit_code
from experiments.cli.inspect import OF_A_WORLD, TOPICS
from experiments.cli.run import Request, run_arms
from experiments.cli.session import Options
from experiments.design.arms import load_arms
from experiments.figures import draw_all
from experiments.storage.frames import Results
from experiments.storage.parts import part_paths
from simulation.core.errors import MultipartnerError
from tests.fake_world import ENGINE, arm

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = (
    "run",
    "ablation",
    "validate",
    "list",
    "show",
    "assumptions",
    "plot",
    "report",
    "status",
    "sweep",
    "explain",
    "template",
    "network",
    "export",
)
quiet = Console(quiet=True)


def command(*words: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    call = [sys.executable, "-m", "experiments.cli.app", *words]
    return subprocess.run(call, capture_output=True, text=True, cwd=cwd, env=environment, check=False)


@pytest.fixture
def typed(tmp_path, monkeypatch, capfd):
    """Carry out a command within this process, in an empty folder; return exit code and standard error."""
    monkeypatch.chdir(tmp_path)

    def carry_out(*words: str) -> tuple[int, str]:
        code = exit_code(list(words))
        return code, capfd.readouterr().err

    return carry_out


@pytest.mark.parametrize("name", COMMANDS)
def test_help_has_an_example(name):
    shown = CliRunner().invoke(app, [name, "--help"])
    assert shown.exit_code == 0
    assert f"Example: multipartner {name}" in " ".join(shown.output.split())


def test_done_is_zero_and_everything_is_written(tmp_path):
    request = Request(("cooperative", "transactional"), 3, options=Options(tmp_path, 1))
    assert run_arms(request, [arm("cooperative"), arm("transactional", 0.004)], quiet, ENGINE) == 0
    made = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert {
        "report.html", "manifest.json", "tables/summary.csv", "tables/bands.csv", "tables/payers.csv",
        "figures/trajectories.png", "figures/differences.svg", "figures/payers.png", "figures/effort.svg",
    } <= made  # fmt: skip


@pytest.mark.usefixtures("undrawn")
def test_failed_runs_are_one_and_named(tmp_path, capsys):
    request = Request(("broken",), 3, options=Options(tmp_path, 1))
    assert run_arms(request, [arm("broken", trouble="fail")], Console(width=200), ENGINE) == 1
    printed = capsys.readouterr().out
    assert "1 of 3 runs failed" in printed
    assert "broken, history 1, while running: ZeroDivisionError" in printed
    assert "multipartner run broken --runs 1 --seed 1 --workers 1" in printed
    assert CliRunner().invoke(app, ["status", str(tmp_path)]).exit_code == 1


def test_one_in_ten_failing_leaves_nine_right_and_the_figure_says_so(tmp_path, capsys):
    arms = {trouble: [arm("a", trouble=trouble), arm("b", 0.004, trouble)] for trouble in ("tenth", "")}
    codes = {
        trouble: run_arms(Request(("a", "b"), 20, options=Options(tmp_path / (trouble or "calm"), 1)), both,
                          Console(width=200), ENGINE)
        for trouble, both in arms.items()
    }  # fmt: skip
    assert codes == {"tenth": 1, "": 0}
    printed = capsys.readouterr().out
    assert "4 of 40 runs failed" in printed
    assert printed.count("to reproduce it: multipartner run ") == 4
    results, calm = Results.open(tmp_path / "tenth"), Results.open(tmp_path / "calm").outcomes
    right = calm[~calm["history"].isin([3, 13])].drop(columns="run").reset_index(drop=True)
    assert results.outcomes.drop(columns="run").equals(right)
    assert all("4 of 40 runs are missing" in drawing.caption for drawing in draw_all(results))
    assert "4 of 40 runs are missing" in (tmp_path / "tenth" / "report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("spoil", ["cut", *(pytest.param(each, marks=pytest.mark.slow) for each in ("flip", "empty"))])
@pytest.mark.parametrize("name", ["plot", "report", "status"])
@pytest.mark.usefixtures("undrawn")
def test_a_damaged_part_is_one_line_and_status_counts_it(name, spoil, tmp_path):
    run_arms(Request(("a", "b"), 2, options=Options(tmp_path, 1)), [arm("a"), arm("b", 0.01)], quiet, ENGINE)
    path = part_paths(tmp_path / "runs.parquet")[0]
    body = bytearray(path.read_bytes())
    body[len(body) // 3] ^= 1
    path.write_bytes({"cut": bytes(body[: len(body) // 2]), "flip": bytes(body), "empty": b""}[spoil])
    ended = command(name, str(tmp_path))
    assert "Traceback" not in ended.stderr
    if name == "status":
        assert ended.returncode == 0
        assert "1 part files are damaged" in ended.stdout
    else:
        assert ended.returncode == 2
        assert ended.stderr.count("\n") == 1
        assert "is damaged. Run the experiment again" in ended.stderr


@pytest.mark.usefixtures("undrawn")
def test_a_folder_takes_no_scenario_of_another_length(tmp_path):
    run_arms(Request(("a",), 2, options=Options(tmp_path, 1)), [arm("a")], quiet, ENGINE)
    longer = Request(("b",), 2, options=Options(tmp_path, 1))
    with pytest.raises(MultipartnerError, match="holds 'a' over 2 years"):
        run_arms(longer, [arm("b", 0.01, years=3)], quiet, ENGINE)
    assert run_arms(longer, [arm("b", 0.01)], quiet, ENGINE) == 0
    assert (
        run_arms(Request(("a",), 2, options=Options(tmp_path, 1, fresh=True)), [arm("a", years=3)], quiet, ENGINE) == 0
    )


def test_two_scenarios_that_say_the_same_are_refused():
    with pytest.raises(MultipartnerError, match="'today' and 'small' are identical"):
        load_arms(["today", "small"], ["roster.states=40"])


def test_when_all_fail_nothing_is_drawn(tmp_path):
    request = Request(("broken",), 1, seed=1, options=Options(tmp_path, 1))
    assert run_arms(request, [arm("broken", trouble="fail")], quiet, ENGINE) == 1
    assert not (tmp_path / "report.html").exists()


@pytest.mark.usefixtures("undrawn")
def test_interrupted_keeps_what_is_finished_and_says_how_to_go_on(tmp_path, capsys, monkeypatch):
    from experiments.execution import scheduler

    calls = []

    def interrupted(chunk):
        calls.append(chunk)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return genuine(chunk)

    genuine = scheduler.work
    monkeypatch.setattr(scheduler, "work", interrupted)
    request = Request(("cooperative",), 500, options=Options(tmp_path, 1))
    assert run_arms(request, [arm("cooperative")], Console(width=200), ENGINE) == 130
    printed = capsys.readouterr().out
    assert f"multipartner run cooperative --runs 500 --seed 0 --out {tmp_path}" in printed
    status = CliRunner().invoke(app, ["status", str(tmp_path)])
    assert status.exit_code == 0
    assert "interrupted" in status.output


def test_plot_and_report_redo_from_tables_alone(tmp_path):
    run_arms(Request(("a", "b"), 2, options=Options(tmp_path, 1)), [arm("a"), arm("b", 0.01)], quiet, ENGINE)
    for made, name in (("figures/payers.png", "plot"), ("report.html", "report")):
        (tmp_path / made).unlink()
        assert CliRunner().invoke(app, [name, str(tmp_path)]).exit_code == 0
        assert (tmp_path / made).exists()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["run", "cooperativ"], "cooperative"),
        (["run", "cooperative", "--set", "us.transactionalism"], "KEY=VALUE"),
        (["list", "rulez"], "Did you mean 'rules'"),
        (["run", "small", "--seed", "99999999999999999999"], "--seed must be a whole number from 0"),
        (["run", "small", "--runs", "100000000000000000000"], "--runs must be a whole number from 1"),
        (["run", "small", "--out", ""], "a separate folder"),
        (["run", "small", "--runs", "1", "--years", "1", "--out", "/proc/foo"], "/proc/foo"),
        (["run", "today", "--set", "roster.states=300"], "from 2 to 196"),
        (["report", "nowhere"], "no manifest.json"),
        (["show", "today", "--set", "us.regrad=1"], "regard"),
        (["run", "small", "--tables", "actor"], "Did you mean 'actors'"),
        (["run", "small", "--cluster", "x", "--workers", "2"], "give only one of them"),
        (["sweep", "assumption"], "Did you mean 'assumptions'"),
        (["sweep", "assumptions", "--set", "us.regrad=1"], "regard"),
        (["explain", "small", "--actor", "Atlantis"], "No actor is called 'Atlantis'"),
    ],
)
def test_wrong_use_is_one_line_on_standard_error_and_two(words, says, typed):
    code, said = typed(*words)
    assert code == 2
    assert says in said
    assert said.count("\n") == 1


MISTAKES = {
    "wrong key": (b'extends = "today"\n[payoff]\nphii = 0.5\n', "Did you mean 'phi'?"),
    "wrong type": (b'extends = "today"\n[payoff]\nphi = "much"\n', "payoff.phi must be a number from 0 to 1"),
    "out of range": (b'extends = "today"\nyears = 0\n', "years must be a whole number from 1 to 1000"),
    "unknown base": (b'extends = "todai"\n', "Did you mean 'today'?"),
    "empty file": (b"", "is empty"),
    "not text": (b'title = "\xff"\n', "is not text in UTF-8"),
    "not TOML": (b"years = \n", "(at line 1, column 9)"),
    "unknown actor": (b'extends = "today"\n[[powers.ZZZ.policy]]\nfrom = 2026.0\nstance = "statist"\n', "ZZZ"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_in_a_scenario_is_one_line_and_two(mistake, tmp_path, typed):
    text, says = MISTAKES[mistake]
    (tmp_path / "mine.toml").write_bytes(text)
    code, said = typed("run", "mine.toml", "--runs", "1")
    assert code == 2
    assert says in said
    assert said.count("\n") == 1


def test_a_folder_is_no_scenario(tmp_path):
    ended = command("run", str(tmp_path), cwd=tmp_path)
    assert ended.returncode == 2
    assert "is a folder" in ended.stderr
    assert ended.stderr.count("\n") == 1


def test_an_unknown_option_is_two():
    assert CliRunner().invoke(app, ["run", "today", "--rns", "3"]).exit_code == 2


def test_validate_names_every_wrong_file_and_ends_with_two(tmp_path):
    (tmp_path / "good.toml").write_text('extends = "today"\n')
    (tmp_path / "bad.toml").write_text('extends = "today"\nyers = 3\n')
    ended = command("validate", "good.toml", "bad.toml", cwd=tmp_path)
    assert ended.returncode == 2
    assert "good.toml: valid" in ended.stdout
    assert "bad.toml:2" in ended.stderr


@pytest.mark.parametrize(
    "topic",
    [*TOPICS, *OF_A_WORLD],
)
def test_every_list_lists_something(topic):
    listed = CliRunner().invoke(app, ["list", topic])
    assert listed.exit_code == 0
    assert len(listed.output.splitlines()) > 4


def test_show_and_assumptions_print_sources():
    shown = CliRunner().invoke(app, ["show", "transactional", "--changed"])
    assert shown.exit_code == 0
    assert "stance" in shown.output
    assumed = CliRunner().invoke(app, ["assumptions"])
    assert assumed.exit_code == 0
    assert "payoff.theta" in assumed.output


def test_nothing_heavy_is_imported_for_help():
    heavy = "{'numpy', 'pandas', 'mesa', 'matplotlib', 'numba', 'scipy', 'pyarrow'}"
    code = f"import sys, experiments.cli.app; bad = {heavy} & set(sys.modules); assert not bad, bad"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})


def test_two_scenarios_of_one_name_are_refused(tmp_path):
    (tmp_path / "today.toml").write_text('extends = "today"\n')
    with pytest.raises(MultipartnerError, match="Two scenarios would have the name 'today'"):
        load_arms(["today", str(tmp_path / "today.toml")])


@pytest.mark.parametrize(
    ("topic", "name"),
    [
        ("scenarios", "today"),
        ("designs", "assumptions"),
        ("mechanisms", "review"),
        ("measures", "damage"),
        ("actors", "IND"),
        ("partnerships", "gavi"),
    ],
)
def test_every_list_is_there_for_programs(topic, name):
    said = json.loads(CliRunner().invoke(app, ["list", topic, "--json"]).output)
    assert name in {row[topic.removesuffix("s")] for row in said}
    assert len({tuple(row) for row in said}) == 1


def test_show_for_programs_has_numbers_as_numbers():
    said = json.loads(
        CliRunner().invoke(app, ["show", "transactional", "--set", "years=3", "--changed", "--json"]).output
    )
    years = next(row for row in said if row["name"] == "years")
    assert (years["value"], years["low"], years["unit"], years["origin"]) == (3, 1, "years", "--set")


@pytest.mark.usefixtures("undrawn")
def test_status_for_programs_counts_as_the_table_does(tmp_path):
    request = Request(("broken",), 3, options=Options(tmp_path, 1))
    run_arms(request, [arm("broken", trouble="fail")], quiet, ENGINE)
    ended = CliRunner().invoke(app, ["status", str(tmp_path), "--json"])
    said = json.loads(ended.output)
    assert ended.exit_code == 1
    assert (said["asked"], said["done"], said["failed"]) == (3, 2, 1)
    assert said["scenarios"] == [{"name": "broken", "asked": 3, "done": 2, "failed": 1}]


def test_the_version_is_printed_without_a_command():
    assert CliRunner().invoke(app, ["--version"]).output == f"multipartner {version('multipartner')}\n"


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("multipartner run trans", {"transactional", "transactional_then_cooperative"}),
        ("multipartner sweep lead", {"lead_seed_seats", "leading_assumptions"}),
        ("multipartner list act", {"actors"}),
        ("multipartner explain today --actor IN", {"IND"}),
        ("multipartner explain today --partnership gav", {"gavi"}),
    ],
)
def test_a_shell_completes_names(typed, completed):
    surroundings = {"_MULTIPARTNER_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": typed}
    shown = CliRunner().invoke(app, [], env=surroundings, prog_name="multipartner").output
    found = set(re.findall(r'"(\w+)"', shown))
    assert completed <= found
    assert all(name.startswith(typed.split()[-1]) for name in found)


def test_verbose_writes_what_happens_to_standard_error(tmp_path):
    ended = command("--verbose", "run", "small", "--runs", "1", "--years", "1", "--workers", "1", cwd=tmp_path)
    assert ended.returncode == 0, ended.stderr
    assert "INFO multipartner.execution: 1 runs of small into" in ended.stderr
