"""What hostile strangers found with README and help alone, each as a test."""

from __future__ import annotations

import os
import random  # noqa: TID251 - damages files; no draw of a world
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
import typer
from typer.testing import CliRunner

from experiments.analysis.crossing import first_crossings
from experiments.analysis.intervals import enough_histories
from experiments.claims.file import LIBRARY
from experiments.claims.trying import Trials
from experiments.cli.app import app, exit_code
from experiments.cli.predict import place_for, refuse_what_is_read
from experiments.cli.terminal import is_swallowing, sound_surroundings
from experiments.design.arms import assignments
from experiments.design.file import load_design
from experiments.design.mixes import read_groups
from experiments.evidence.prediction import COLUMNS, predict_members
from experiments.evidence.reading import members_table
from experiments.execution.engine import MODEL
from experiments.execution.experiment import Experiment, run_experiment
from experiments.storage.frames import Results
from experiments.storage.manifest import LEFT_OUT, MIXES
from simulation.core.columns import Membership, Portfolio
from simulation.core.errors import MultipartnerError
from simulation.core.levers import Lever
from simulation.game import Game
from simulation.parameters import load_scenario
from simulation.parameters.spreadsheets import number_in
from simulation.start.groups import groups_of
from simulation.start.names import roster_of
from simulation.world import World
from tests.fake_world import ALONE, ENGINE, arm

ROOT = Path(__file__).resolve().parents[2]
SMALL = {"extends": "today", "years": 1, "roster": {"states": 40}}


def demand(world: World, actor: str) -> float:
    return float(world.column(Lever.TRANSACTIONALISM)[world.ids.index(actor)])


def begun(**said: object) -> World:
    world = World(load_scenario({**SMALL, **said}), 0)
    world.advance(1)
    return world


def stance(name: str, year: float = 2025.0) -> dict[str, object]:
    return {"policy": [{"from": year, "stance": name}]}


def test_the_order_of_groups_decides_nothing_and_the_smaller_one_counts() -> None:
    one = begun(powers={"G7": stance("transactional"), "EU27": stance("cooperative")})
    other = begun(powers={"EU27": stance("cooperative"), "G7": stance("transactional")})
    assert demand(one, "DEU") == demand(other, "DEU") == 0.9, "seven against twenty-seven"
    assert demand(one, "POL") == demand(other, "POL") == 0.1
    assert np.array_equal(one.tables.policy, other.tables.policy)
    assert demand(one, "USA") == 0.9, "a member like the others, as long as [us] says nothing"


def test_two_groups_of_one_size_need_a_word_of_the_actors_own() -> None:
    said = {
        "groups": {"a": ["NOR", "SWE"], "b": ["NOR", "DNK"]},
        "powers": {"a": stance("cooperative"), "b": stance("transactional")},
    }
    with pytest.raises(MultipartnerError, match=r"'a' and 'b' are of the same size and both name NOR"):
        begun(**said)
    settled = {**said, "powers": {**said["powers"], "NOR": stance("statist")}}
    assert demand(begun(**settled), "NOR") == 0.3


def test_a_group_s_policy_holds_until_the_actor_s_own_begins() -> None:
    said = {
        "groups": {"a": ["NOR", "SWE"]},
        "powers": {"a": stance("cooperative"), "NOR": stance("transactional", 2025.5)},
    }
    world = begun(**said)
    assert demand(world, "NOR") == 0.1
    world.advance(2)
    assert demand(world, "NOR") == 0.9
    assert demand(world, "SWE") == 0.1


def test_no_actor_bears_the_name_of_a_shipped_group() -> None:
    own = [{"id": "G7", "kind": "company", "home": "NOR", "revenue": 10}]
    scenario = load_scenario({**SMALL, "actor": own, "powers": {"G7": stance("seeding")}})
    roster = roster_of(scenario)
    with pytest.raises(MultipartnerError, match="a group of that name is shipped"):
        groups_of(scenario, roster)


def test_a_share_of_income_leaves_the_budget_of_who_has_none() -> None:
    """A stance of EU set the Union's own budget to nothing."""
    usual, stanced = begun(), begun(powers={"EU": stance("cooperative")})
    body = usual.ids.index("eu")
    before, after = (world.column(Portfolio.DELIVERED)[:, body].sum() for world in (usual, stanced))
    assert before > 1.0
    assert after > 0.5 * before


