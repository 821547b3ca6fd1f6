"""``docs/evidence.md``: what the decision gets right and wrong, written from the tables of evidence."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from experiments.evidence.lists import DATA
from experiments.markdown import table
from simulation.core.errors import MultipartnerError

ROOT = Path(__file__).resolve().parents[2]
PAGE = "docs/evidence.md"
MARKED = re.compile(r"(?P<head><!-- generated: (?P<name>\w+) -->\n).*?(?P<foot><!-- end -->)", re.DOTALL)
FLOOR = 0.65
FEWEST = 5
"""Members and outsiders from which a list has to reach the floor."""


def scores_of(folder: Path, name: str) -> str | None:
    """Return the scores of a protocol, list by list, and its means."""
    scores = read(folder, name)
    if scores is None:
        return None
    columns = [column for column in ("auc", "aupr", "gdp", "logit") if column in scores]
    rows = [
        (row["partnership"], row["n"], row["of"], *(f"{row[column]:.2f}" for column in columns))
        for row in scores.sort_values("auc").to_dict("records")
    ]
    mean = ("**mean**", "", "", *(f"**{value:.3f}**" for value in scores[columns].mean().tolist()))
    heads = {"auc": "AUC", "aupr": "AUPR", "gdp": "log GDP", "logit": "plain logit"}
    return table(["partnership", "members", "of", *(heads[column] for column in columns)], [*rows, mean])


def shortfall(folder: Path) -> str | None:
    """Return which platforms stay under the floor, and who is wrongly in and out of those that do worst."""
    scores, odds, members = read(folder, "p1"), read(folder, "odds_p1"), read(folder, "members_p1")
    if scores is None or odds is None or members is None:
        return None
    full = scores[(scores["n"] >= FEWEST) & (scores["of"] - scores["n"] >= FEWEST)]
    low = full[full["auc"] < FLOOR]["partnership"].tolist()
    said = f"Lists with {FEWEST} members and outsiders or more under {FLOOR}: {', '.join(low) or 'none'}.\n\n"
    rows = []
    for name in scores.sort_values("auc")["partnership"].head(8).tolist():
        inside = set(members[members["partnership"] == name]["actor"])
        ranked = odds[odds["partnership"] == name].sort_values("odds", ascending=False)["actor"].tolist()
        wrongly_in = [actor for actor in ranked[: len(inside)] if actor not in inside][:6]
        wrongly_out = [actor for actor in reversed(ranked) if actor in inside][:6]
        rows.append((name, " ".join(wrongly_in), " ".join(wrongly_out)))
    return said + table(["partnership", "wrongly expected in", "members expected least"], rows)


def organisations_summary(folder: Path) -> str | None:
    """Return P2 by size of the organisation, and how well sizes are told."""
    scores, sizes = read(folder, "p2"), read(folder, "sizes_p2")
    if scores is None or sizes is None:
        return None
    cut = pd.cut(scores["n"], [0, 8, 20, 40, 80, 200], labels=["3–8", "9–20", "21–40", "41–80", "81 and more"])
    columns = ["auc", "gdp", "logit"]
    rows = [
        (label, len(part), *(f"{value:.3f}" for value in part[columns].mean().tolist()))
        for label, part in scores.groupby(cut, observed=True)
    ]
    mean = ("**mean**", len(scores), *(f"**{value:.3f}**" for value in scores[columns].mean().tolist()))
    rank = float(sizes[["expected", "real"]].corr(method="spearman").to_numpy()[0, 1])
    ratio = sizes["expected"] / sizes["real"]
    near = float(((ratio > 0.5) & (ratio < 2.0)).mean())
    said = (
        f"\n\nSizes of {len(sizes)} organisations from their founders, fitted without them: Spearman {rank:.2f}, "
        f"{near:.0%} within a factor of 2."
    )
    return table(["joiners", "organisations", "AUC", "log GDP", "plain logit"], [*rows, mean]) + said


def strengths(_: Path) -> str | None:
    """Return the fitted strengths with what the draws say about them."""
    fitted, draws = read(DATA, "motives"), read(DATA, "motive_draws")
    if fitted is None or draws is None:
        return None
    from experiments.evidence.fitting import unidentified

    rows = [
        (f"`{row['setting']}`", f"{row['value']:.2f}", f"{row['low']:.2f} to {row['high']:.2f}")
        for row in fitted.to_dict("records")
    ]
    said = " ".join(unidentified(draws))
    told = said or "Every strength has one sign in 90 % of the draws, and no two are hard to tell apart."
    return f"{table(['strength', 'fitted', '90 % of the draws'], rows)}\n\n{told}\n\n{correlations(draws)}"


def correlations(draws: pd.DataFrame) -> str:
    """Return how the draws of the strengths go together: motives are drawn over lists, sizes over organisations."""
    apart = [name.startswith("motives.new_") for name in draws.columns]
    told = []
    for is_size in (False, True):
        tied = draws.loc[:, [each is is_size for each in apart]].corr()
        names = [name.removeprefix("motives.") for name in tied.columns]
        rows = [
            (name, *(f"{value:+.2f}" if k < m else "" for k, value in enumerate(tied.iloc[m].tolist())))
            for m, name in enumerate(names)
        ]
        told.append(table(["correlation", *names], rows))
    return "\n\n".join(told)


def dynamics(folder: Path) -> str | None:
    """Return the moments of runs beside the record, those that calibration used first."""
    found = read(folder, "p5")
    if found is None:
        return None
    rows = [
        (
            row["meaning"],
            _cell(row["real"]),
            f"{_cell(row['low'])} to {_cell(row['high'])}",
            _in_or_out(row["model"], row["passes"]),
            _in_or_out(row["matched"], row["matched_passes"]),
            row["group"],
            row["source"],
        )
        for row in found.to_dict("records")
    ]
    counts = [
        f"{group} {int(part['matched_passes'].sum())} of {len(part)} ({int(part['passes'].sum())} as shipped)"
        for group, part in found.groupby("group", sort=False)
    ]
    said = f"Moments within their bands with parameter sets: {', '.join(counts)}.\n\n"
    return said + table(["moment", "real", "band", "as shipped", "with sets", "used for", "source"], rows)


def _in_or_out(value: float, passes: int) -> str:
    return _cell(value) if passes else f"**{_cell(value)}, out**"


def posterior(_: Path) -> str | None:
    """Return which values of the dynamic parameters the record allows."""
    found = read(DATA, "dynamics_posterior")
    if found is None:
        return None
    rows = [
        (
            f"`{row['parameter']}`",
            f"{_cell(row['prior_low'])} to {_cell(row['prior_high'])}",
            f"{_cell(row['low'])} to {_cell(row['high'])}",
            _cell(row["median"]),
            f"{row['contraction']:.2f}",
        )
        for row in found.to_dict("records")
    ]
    made = read(DATA, "dynamics_provenance")
    said = "" if made is None else f"{provenance_said(made)}\n\n"
    return said + table(["parameter", "tried", "90 % of what is left", "median", "contraction"], rows)


def structure(_: Path) -> str | None:
    """Return which choices of structure the record leaves open."""
    found = read(DATA, "structure")
    if found is None:
        return None
    moments = [name for name in found.columns if name not in ("choice", "value", "outside", "kept")]
    rows = [
        (
            f"`{row['choice']}`",
            row["value"],
            *(_cell(row[moment]) for moment in moments),
            "drawn" if row["kept"] else f"**left out**: {row['outside'].replace('_', ' ')}",
        )
        for row in found.fillna("").to_dict("records")
    ]
    return table(["choice", "alternative", *(name.replace("_", " ") for name in moments), "and so"], rows)


def provenance_said(made: pd.DataFrame) -> str:
    """Return when, and under which code and results, the sets were accepted, and whether results have changed since."""
    from experiments.evidence.provenance import results_digest

    of = dict(zip(made["what"], made["value"].astype(str), strict=True))
    is_current = of["results"] == results_digest()
    now = "the present code gives the same results" if is_current else "**results have changed since: match anew**"
    return (
        f"Accepted on {of['date']} under version {of['version']} (code {of['code']}) after {of['waves']} waves of "
        f"{of['points']} runs; {float(of['left']):.1%} of the prior is left; {now}."
    )


def natural_experiments(folder: Path) -> str | None:
    """Return the others' answer in each event: the record, and the model under each set of numbers."""
    found = read(folder, "p6")
    if found is None:
        return None
    sets = found["values"].unique().tolist()
    rows = []
    for event, part in found.groupby("event", sort=False):
        first = part.iloc[0]
        told = zip(part["model"].tolist(), part["same_sign"].tolist(), strict=True)
        cells = [f"{_percent(model)}{' ✓' if agrees else ''}" for model, agrees in told]
        rows.append((event, first["move"], first["answer"], f"**{_percent(first['record'])}**", *cells))
    signs = [f"**{found[found['values'] == name]['same_sign'].sum()} of {len(rows)}**" for name in sets]
    rows.append(("signs", "", "", "", *signs))
    return table(["event", "move", "the others' answer", "record", *sets], rows)


