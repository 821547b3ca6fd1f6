"""The site: pages of ``docs/``, tutorials made by running ``examples/``, and the reference of Python.

    make site        # builds site/, which opens from disk

A tutorial is a script of ``examples/``: its words, its code, what the code printed just now, and the figures that it
drew. So no page shows a number that this very version of the model does not give.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Collection, Iterator, Mapping
from contextlib import redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from shutil import copytree, rmtree
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "examples"
BUILT = ROOT / "build" / "site"
MARK = "# %%"
FIELD = re.compile(r"^\s*(\w+)\s*=\s*\{(.*)\},?\s*$", re.MULTILINE)
CITED = re.compile(r"^```.*?^```|^    .*?$|`[^`\n]+`|\[(?P<key>[a-z]+\d{4}[a-z]?)\](?![(\[])", re.MULTILINE | re.DOTALL)
NOTE = "\n*This page is a script, `examples/{name}.py`; what it prints was printed when the site was built.*\n"


@dataclass(frozen=True)
class Cell:
    """A cell of a script that is a notebook: words, or code."""

    is_text: bool
    body: str


def cells(source: str) -> Iterator[Cell]:
    r"""Yield the cells of a script.

    Examples
    --------
    >>> [(each.is_text, each.body) for each in cells("# %% [markdown]\n# # Title\n\n# %%\nx = 1\n")]
    [(True, '# Title'), (False, 'x = 1')]
    """
    for part in source.split(MARK)[1:]:
        head, _, body = part.partition("\n")
        if "[markdown]" in head:
            lines = (line.removeprefix("#").removeprefix(" ") for line in body.strip().splitlines())
            yield Cell(is_text=True, body="\n".join(lines))
        else:
            yield Cell(is_text=False, body=body.strip())


def run_cell(code: str, held: dict[str, Any]) -> tuple[str, list[Any]]:
    """Run a cell and return what it printed, and the drawings that it made."""
    before = dict(held)
    said = StringIO()
    with redirect_stdout(said):
        exec(compile(code, "cell", "exec"), held)  # noqa: S102 - the project's own examples
    made = [value for name, value in held.items() if hasattr(value, "png") and before.get(name) is not value]
    return said.getvalue().rstrip(), made


def tutorial(script: Path, folder: Path, *, run: bool = True) -> Path:
    """Run a script and write its page and its figures into a folder; its words and code alone if it is not to run."""
    held: dict[str, Any] = {"__name__": "__main__"}
    page: list[str] = []
    for cell in cells(script.read_text(encoding="utf-8")):
        if cell.is_text:
            page.append(cell.body.replace("](../docs/", "](../"))  # a script lies beside docs/, its page in it
            continue
        page.append(f"```python\n{cell.body}\n```")
        said, drawings = run_cell(cell.body, held) if run else ("", [])
        if said:
            page.append(f"```text\n{said}\n```")
        for drawing in drawings:
            picture = folder / f"{script.stem}_{drawing.name}.png"
            picture.write_bytes(drawing.png())
            page.append(f"![{drawing.caption}]({picture.name})")
    path = folder / f"{script.stem}.md"
    path.write_text("\n\n".join(page) + "\n" + NOTE.format(name=script.stem), encoding="utf-8")
    return path


def literature() -> dict[str, dict[str, str]]:
    """Return the fields of every entry of ``references.bib`` by key."""
    entries = re.split(r"^@", (ROOT / "references.bib").read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    found = {}
    for entry in entries:
        head, _, body = entry.partition(",")
        fields = {name.lower(): " ".join(value.split()) for name, value in FIELD.findall(body)}
        found[head.partition("{")[2].strip()] = {name: re.sub(r"[{}]", "", value) for name, value in fields.items()}
    return found


def literature_page(entries: Mapping[str, Mapping[str, str]]) -> str:
    """Return the page that lists what is cited, a heading a key."""
    parts = ["# References", "What equations, numbers and pages cite, by key: `references.bib` of the project."]
    for key, entry in sorted(entries.items()):
        where = (
            entry.get("journal") or entry.get("booktitle") or entry.get("publisher") or entry.get("howpublished", "")
        )
        link = f"https://doi.org/{entry['doi']}" if "doi" in entry else entry.get("url", "")
        said = [
            f"{entry.get('author', '')} ({entry.get('year', 'n.d.')}).",
            f"*{entry.get('title', '')}*.",
            f"{where}.",
        ]
        parts.append(f"### {key}\n\n" + " ".join(word for word in said if word != ".") + (f" <{link}>" if link else ""))
    return "\n\n".join(parts) + "\n"


def with_links(page: str, keys: Collection[str], place: str) -> str:
    """Return a page whose citations lead to the list of references; code stays as it is.

    Examples
    --------
    >>> with_links("as in [olson1966] and `[olson1966]`", {"olson1966"}, "references.md")
    'as in [olson1966](references.md#olson1966) and `[olson1966]`'
    """

    def cited(found: re.Match[str]) -> str:
        key = found["key"]
        return f"[{key}]({place}#{key})" if key in keys else found[0]

    return CITED.sub(cited, page)


def cite(folder: Path) -> None:
    """Write the list of references, and let every page lead to it."""
    entries = literature()
    target = folder / "reference" / "references.md"
    for path in folder.rglob("*.md"):
        place = os.path.relpath(target, path.parent).replace(os.sep, "/")
        path.write_text(with_links(path.read_text(encoding="utf-8"), entries, place), encoding="utf-8")
    target.write_text(literature_page(entries), encoding="utf-8")


def write_pages(folder: Path = BUILT, *, run: bool = True) -> Path:
    """Write all pages into a folder, tutorials run anew; return the settings of the generator."""
    rmtree(folder, ignore_errors=True)
    copytree(ROOT / "docs", folder / "docs")
    (folder / "docs" / "tutorials").mkdir()
    for script in sorted(EXAMPLES.glob("*.py")):
        tutorial(script, folder / "docs" / "tutorials", run=run)
    cite(folder / "docs")
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    settings = settings.replace("paths: [.]", f"paths: ['{ROOT.as_posix()}']")
    (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
    return folder / "mkdocs.yml"


def build(settings: Path) -> Path:
    """Let the generator build the site beside its settings, a warning being an error; return its folder.

    Raises
    ------
    subprocess.CalledProcessError : a page is not right, and standard error says which
    """
    call = [sys.executable, "-m", "zensical", "build", "--strict", "--clean", "--config-file", str(settings)]
    subprocess.run(call, cwd=settings.parent, check=True)  # noqa: S603 - the generator of this environment
    return settings.parent / "site"


def main() -> int:
    """Build the site and put it into ``site/`` of the clone."""
    try:
        built = build(write_pages())
    except subprocess.CalledProcessError as error:
        return error.returncode
    rmtree(ROOT / "site", ignore_errors=True)
    copytree(built, ROOT / "site")
    return 0


if __name__ == "__main__":
    sys.exit(main())