def test_a_scenario_under_another_name_keeps_its_runs(tmp_path) -> None:
    def run(*arms):
        run_experiment(Experiment(list(arms), 3, tmp_path, engine=ENGINE), ALONE)

    run(arm("a", 0.0), arm("b", 0.004))
    before = Results.open(tmp_path).outcomes
    run(arm("a", 0.0), arm("better", 0.004))
    results = Results.open(tmp_path)
    assert results.manifest.names == ["a", "better"]
    assert results.missing == 0
    kept = results.outcomes.replace({"scenario": {"better": "b"}})
    assert np.array_equal(kept.drop(columns=["scenario"]).to_numpy(), before.drop(columns=["scenario"]).to_numpy())


def test_groups_of_a_decomposition_and_claims_have_names_of_their_own(tmp_path) -> None:
    with pytest.raises(MultipartnerError, match="names 'a' twice"):
        read_groups(["a=order.seats", "a=order.pressure"], ["order.seats", "order.pressure"])
    shipped = next(iter(Trials.of(["seats"], tmp_path, worlds=2, runs=1, seed=0, is_quick=True).claims))
    file = tmp_path / "seats.toml"
    file.write_text((LIBRARY / "seats.toml").read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(MultipartnerError, match=f"Two claims are called '{shipped.id}'"):
        Trials.of([str(file), "seats"], tmp_path, worlds=2, runs=1, seed=0, is_quick=True)
    twice = Trials.of(["seats", "seats"], tmp_path, worlds=2, runs=1, seed=0, is_quick=True)
    assert len(twice.claims) == 1


def test_a_setting_is_one_line() -> None:
    with pytest.raises(MultipartnerError, match="without line breaks"):
        assignments(["us.effort_share=0.5\nus.seats=1.0"])


DESIGN = """scenario = "small"
sampler = "{sampler}"
samples = 4
years = 1
[uncertainties]
payoff.phi = {{ {phi} }}
[levers]
us.regard = {{ low = 0.1, high = 0.4, steps = 2 }}
[outcomes]
damage = "damage"
"""


@pytest.mark.parametrize(
    ("phi", "settings", "said"),
    [
        ("low = 0.2, high = 0.5, sd = 0.1", (), "sd belongs to normal and log-normal"),
        ("low = 0.2, high = 0.5, mode = 0.3", (), "mode belongs to triangular"),
        ("low = 0.2, high = 0.5, within = 0.3", (), "nothing for within to set"),
        ("low = 0.2, high = 0.5", ("us.regard=0.3",), "--set us.regard would have no effect"),
    ],
)
def test_what_a_design_would_not_look_at_is_refused(tmp_path, phi, settings, said) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(DESIGN.format(sampler="latin_hypercube", phi=phi))
    with pytest.raises(MultipartnerError, match=said):
        load_design(path, MODEL.measures(), settings)


def test_worlds_that_are_drawn_twice_meet_one_another_in_turn(tmp_path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(DESIGN.format(sampler="latin_hypercube", phi="low = 0.2, high = 0.5, steps = 2"))
    ended = CliRunner().invoke(
        app, ["sweep", str(path), "--runs", "1", "--workers", "1", "--out", str(tmp_path / "out")]
    )
    assert ended.exit_code == 0, ended.output


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


def test_an_interrupt_during_compiling_is_told_by_the_frames_of_the_compiler() -> None:
    ours = SimpleNamespace(f_globals={"__name__": "experiments.cli.run"}, f_back=None)
    theirs = SimpleNamespace(f_globals={"__name__": "llvmlite.binding.ffi"}, f_back=ours)
    inside = SimpleNamespace(f_globals={"__name__": "threading"}, f_back=theirs)
    importing = SimpleNamespace(f_globals={"__name__": "importlib._bootstrap"}, f_back=ours)
    assert is_swallowing(inside)
    assert is_swallowing(importing)
    assert not is_swallowing(ours)
    assert not is_swallowing(sys._getframe())


@pytest.mark.parametrize(
    ("name", "value"), [("NUMBA_NUM_THREADS", "0"), ("NUMBA_NUM_THREADS", "many"), ("NUMBA_OPT", "much")]
)
def test_a_setting_that_the_compiler_cannot_read_is_one_line(name, value, tmp_path) -> None:
    """It was stored as a failed run, or told as a traceback."""
    call = [sys.executable, "-m", "multipartner", "run", "small", "--runs", "1", "--out", str(tmp_path / "out")]
    ended = subprocess.run(call, env={**os.environ, name: value}, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr.count("\n")) == (2, "", 1)
    assert name in ended.stderr
    assert "unset it" in ended.stderr
    assert not (tmp_path / "out").exists()


def test_a_setting_that_the_compiler_cannot_read_is_one_line_in_python(monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("NUMBA_NUM_THREADS", "0")
    with pytest.raises(MultipartnerError, match="NUMBA_NUM_THREADS must be a whole number from 1, found '0'"):
        run_experiment(Experiment([arm("a")], 1, tmp_path / "out", engine=ENGINE), ALONE)
    assert not (tmp_path / "out").exists()


DESCRIBED = "id,founders\nfund,FRA|DEU\n"


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


def test_a_module_that_was_cut_short_is_no_interrupt(monkeypatch, capsys) -> None:
    def cut_short(*_: object, **__: object) -> None:
        raise typer.Abort from EOFError("marshal data too short")

    monkeypatch.setattr("experiments.cli.app.app", cut_short)
    assert exit_code(["list"]) == 2
    assert "__pycache__" in capsys.readouterr().err


def test_a_folder_holds_a_decomposition_or_scenarios_side_by_side(tmp_path) -> None:
    """A later run compared its scenarios with a mix that lay in the folder."""
    run_experiment(Experiment([arm("none", 0.0), arm("a", 0.01)], 2, tmp_path, engine=ENGINE, kind=MIXES), ALONE)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    with pytest.raises(MultipartnerError, match="holds a decomposition, not scenarios side by side"):
        run_experiment(Experiment([arm("b", 0.0), arm("c", 0.01)], 2, tmp_path, engine=ENGINE), ALONE)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
    other = tmp_path / "other"
    run_experiment(Experiment([arm("b", 0.0)], 2, other, engine=ENGINE), ALONE)
    for kind in (MIXES, LEFT_OUT):
        with pytest.raises(MultipartnerError, match=f"holds scenarios side by side, not {kind}"):
            run_experiment(Experiment([arm("none", 0.0)], 2, other, engine=ENGINE, kind=kind), ALONE)
    groups_of_others = Experiment([arm("none", 0.0), arm("z", 0.02)], 2, tmp_path, engine=ENGINE, kind=MIXES)
    assert run_experiment(groups_of_others, ALONE).tally.done == 2


def test_an_empty_value_is_no_value(capfd) -> None:
    """An empty variable of the shell in ``--set us.regard=$REGARD`` used to pass for nothing said."""
    assert exit_code(["run", "small", "--set", "us.regard= ", "--runs", "1"]) == 2
    assert "--set takes KEY=VALUE" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("text", "decimal", "number"),
    [("0.345", ",", None), ("01.234", ",", None), ("1.5", ",", None), ("1.234", ",", 1234.0), ("0,345", ".", None)],
)
def test_a_mark_after_a_zero_divides_no_thousands(text: str, decimal: str, number: float | None) -> None:
    assert number_in(text, decimal) == number


@pytest.mark.parametrize("words", [["list", "actors", "--json"], ["run", "--help"]])
def test_a_reader_that_leaves_at_once_is_told_by_the_exit_code(words: list[str]) -> None:
    line = f"{sys.executable} -m multipartner {' '.join(words)} | true; exit ${{PIPESTATUS[0]}}"
    ended = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (141, "")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_without_words_is_no_traceback(shell: str) -> None:
    call = [sys.executable, "-m", "multipartner"]
    asked = {**os.environ, "_MULTIPARTNER_COMPLETE": f"complete_{shell}"}
    ended = subprocess.run(call, env=asked, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")


def test_what_the_shell_says_and_libraries_cannot_read_is_passed_over(monkeypatch) -> None:
    monkeypatch.setenv("COLUMNS", "1")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "abc")
    sound_surroundings()
    assert not {"COLUMNS", "SOURCE_DATE_EPOCH"} & set(os.environ)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["run", "small", "--years", "2", "--set", "years=1"], "say the same"),
        (["run", "small", "--detailed", "5"], "name the tables, too"),
        (["run", "small", "--equal", "us_spending"], "needs a second scenario"),
        (["run", "small", "--outcomes", ""], "was given nothing"),
    ],
)
def test_what_would_say_nothing_is_refused(words: list[str], said: str, capfd) -> None:
    assert exit_code([*words, "--runs", "1"]) == 2
    assert said in capfd.readouterr().err