def hindcast(folder: Path) -> str | None:
    """Return how much of the record of 2010 to 2024 lies within the bands, and how far off the runs are."""
    found = read(folder, "p7_scores")
    if found is None:
        return None
    heads = ["group", "quantity", "points", "within the band", "share", "error of the runs", "error of no change"]
    rows = []
    for row in found.to_dict("records"):
        is_whole = row["quantity"] == "all"
        told = (row["group"], row["quantity"], row["points"], row["inside"], f"{row['coverage']:.0%}")
        errors = tuple(f"{row[name]:.2f}" for name in ("error", "error_as_before"))
        rows.append(tuple(f"**{cell}**" if is_whole else cell for cell in (*told, *errors)))
    return table(heads, rows)


def joiners(folder: Path) -> str | None:
    """Return whether those who joined sat there more often in the runs than those who stayed out."""
    found = read(folder, "p7_joiners")
    if found is None:
        return None
    rows = [(row["body"], row["joined"], row["of"], f"{row['auc']:.2f}") for row in found.to_dict("records")]
    return table(["body", "joined", "of", "AUC"], rows)


def _percent(part: float) -> str:
    return f"{100.0 * part:+.0f} %"


def other(name: str) -> Callable[[Path], str | None]:
    """Return the part of a protocol that has a table of its own form."""

    def part(folder: Path) -> str | None:
        found = read(folder, name)
        if found is None:
            return None
        return table(
            [str(name) for name in found],
            [tuple(_cell(value) for value in row) for row in found.itertuples(index=False)],
        )

    return part


