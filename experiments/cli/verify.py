"""``multipartner verify``: the classic results, ours beside the published ones, with a tick for each row."""

from __future__ import annotations

from rich.table import Table
from rich.text import Text

from experiments.cli.terminal import screen
from experiments.verification import ROWS, Done, checked
from experiments.verification.page import gap, shown, write_page


def lines_of(done: Done) -> list[tuple[str, Text]]:
    """Return a row's lines: the title, and each result that is wrong."""
    tick = Text("✓", "green") if done.is_right else Text("✗", "bold red")
    count = f"{sum(result.is_right for result in done.results)} of {len(done.results)} results"
    lines = [(f"{done.row.title}  ({count})", tick)]
    wrong = (result for result in done.results if not result.is_right)
    said = (f"  {each.what}: published {shown(each.published)}, ours {shown(each.ours)}" for each in wrong)
    return lines + [(line, Text("")) for line in said]


def verify(*, every: bool, write: bool) -> int:
    """Check every row and print the table; return 0 if all agree, else 1. With ``write`` the page is written anew."""
    console = screen()
    table = Table(title="Classic results that come out of the engine", title_justify="left", box=None, pad_edge=False)
    for head, justify in (("", "left"), ("row", "right"), ("result", "left"), ("seconds", "right")):
        table.add_column(head, justify=justify)  # type: ignore[arg-type]
    right, all_done = 0, []
    with console.status("compiling, once for this code, then checking rows …"):
        for row in ROWS:
            done = checked(row)
            right += done.is_right
            all_done.append(done)
            for k, (line, tick) in enumerate(lines_of(done)):
                table.add_row(tick, str(row.number) if k == 0 else "", line, f"{done.seconds:.2f}" if k == 0 else "")
            if every:
                for result in done.results:
                    detail = f"  {result.what}: {shown(result.published)} | {shown(result.ours)} | {gap(result)}"
                    table.add_row("", "", Text(detail, "dim"), "")
    console.print(table)
    if write:
        console.print(f"written: {write_page(all_done)}")
    console.print(f"{right} of {len(ROWS)} rows within tolerance.")
    return 0 if right == len(ROWS) else 1