def test_a_link_that_leads_back_to_itself_is_one_line_and_stays(tmp_path, capfd, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    for link, to in (("a", "b"), ("b", "a"), ("dangling", "nowhere")):
        Path(link).symlink_to(to)
    assert exit_code(["run", "small", "--runs", "1", "--years", "1", "--out", "a"]) == 2
    for name in ("a", "dangling"):
        assert exit_code(["template", "actor", "--out", name]) == 2
        assert exit_code(["network", "small", "--out", name]) == 2
        assert Path(name).is_symlink()
    assert capfd.readouterr().err.count("\n") == 5


@pytest.mark.parametrize("values", [[1e200] * 3, [True, False], ["1", "2"]])
def test_a_game_takes_numbers_that_it_can_reckon_with(values: list[object]) -> None:
    with pytest.raises(MultipartnerError, match="values must be"):
        Game(values)
    with pytest.raises(MultipartnerError, match="costs must be"):
        Game([1.0, 1.0], costs=1e-320)


def test_numbers_beyond_all_measure_are_one_line(tmp_path) -> None:
    with pytest.raises(MultipartnerError, match="No number of histories"):
        enough_histories(np.array([1.0, 2.0, 3.0]), 1e-300)
    with pytest.raises(MultipartnerError, match="holds no numbers"):
        first_crossings(pd.DataFrame({"scenario": ["a"], "history": [0], "year": [2025.0]}), "scenario", 1.0)
    with pytest.raises(MultipartnerError, match="A number from"):
        predict_members({"id": "p", "founders": "FRA|DEU", "started": 10**400}, "small")
    with pytest.raises(MultipartnerError, match="No file can be called"):
        World("small", 0).save(tmp_path / ("a" * 300))


def test_a_folder_that_lost_files_is_not_called_done(tmp_path) -> None:
    run_experiment(Experiment([arm("a")], 2, tmp_path, engine=ENGINE), ALONE)
    for part in (tmp_path / "runs.parquet").glob("part-*"):
        part.unlink()
    shown = CliRunner().invoke(app, ["status", str(tmp_path)])
    assert "incomplete" in shown.output


def test_a_current_folder_that_is_gone_is_one_line(tmp_path) -> None:
    line = f"cd {tmp_path} && mkdir gone && cd gone && rmdir ../gone && {sys.executable} -m multipartner run small"
    ended = subprocess.run(
        ["bash", "-c", f"{line} --runs 1"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert ended.returncode == 2
    assert ended.stderr == "multipartner: The current folder no longer exists; change to another one.\n"


def test_the_page_of_all_claims_is_not_that_of_one(capfd) -> None:
    assert exit_code(["claims", "seats", "--quick", "--page"]) == 2
    assert "leave out the names" in capfd.readouterr().err


def test_files_behind_a_link_in_a_results_folder_stay_where_they_are(tmp_path) -> None:
    folder, elsewhere = tmp_path / "out", tmp_path / "elsewhere"
    run_experiment(Experiment([arm("a")], 1, folder, engine=ENGINE), ALONE)
    elsewhere.mkdir()
    (elsewhere / "part-mine.parquet").write_text("precious")
    shutil.rmtree(folder / "runs.parquet")
    (folder / "runs.parquet").symlink_to(elsewhere)
    with pytest.raises(MultipartnerError, match="leads out of itself"):
        run_experiment(Experiment([arm("a")], 1, folder, engine=ENGINE), ALONE)
    assert (elsewhere / "part-mine.parquet").read_text() == "precious"


def test_the_longer_of_two_withdrawals_bars_the_seat() -> None:
    left = {"actor": "CHN", "partnership": "gavi"}
    spans = [{**left, "from": 2025.0, "until": 2041.0}, {**left, "from": 2025.25, "until": 2026.0}]
    for order in (spans, spans[::-1]):
        world = World(load_scenario({**SMALL, "years": 2, "withdrawals": order}), 0)
        world.advance(4)
        barred = world.column(Membership.BARRED_UNTIL)[world.partnership_ids.index("gavi"), world.ids.index("CHN")]
        assert barred == 1 + 4 * (2041 - 2025)


@pytest.mark.parametrize("law", [[1.0] * 4, [2.0, -1.0, 0.0, 0.0], [1.0]])
def test_a_law_is_chances_that_sum_to_one(law: list[float]) -> None:
    with pytest.raises(MultipartnerError, match="chances that sum to 1"):
        Game([1.0] * 3).mean_over_groups(np.array(law), np.ones(4))
