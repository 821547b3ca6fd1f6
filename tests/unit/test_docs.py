"""The documents say what the code does: generated parts are fresh, names exist, tables and links hold."""

from __future__ import annotations

import ast
import re
import shutil
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

import multipartner as mp
from experiments.cli.app import app
from experiments.markdown import table
from simulation.core.errors import MultipartnerError
from simulation.measures import OUTCOMES
from simulation.parameters import Scenario, fields, load_scenario, scenario_names
from simulation.precompiling import compile_missing
from tools.documents import DOCUMENTS, PARTS, bounds, renewed, write_documents

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(
    [
        *ROOT.glob("docs/**/*.md"),
        ROOT / "examples/README.md",
        *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")),
    ]
)
OURS = {"multipartner", "simulation", "experiments", "tools", "benchmarks"}
CODE = re.compile(r"^```.*?^```|^    .*?$", re.DOTALL | re.MULTILINE)


MADE = re.compile(r"(?:\.\./)?tutorials/(\w+)\.md")
"""Pages that the site makes by running a script of ``examples/``."""


def read(page: Path | str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def prose(page: Path) -> str:
    """Return a page without blocks of code."""
    return CODE.sub("", read(page))


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip())[1:-1]]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_generated_parts_are_fresh(name):
    stale = "write them anew: .venv/bin/python -m tools.documents"
    assert renewed(read(name)) == read(name), stale


def test_every_part_is_used_and_nothing_else_is_marked():
    marked = re.findall(r"<!-- generated: (\S+) -->", "".join(read(name) for name in DOCUMENTS))
    assert sorted(marked) == sorted(PARTS)


def test_writing_changes_only_the_parts(tmp_path):
    for name in DOCUMENTS:
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        shutil.copy(ROOT / name, tmp_path / name)
    page = tmp_path / DOCUMENTS[0]
    fresh = renewed(page.read_text(encoding="utf-8"))
    page.write_text(fresh.replace("The world of 2025 has", "The world of 1925 had"), encoding="utf-8")
    assert page in write_documents(tmp_path)
    assert page.read_text(encoding="utf-8") == fresh
    assert write_documents(tmp_path) == []


def test_unknown_part_is_one_clear_line():
    with pytest.raises(MultipartnerError, match=r"No generated part is called 'shedule'\. Did you mean 'schedule'"):
        renewed("<!-- generated: shedule -->\n<!-- end -->")


def test_missing_document_is_one_clear_line(tmp_path):
    with pytest.raises(MultipartnerError, match=r"README\.md does not exist"):
        write_documents(tmp_path)


