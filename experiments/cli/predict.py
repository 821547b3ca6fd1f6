"""``multipartner predict``: who would sit in the described partnerships, and why."""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan
from pathlib import Path

import pandas as pd
from rich.console import Console
from rich.table import Table

from experiments.cli.exit_codes import DONE
from experiments.evidence.lists import NO_SEAT, candidates
from experiments.evidence.prediction import COLUMNS, Forecast, forecast_in, predicted
from experiments.evidence.reading import LeftOut, descriptions_of, members_of, members_table, written
from experiments.evidence.reasons import Reason
from experiments.evidence.scoring import score_predictions
from experiments.storage.csv_text import as_csv
from experiments.storage.ownership import at_home
from experiments.storage.parts import write_whole
from simulation.core.codes import Kind
from simulation.core.errors import MultipartnerError
from simulation.roster.records import START_YEAR
from simulation.start.described import Description

SHOWN, OTHERS_SHOWN = 10, 5
"""Likeliest states, and others after them, that are shown on the screen for a single partnership."""


def predict(file: Path, scenario: str, out: Path | None, members: Path | None, console: Console) -> int:
    """Predict the members of the partnerships in a file; print what they are, and write or score the table."""
    said = written(file)
    listed = members_table(members) if members else None
    places = [place_for(out, name, heads) for name, heads in FILES.items()] if out else []
    if members:
        refuse_what_is_read(members, places)
    forecast = forecast_in(scenario)
    left_out = LeftOut()
    descriptions = descriptions_of(said, forecast.roster, left_out)
    real = members_of(listed, forecast.roster, left_out) if listed else None
    if left_out.places:
        console.print(left_out.sentence(), highlight=False)
    if real is not None and not any(each.id in real for each in descriptions):
        raise MultipartnerError(
            f"None of the described partnerships is in '{members}'; its column 'partnership' must hold their ids, such "
            f"as '{descriptions[0].id}', found {', '.join(map(repr, sorted(real)[:3])) or 'no row'}."
        )
    tables = [predicted(forecast, each, (real or {}).get(each.id)) for each in descriptions]
    if len(tables) == 1:
        show_one(descriptions[0], tables[0], console)
    else:
        show_sizes(descriptions, tables, console)
    whole = pd.concat(tables, ignore_index=True)
    if places:
        write_tables(places, [whole, sizes_of(descriptions, tables), reasons_of(descriptions, tables)], console)
    if real is not None:
        show_scores(forecast, descriptions, whole, real, console)
    return DONE


FILES = {
    "odds": COLUMNS,
    "sizes": ("partnership", "founders", "expected_size", "age"),
    "reasons": ("partnership", *Reason._fields),
}
"""Tables that ``--out`` writes, the first under the name that is given, the others beside it; and their columns."""


def sizes_of(descriptions: list[Description], tables: list[pd.DataFrame]) -> pd.DataFrame:
    """Return the expected size of each partnership [states], and the age for which it holds [years]."""
    rows = [
        (each.id, len(each.seated), table.attrs["expected_size"], table.attrs["age"])
        for each, table in zip(descriptions, tables, strict=True)
    ]
    return pd.DataFrame(rows, columns=list(FILES["sizes"]))


def reasons_of(descriptions: list[Description], tables: list[pd.DataFrame]) -> pd.DataFrame:
    """Return the reasons of each partnership, a row a sentence."""
    rows = [
        (each.id, *reason)
        for each, table in zip(descriptions, tables, strict=True)
        for reason in table.attrs["explained"]
    ]
    return pd.DataFrame(rows, columns=list(FILES["reasons"]))


def write_tables(places: list[Path], tables: list[pd.DataFrame], console: Console) -> None:
    """Write odds, sizes and reasons and say where, a line each."""
    for name, place, table in zip(FILES, places, tables, strict=True):
        write_whole(place, as_csv(table))
        console.print(f"{len(table)} {name}: {place}", highlight=False)


def place_for(out: Path, name: str, columns: Sequence[str]) -> Path:
    """Return where one of the tables may be written: a new or empty file, or one of an earlier such table.

    Raises
    ------
    MultipartnerError
        When anything else is there.
    """
    beside = out if name == "odds" else out.with_name(f"{out.stem}_{name}{out.suffix}")
    place, heads = at_home(beside).resolve(), ",".join(columns).encode()
    if place.exists():
        first = _first_line(place, len(heads) + 2) if place.is_file() else b"no file"
        if first and first.rstrip() != heads:
            raise MultipartnerError(
                f"'{beside}' is not a table of {name} from this program, and is not overwritten; give --out a new file."
            )
    return place


def _first_line(place: Path, most: int) -> bytes:
    with place.open("rb") as file:
        return file.readline(most)


