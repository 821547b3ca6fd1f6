"""``multipartner template`` and ``multipartner export``: files of one's own, to begin with."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from experiments.cli.terminal import screen
from experiments.storage.ownership import at_home, new_file
from experiments.storage.parts import write_whole
from simulation.core.errors import MultipartnerError, name_unknown
from simulation.parameters import load_scenario
from simulation.parameters.files import scenario_names
from simulation.parameters.listing import Place, choices_in, place_of
from simulation.parameters.own_world import COLUMNS_OF, TABLES
from simulation.roster.own_rows import BLANKS

GIVEN: dict[str, dict[str, str]] = {
    "actor": {"id": '"plastix"', "kind": '"{kind}"', "name": '"Plastix"', "home": '"NOR"'},
    "partnership": {
        "id": '"oceanfund"',
        "name": '"Ocean Plastics Fund"',
        "issue": '"climate"',
        "founded": "2026",
        "form": '"fund"',
        "lead": '"NOR"',
        "founders": '["NOR", "SWE", "KEN", "IDN"]',
    },
    "membership": {"actor": '"IND"', "partnership": '"gavi"', "joined": "2027"},
    "dyad": {"a": '"IND"', "b": '"PAK"', "pact": "0"},
    "issue": {"id": '"oceans"', "name": '"Oceans"', "dynamics": '"stock"', "need": "100", "value": "2"},
}
"""What a template says, for the reader to change; every other line is a comment."""
NEEDED = {"state": {"id": '"ATL"', "gdp": "500", "population": "5000000"}, "city": {"population": "700000"}}
HEADS = {
    "actor": "An actor of your own. A stated rule fills in what you leave out: multipartner validate FILE says how.",
    "partnership": "A partnership of your own. With a date in the future it begins, or ends, during the run.",
    "membership": 'A seat of your own; role = "left" removes one.',
    "dyad": "A tie between two states; it replaces what is shipped for the pair.",
    "issue": "An issue of your own. A club good has no need and no value, but a share.",
}

SCENARIO = """# A scenario of your own: what differs from the one it extends; multipartner show FILE --changed lists it.
extends = "today"
title = "My scenario"
description = "What it stands for."
years = 25

# Any number of the model, by the name that multipartner show prints:
# [payoff]
# phi = 0.5

# What the United States does, and from when: cooperative, statist, transactional or seeding.
[[us.policy]]
from = 2025.0
stance = "transactional"

[[us.policy]]
from = 2029.0
stance = "cooperative"

# Other actors, and groups such as EU, EU27, G7 or BRICS, in the same way:
# [[powers.EU.policy]]
# from = 2026.0
# stance = "cooperative"

# Who leaves what, and when it may return:
# [[withdrawals]]
# actor = "USA"
# partnership = "paris"
# from = 2026.0
# until = 2029.0

# Tables and TOML files beside this one, whose rows add to the world (multipartner template actor):
# [roster]
# files = ["cities.csv", "mine.toml"]

# Changes to what is shipped:
# [partnerships.gavi]
# lead = "GBR"
"""

DESIGN = """# A design of your own: what a sweep varies, and what it examines. multipartner sweep FILE runs it.
title = "How much does U.S. transactionalism matter?"
question = "Does a less transactional United States contain threats?"
scenario = "today"  # a name, or the path of a file
sampler = "grid"    # grid, list, latin_hypercube, sobol, morris or saltelli
histories = 4       # random histories for each point

# What a policymaker chooses; any number of the model by its dotted name.
[levers]
us.transactionalism = { steps = 3 }

# What nobody knows (all samplers except grid and list draw from it):
# [uncertainties]
# payoff.phi = { within = 0.5 }