def test_small_pieces():
    assert table(["a"], [["x|y"]]) == "| a |\n|---|\n| x\\|y |"
    assert [bounds(0, 2), bounds(1, float("inf")), bounds(-float("inf"), float("inf"))] == [
        "0 to 2",
        "from 1",
        "any",
    ]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_tables_are_whole(page):
    width = 0
    for line in CODE.sub("", read(page)).splitlines():
        if not line.startswith("|"):
            width = 0
            continue
        found = len(cells(line))
        assert found == (width or found), line
        width = found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_headings_descend_one_by_one(page):
    depths = [len(marks) for marks in re.findall(r"^(#+) ", prose(page), re.MULTILINE)]
    assert depths[0] == 1
    assert depths.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(depths))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", prose(page)):
        is_pending = target.startswith("docs/images/") and not (ROOT / "docs/images").is_dir()
        is_made = (found := MADE.fullmatch(target)) is not None and (ROOT / f"examples/{found[1]}.py").is_file()
        assert target.startswith("https://") or is_pending or is_made or (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_and_targets_exist(page):
    text = read(page)
    commands = {command.name or command.callback.__name__ for command in app.registered_commands}
    typed = re.findall(r"^    multipartner (\w+)|`multipartner (\w+)", text, re.MULTILINE)
    assert {one or other for one, other in typed} <= commands
    targets = set(re.findall(r"^([a-z-]+):", read("Makefile"), re.MULTILINE))
    asked = re.findall(r"^    make ([a-z-]+)|`make ([a-z-]+)`", text, re.MULTILINE)
    assert {one or other for one, other in asked} <= targets


def test_paths_named_in_code_exist():
    for page in PAGES:
        for path in re.findall(r"`((?:simulation|experiments|tests|scenarios|docs)/[\w/.]*)`", read(page)):
            assert (ROOT / path).exists(), f"{page.name}: {path}"
    for path in re.findall(r"^    ([\w/]+(?:\.py|/)) ", read("README.md"), re.MULTILINE):
        assert (ROOT / path).exists(), path


def test_scenario_of_the_readme_loads():
    block = re.search(r"```toml\n(.*?)```", read("README.md"), re.DOTALL)[1]
    assert len([line for line in block.splitlines() if line]) <= 6
    scenario = load_scenario(tomllib.loads(block))
    assert scenario.us.effort_share == 0.5
    settings = re.findall(r"--set (\S+)=(\S+)", read("README.md"))
    assert settings
    for name, value in settings:
        load_scenario("today", {name: float(value)})


def test_the_large_world_of_the_laboratory_loads_with_its_cities():
    part = read("docs/laboratory.md").partition("## Large worlds and cities")[2]
    scenario = load_scenario(tomllib.loads(re.search(r"```toml\n(.*?)```", part, re.DOTALL)[1]))
    assert scenario.roster.companies == 2 * scenario.roster.cities == 5000
    asked = re.search(r"--set (roster\.cities)=(\d+)", part)
    assert load_scenario("multipartner", {asked[1]: int(asked[2])}).roster.cities == 500


def test_readme_names_every_shipped_scenario():
    shipped = re.search(r"Shipped: (.*?)\.\n", read("README.md"), re.DOTALL)[1]
    assert sorted(re.findall(r"`(\w+)`", shipped)) == sorted(scenario_names())


def python_of(page: Path | str) -> list[str]:
    return re.findall(r"```python\n(.*?)```", read(page), re.DOTALL)


@pytest.mark.parametrize("page", [page for page in PAGES if python_of(page)], ids=lambda page: page.name)
def test_python_of_a_page_is_python_and_asks_for_public_names_only(page):
    for block in python_of(page):
        tree = ast.parse(block)
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in OURS:
                assert node.module in {"multipartner", "benchmarks.core_world"}, node.module
                assert node.module != "multipartner" or {each.name for each in node.names} <= set(mp.__all__)
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "mp":
                assert node.attr in mp.__all__, node.attr


def test_every_toml_of_the_reference_loads():
    for page in ("docs/reference/scenario.md", "docs/howto/teach.md"):
        for block in re.findall(r"```toml\n(.*?)```", read(page), re.DOTALL):
            load_scenario(tomllib.loads(block))


def test_essay_has_every_statement_once_and_names_what_exists():
    rows = [cells(line) for line in read("docs/essay.md").splitlines() if re.match(r"\| E\d", line)]
    assert [row[0] for row in rows] == [f"E{number}" for number in range(1, 27)]
    known = {field.dotted for field in fields(Scenario)}
    measures = {measure.name for measure in OUTCOMES}
    part = read("docs/essay.md").partition("## Claims")[2].partition("## Sign")[0]
    claims = {cells(line)[0] for line in part.splitlines() if line.startswith("|")}
    assert claims - {"claim", "---"} == {path.stem for path in ROOT.glob("experiments/claims/library/*.toml")}
    for row in rows:
        for lever in re.findall(r"`(\w+\.[\w.]+)`", " ".join(row[2:4])):
            assert lever in known, (row[0], lever)
        for sweep in re.findall(r"`(\w+(?:\.\w+)?)\.\*`", row[3]):
            assert any(name.startswith(sweep + ".") for name in known), (row[0], sweep)
        for measure in re.findall(r"`(\w+)(\*?)`", row[4]):
            name, is_sweep = measure
            assert name in measures or (is_sweep and any(m.startswith(name) for m in measures)), (
                row[0],
                name,
            )
        assert set(row[6].split(", ")) <= claims | {"–"}, row[0]
        is_open = row[5].startswith("not yet")
        assert is_open or row[5].startswith(("in part; ", "can be compared")), row[0]
        assert not is_open or ": needs " in row[5], row[0]
        assert is_open or row[4] != "–", row[0]


def test_glossary_fixes_each_word_once():
    words = [cells(line)[0] for line in read("docs/glossary.md").splitlines() if line.startswith("| ")]
    words = [word for word in words if word != "word"]
    assert len(words) == len(set(words))
    assert len(words) > 60


def test_readme_is_short():
    assert len(read("README.md").splitlines()) < 200


def test_the_citation_is_of_this_version():
    said = tomllib.loads(read("pyproject.toml"))["project"]["version"]
    assert re.search(r"^version: (.*)$", read("CITATION.cff"), re.MULTILINE)[1] == said


def test_the_container_and_the_templates_name_what_exists():
    asked = re.findall(r"multipartner(?:\.\w+)+", read("Dockerfile"))
    assert asked == ["multipartner.simulation.precompiling"]
    assert compile_missing.__module__ == "simulation.precompiling"
    for path in (ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml"):
        assert re.findall(r"^(name|description|labels|body):", read(path), re.MULTILINE) == [
            "name", "description", "labels", "body",
        ]  # fmt: skip