def refuse_what_is_read(read: Path, written: Sequence[Path]) -> None:
    """Refuse to write odds over the list of members that they are scored against."""
    if at_home(read).resolve() in written:
        raise MultipartnerError(f"'{read}' is an input and would be overwritten; give --out another file.")


CERTAIN = 1e6
"""Odds from which on a table says no number: founders sit from the start."""


def odds_shown(odds: float) -> str:
    """Return odds as the table shows them.

    Examples
    --------
    >>> odds_shown(1.234), odds_shown(1e130)
    ('1.23', 'certain')
    """
    return "certain" if odds >= CERTAIN else f"{odds:.3g}"


def when(description: Description) -> str:
    """Return for which age of a partnership an expected size holds.

    Examples
    --------
    >>> when(Description("p", started=2020)), when(Description("p"))
    ('as of 2025, 5 years after its founding', '41 years after its founding (no year given)')
    """
    years = f"{description.age} year{'' if description.age == 1 else 's'} after its founding"
    return f"{years} (no year given)" if description.started is None else f"as of {START_YEAR}, {years}"


def shown(table: pd.DataFrame) -> pd.DataFrame:
    """Return the likeliest states, then the likeliest of others that are rather in than out."""
    is_state = table["kind"] == Kind.STATE.label
    others = table[~is_state & (table["odds"] > 1.0)]
    return pd.concat([table[is_state].head(SHOWN), others.head(OTHERS_SHOWN)])


def show_one(description: Description, table: pd.DataFrame, console: Console) -> None:
    """Print the likeliest members, expected size and reasons."""
    name = table.partnership.iloc[0]
    grid = Table(title=f"Who would sit in {name}, the likeliest states first", title_justify="left", box=None)
    for head in ("actor", "name", "kind", "odds", "share of burden", "validated"):
        grid.add_column(head)
    for row in shown(table).to_dict("records"):
        share = "–" if isnan(row["expected_share"]) else f"{row['expected_share']:.3f}"
        sure = "yes" if row["validated"] else "no"
        grid.add_row(row["actor"], row["name"], row["kind"], odds_shown(row["odds"]), share, sure)
    console.print(grid)
    console.print(f"Expected size: {table.attrs['expected_size']:.1f} states, {when(description)}.", highlight=False)
    if description.age == 0:
        console.print("A new partnership has hardly more than its founders; leave out the year for an established one.")
    for sentence in table.attrs["reasons"]:
        console.print(f"  {sentence}", highlight=False, markup=False)


def show_sizes(descriptions: list[Description], tables: list[pd.DataFrame], console: Console) -> None:
    """Print the expected size of each of many partnerships."""
    grid = Table(title="Expected number of states", title_justify="left", box=None)
    for head in ("partnership", "founders", "expected", "when"):
        grid.add_column(head)
    for each, table in zip(descriptions, tables, strict=True):
        grid.add_row(each.id, str(len(each.seated)), f"{table.attrs['expected_size']:.1f}", when(each))
    console.print(grid)


def show_scores(
    forecast: Forecast,
    descriptions: list[Description],
    whole: pd.DataFrame,
    members: dict[str, set[str]],
    console: Console,
) -> None:
    """Print how well the odds tell real members from outsiders; founders and leads are not scored."""
    ids = forecast.roster.ids
    known = {each.id: {ids[i] for i in each.seated} for each in descriptions}
    chosen = {ids[i] for i in candidates(forecast.roster)}
    scores = score_predictions(whole[whole["actor"].isin(chosen)], members, known)
    grid = Table(title="Against the real members (founders and leads not scored)", title_justify="left", box=None)
    for head in ("partnership", "members", "of", "AUC", "AUPR"):
        grid.add_column(head)
    for row in scores.itertuples():
        grid.add_row(str(row.partnership), str(row.n), str(row.of), f"{row.auc:.3f}", f"{row.aupr:.3f}")
    console.print(grid)
    left = sorted(NO_SEAT & set(ids))
    if left:
        told = (
            f"Candidates are the {len(chosen)} members of the United Nations, as in P1 and P2; not {', '.join(left)}."
        )
        console.print(told, highlight=False)
    unknown = sorted(set(known) - set(members))
    if unknown:
        console.print(f"Without a list of members, not scored: {', '.join(unknown)}.", highlight=False)
    auc, aupr = scores[["auc", "aupr"]].mean().tolist()
    count = int(scores["auc"].notna().sum())
    if not count:
        console.print("Nothing to score: apart from founders, no list has both members and outsiders among the states.")
        return
    console.print(f"Mean over {count} partnerships: AUC {auc:.3f}, AUPR {aupr:.3f}.", highlight=False)
