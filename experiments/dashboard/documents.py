"""Claims and evidence as pages of their own, from the documents that the commands write."""

from __future__ import annotations

import re
from pathlib import Path

from experiments.claims.file import claim_names, load_claim
from experiments.execution.engine import outcome_measures
from experiments.markdown import table

FOLDERS = (Path(__file__).resolve().parents[2] / "docs", Path(__file__).resolve().parent / "documents")
"""Where they lie: in a clone, and in an installation."""
DOCUMENTS = {"claims": "Claims and verdicts", "evidence": "Evidence"}
IMAGES = "/document-images"
LINK = re.compile(r"(?<!!)\[([^\]]+)\]\((?!https?:|#)([^)#]+)(#[^)]*)?\)")
PICTURE = re.compile(r"!\[([^\]]*)\]\(images/([^)]+)\)")
COMMENT = re.compile(r"<!--.*?-->\n?", re.DOTALL)
VERDICTS = re.compile(r"<!-- generated: claims -->\s*<!-- end -->")


def folder_of_documents() -> Path | None:
    """Return the folder that has both documents; None where neither a clone nor an installation has them."""
    return next((folder for folder in FOLDERS if all((folder / f"{name}.md").is_file() for name in DOCUMENTS)), None)


def document(name: str) -> str:
    """Return a document as Markdown whose links and pictures lead to this server alone.

    Parameters
    ----------
    name : str
        A key of :data:`DOCUMENTS`.
    """
    folder = folder_of_documents()
    text = (folder / f"{name}.md").read_text(encoding="utf-8") if folder else f"# {DOCUMENTS[name]}\n"
    if name == "claims" and (VERDICTS.search(text) or folder is None):
        text += f"\n{claims_in_short()}\n"
    text = PICTURE.sub(rf"![\1]({IMAGES}/\2)", COMMENT.sub("", text))
    return LINK.sub(_led, text)


def _led(found: re.Match[str]) -> str:
    """Return a link to the other document, or the words alone where this server has no such page."""
    words, target, place = found[1], Path(found[2]).stem, found[3] or ""
    return f"[{words}](/{target}{place})" if target in DOCUMENTS else words


def claims_in_short() -> str:
    """Return what is claimed and what would matter, where no verdicts are written down yet."""
    rows = []
    for name in claim_names():
        claim = load_claim(name, outcome_measures())
        said = claim.said
        smallest = f"{100 * said.smallest:g} %" if said.counted == "share" else f"{said.smallest:g}"
        rows.append((name, said.statement, f"{claim.outcome.measure}, {said.direction}", smallest))
    heads = ["claim", "statement", "outcome examined", "smallest effect that matters"]
    return f"No verdicts are recorded here; `multipartner claims` produces them.\n\n{table(heads, rows)}"
