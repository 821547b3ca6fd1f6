"""The site: every page has its place, tutorials are what their scripts print, and it builds without a warning."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from time import monotonic

import pytest

from tools.site import EXAMPLES, ROOT, build, cells, literature, literature_page, tutorial, with_links, write_pages

SCRIPTS = sorted(EXAMPLES.glob("*.py"))
MINUTE = 60.0


def navigation() -> set[str]:
    return set(re.findall(r": ([\w/]+\.md)$", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"), re.MULTILINE))


def test_every_page_and_every_tutorial_has_its_place():
    pages = {path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs").rglob("*.md")}
    made = {f"tutorials/{script.stem}.md" for script in SCRIPTS} | {"reference/references.md"}
    assert navigation() == pages | made


def test_the_menu_calls_a_page_by_its_heading():
    menu = re.findall(r"- (.*): ([\w/]+\.md)$", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"), re.MULTILINE)
    for name, page in menu:
        script = EXAMPLES / f"{Path(page).stem}.py"
        source = next((path for path in (ROOT / "docs" / page, script) if path.is_file()), None)
        if source is None or page == "index.md":
            continue
        heading = re.search(r"^(?:# )?# (?!%%)(.*)$", source.read_text(encoding="utf-8"), re.MULTILINE)
        assert heading
        assert name in (heading[1], heading[1].partition(":")[0])


def test_every_example_is_introduced():
    said = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    assert {script.name for script in SCRIPTS} == set(re.findall(r"^\| `(\w+\.py)`", said, re.MULTILINE))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_pages_that_an_example_names_are_links_that_lead_somewhere(script):
    source = script.read_text(encoding="utf-8")
    assert not re.search(r"`docs/[\w/]*\.md`", source)
    for target in re.findall(r"\]\(([^)#]+)", source):
        assert target.startswith("https://") or (EXAMPLES / target).is_file(), target


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_an_example_begins_with_a_title_and_asks_for_the_one_name(script):
    first, *others = cells(script.read_text(encoding="utf-8"))
    assert first.is_text
    assert first.body.startswith("# ")
    code = "\n".join(cell.body for cell in others if not cell.is_text)
    assert "import multipartner as mp" in code
    assert not re.search(r"^(?:from|import) (?:simulation|experiments)\b", code, re.MULTILINE)


def test_a_tutorial_shows_words_code_what_was_printed_and_what_was_drawn(tmp_path):
    script = tmp_path / "tiny.py"
    script.write_text("""# %% [markdown]
# # Tiny
# See [more](../docs/howto/defend.md).

# %%
from types import SimpleNamespace
drawing = SimpleNamespace(name="line", caption="A line.", png=lambda: b"PNG")
print("drawn")
""")
    page = tutorial(script, tmp_path).read_text(encoding="utf-8")
    assert page.startswith("# Tiny\nSee [more](../howto/defend.md).\n")
    assert "```text\ndrawn\n```" in page
    assert "![A line.](tiny_line.png)" in page
    assert (tmp_path / "tiny_line.png").read_bytes() == b"PNG"


def test_a_citation_leads_to_the_list_and_code_stays():
    page = "as in [olson1966] and [nobody1900], not `[olson1966]`\n\n    x[olson1966]\n"
    linked = with_links(page, {"olson1966"}, "r.md")
    assert linked == page.replace("in [olson1966]", "in [olson1966](r.md#olson1966)")


def test_every_reference_is_listed_with_author_year_and_title():
    entries = literature()
    keys = re.findall(r"^@\w+\{(\w+),", (ROOT / "references.bib").read_text(encoding="utf-8"), re.MULTILINE)
    assert list(entries) == keys
    assert all({"author", "year", "title"} <= set(entry) for entry in entries.values())
    assert literature_page(entries).count("### ") == len(keys)


def test_it_builds_without_a_warning(tmp_path):
    pytest.importorskip("zensical")
    site = build(write_pages(tmp_path / "pages", run=False))
    assert "multipartner.compare" in (site / "reference/python.html").read_text(encoding="utf-8")
    assert "https://fonts" not in (site / "index.html").read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_an_example_runs_anywhere_in_less_than_a_minute(script, tmp_path):
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT), "MPLBACKEND": "agg"}
    call = [sys.executable, str(script)]
    subprocess.run(call, cwd=tmp_path, env=surroundings, capture_output=True, check=True)  # compiles, if need be
    start = monotonic()
    ended = subprocess.run(call, cwd=tmp_path, env=surroundings, capture_output=True, text=True, check=True)
    assert ended.stdout
    assert monotonic() - start < MINUTE


@pytest.mark.slow
def test_the_whole_site_builds_with_tutorials_that_ran(tmp_path):
    site = build(write_pages(tmp_path / "pages"))
    page = (site / "tutorials/policy_comparison.html").read_text(encoding="utf-8")
    assert "95 % interval" in page
    assert "policy_comparison_differences.png" in page


@pytest.mark.slow
@pytest.mark.parametrize("page", ["README.md", "docs/index.md", "docs/howto/platforms.md"])
def test_python_of_a_page_runs(page, tmp_path):
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / page).read_text(encoding="utf-8"), re.DOTALL)
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT), "MPLBACKEND": "agg"}
    call = [sys.executable, "-c", "\n".join(blocks)]
    subprocess.run(call, cwd=tmp_path, env=surroundings, capture_output=True, check=True)