[outcomes]
damage = { measure = "damage", reduction = "total" }
climate = "level_climate"
"""


SEVERAL = {
    "interest": "{ climate = 0.6, food = 0.4 }",
    "lead": '["NOR", "SWE"]',
    "founders": '["NOR", "SWE"]',
    "members": '["FRA", "KEN:2028"]',
    "named_recipients": '["KEN", "IDN"]',
}
"""How cells that hold several are written."""


def _lines(table: str, kind: str) -> Iterator[str]:
    """Yield a template line by line: what must be given, then what may be, each with meaning, unit and range."""
    section = TABLES[table]
    columns = COLUMNS_OF[kind] if kind else tuple(section.model_fields)
    given = {name: text.replace("{kind}", kind) for name, text in GIVEN[table].items() if name in columns}
    given |= NEEDED.get(kind, {})
    rest = [name for name in columns if name not in given]
    yield f"# {HEADS[table]}"
    yield f"[[{table}]]"
    for name in (*given, *rest):
        place = place_of(section, name)
        text = f"{name} = {given[name]}" if name in given else f"# {name} = {_blank(table, name, place)}"
        yield f"{text}  # {_meaning(place)}"


def _blank(table: str, name: str, place: Place) -> str:
    if name in SEVERAL:
        return SEVERAL[name]
    words = choices_in(place.annotation)
    filled = {column: value for column, value, _ in BLANKS} if table == "partnership" else {}
    if name in filled:
        return f'"{filled[name]}"' if words else filled[name]
    if words:
        return f'"{words[0]}"'
    declared = place.declared
    if declared is None or declared.low is None:
        return '""'
    return "2026" if declared.unit == "year" else "0" if declared.low <= 0 else f"{declared.low:g}"


def _meaning(place: Place) -> str:
    declared = place.declared
    words = choices_in(place.annotation)
    allowed = f": {', '.join(words)}" if words else ""
    if declared is None:
        return allowed
    unit = f" [{declared.unit}, {declared.low:g} to {declared.high:g}]" if declared.low is not None else ""
    return f"{declared.meaning}{allowed}{unit}"


def template_text(topic: str, kind: str = "") -> str:
    """Return a commented file that can be used as it is.

    Raises
    ------
    NameUnknownError : there is none of that name
    """
    whole: dict[str, str] = {"scenario": SCENARIO, "design": DESIGN}
    if topic not in {*TABLES, *whole}:
        raise name_unknown("template", topic, [*TABLES, *whole])
    if kind and (topic != "actor" or kind not in COLUMNS_OF):
        raise (
            name_unknown("kind of actor", kind, COLUMNS_OF)
            if topic == "actor"
            else MultipartnerError(f"--kind is only for the template of an actor, found that of a {topic}.")
        )
    kind = kind or ("company" if topic == "actor" else "")
    return whole[topic] if topic in whole else "\n".join(_lines(topic, kind)) + "\n"


def print_template(topic: str, kind: str, out: Path | None) -> None:
    """Write a template into a new file, or print it."""
    text = template_text(topic, kind)
    if out is None:
        screen(soft_wrap=True).print(text, end="", highlight=False, markup=False)
        return
    place = new_file(out)
    write_whole(place, text.encode())
    screen(soft_wrap=True).print(f"{place}: edit it, then run: multipartner validate {out}", highlight=False)


def export_world(folder: Path, scenario: str) -> None:
    """Write the world of a scenario into a new or empty folder: what was exported is there to be edited."""
    from simulation.start.exporting import adds_rows, world_files
    from simulation.start.names import check_names

    place = at_home(folder)
    if os.path.lexists(place) and (not place.is_dir() or any(place.iterdir())):
        raise MultipartnerError(f"'{folder}' is not empty; give a new or an empty folder.")
    loaded = load_scenario(scenario)
    check_names(loaded)
    named = scenario if scenario in scenario_names() else str(Path(scenario).resolve())
    files = world_files(loaded, "today" if adds_rows(loaded) else named)
    for name, text in files.items():
        write_whole(place / name, text.encode())
    console = screen(soft_wrap=True)
    for name, text in files.items():
        console.print(f"{place / name}  {_size(name, text)}", highlight=False, markup=False)
    console.print(f"To run it: multipartner run {folder / 'world.toml'}", highlight=False, markup=False)


def _size(name: str, text: str) -> str:
    return f"{text.count(chr(10)) - 1} rows" if name.endswith(".csv") else "names the tables"