def _cell(value: object) -> str:
    return f"{value:.3g}" if isinstance(value, float) else str(value)


def read(folder: Path, name: str) -> pd.DataFrame | None:
    """Return a table of the folder, None if it is not there."""
    path = folder / f"{name}.csv"
    return pd.read_csv(path) if path.is_file() else None


PARTS: dict[str, Callable[[Path], str | None]] = {
    "p1": lambda folder: scores_of(folder, "p1"),
    "wrong": shortfall,
    "p2": organisations_summary,
    "lists": lambda folder: scores_of(folder, "p2"),
    "strengths": strengths,
    "p3": other("p3"),
    "p4": other("p4"),
    "p5": dynamics,
    "p6": natural_experiments,
    "p7": hindcast,
    "joiners": joiners,
    "posterior": posterior,
    "structure": structure,
    "p8": other("p8"),
}
"""Parts of the page by name; None where the protocol behind one was not run."""


def write_page(folder: Path, root: Path = ROOT) -> Path:
    """Write the tables of a folder into the page of a clone; return the path."""
    path = root / PAGE
    if not path.is_file():
        raise MultipartnerError(f"{PAGE} does not exist: the page can be written only in a clone of the project.")
    text = path.read_text(encoding="utf-8")
    text = MARKED.sub(lambda found: _renewed(found, PARTS[found["name"]](folder)), text)
    path.write_text(text, encoding="utf-8")
    return path


def _renewed(found: re.Match[str], part: str | None) -> str:
    """Return a part of the page as it is now; one whose protocol was not run this time stays as it is."""
    return found[0] if part is None else f"{found['head']}\n{part}\n\n{found['foot']}"
