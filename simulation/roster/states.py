"""Read the states: figures with every gap filled by rule, and the exposures that follow from them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from simulation.core.errors import DataError, no_such
from simulation.roster.exposure import (
    affected_people,
    displaced_people,
    governance_gap,
    lacking_share,
    vulnerable_income,
)
from simulation.roster.filling import (
    ASSESSMENT_NONE,
    ASSESSMENT_REST,
    FILLING,
    complete_assessment,
    fill_column,
    record,
)
from simulation.roster.reading import Table
from simulation.roster.records import Filled, Floats, Ints, OwnThreat
from simulation.roster.shelf import Shelf

GROUPS = (
    *("g7", "g20", "eu", "brics", "sco", "dac", "unsc_permanent", "nuclear_armed"),
    *("asean", "african_union", "gcc", "opec"),
)
"""Columns of 0 and 1: who belongs to a group that is no partnership of the model."""

BOUNDS = {
    "military": (0.0, np.inf),
    "cumulative_emission": (0.0, np.inf),
    "position": (-10.0, 10.0),
    "liberal_democracy": (0.0, 1.0),
    "government_effectiveness": (-2.5, 2.5),
    "climate_vulnerability": (0.0, 1.0),
    "food_vulnerability": (0.0, 1.0),
    "health_vulnerability": (0.0, 1.0),
    "electricity_access": (0.0, 1.0),
    "food_insecurity": (0.0, 1.0),
    "refugees_hosted": (0.0, np.inf),
    "displaced_internally": (0.0, np.inf),
}

PLACE = {"latitude": 90.0, "longitude": 180.0}
"""Columns that say where a capital lies, and how far they go either way [degrees]."""

COLUMNS = (
    *("id", "name", "region", "un_member", "gdp", "gdp_year", "population", "military_note", "assessment"),
    *BOUNDS,
    *GROUPS,
)

GDP_YEAR = 2023
"""Year of the dollars and of most figures of GDP."""

POWER_FLOOR = 0.02
"""Least share of people counted as lacking power in the economic exposure. Assumed: keeps rich states' stake
positive, about a third of the world's least positive figure by region."""


@dataclass(frozen=True)
class States:
    """The states' rows: text, numbers by column without gaps, groups, exposures [S, 6] that sum to 1."""

    ids: tuple[str, ...]
    names: tuple[str, ...]
    region: tuple[str, ...]
    figure: Mapping[str, Floats]
    groups: Mapping[str, np.ndarray]
    economic_exposure: Floats
    human_exposure: Floats
    filled: tuple[Filled, ...]


def read_states(shelf: Shelf) -> States:
    """Read ``states.csv`` of a shelf."""
    table = shelf.read("states", COLUMNS)
    if not table.size:
        raise DataError(f"At least one state is needed, found none: {table.file}.")
    ids, region = tuple(table.text("id")), tuple(table.text("region"))
    index = {name: number for number, name in enumerate(sorted(set(region)))}
    regions = np.array([index[name] for name in region], dtype=np.int64)
    figure, filled = _figures(table, ids, regions)
    filled += _capitals(shelf, ids, regions, figure)
    return States(
        ids,
        tuple(table.text("name")),
        region,
        figure,
        {group: table.required(group, 0, 1) > 0 for group in GROUPS},
        _with_own(economic_exposure(figure), [(each, each.economic) for each in shelf.own_issues], figure),
        _with_own(human_exposure(figure), [(each, each.human) for each in shelf.own_issues], figure),
        tuple(filled),
    )


def _figures(table: Table, ids: tuple[str, ...], regions: Ints) -> tuple[dict[str, Floats], list[Filled]]:
    """Return the columns of numbers without gaps, and the record of what was filled."""
    figure = {name: table.required(name, 1e-9) for name in ("gdp", "population")}
    filled = _old_incomes(table, ids, figure["gdp"])
    for column, (low, high) in BOUNDS.items():
        values = table.numbers(column, low, high)
        figure[column], more = fill_column(column, values, regions, figure["population"], ids)
        filled += more
        if column == "military":
            filled += _noted_military(table, ids, values)
    un_member = table.required("un_member", 0, 1)
    published = table.numbers("assessment", 0, 1)
    figure["aid"] = _published_aid(table)
    figure["assessment"] = complete_assessment(published, figure["gdp"], un_member)
    missing = np.isnan(published)
    for rows, rule in (
        (missing & (un_member > 0), ASSESSMENT_REST),
        (missing & (un_member == 0), ASSESSMENT_NONE),
    ):
        filled += record("assessment", rows, figure["assessment"], "share", rule, ids, "gdp, assessment")
    return figure, filled


def _published_aid(table: Table) -> Floats:
    """Return aid as a share of national income, 0 where no ratio is published or the table has no such column."""
    if "aid" not in table.columns:
        return np.zeros(table.size)
    return np.nan_to_num(table.numbers("aid", 0.0, 1.0))


def _capitals(shelf: Shelf, ids: tuple[str, ...], regions: Ints, figure: dict[str, Floats]) -> list[Filled]:
    """Write where the capitals lie, from ``capitals.csv``; without the table no state is nearer than another."""
    table = shelf.read("capitals", ("id", *PLACE), optional=True)
    row = {name: k for k, name in enumerate(table.text("id"))}
    filled: list[Filled] = []
    for column, most in PLACE.items():
        known = table.required(column, -most, most)
        values = np.array([known[row[name]] if name in row else np.nan for name in ids])
        figure[column], more = fill_column(column, values, regions, figure["population"], ids)
        filled += more if table.size else []
    return filled


def _old_incomes(table: Table, ids: tuple[str, ...], income: Floats) -> list[Filled]:
    """Return a record of each GDP that stands for 2023 and is of another or an unnamed year."""
    found = []
    for row, year in enumerate(table.text("gdp_year")):
        if year != str(GDP_YEAR):
            rule = f"GDP of {year or 'an unnamed year'} stands for {GDP_YEAR}, unchanged"
            source = "World Bank" if year else "CIA World Factbook"
            found.append(Filled(ids[row], "states.gdp", float(income[row]), "US$bn/yr", rule, source))
    return found


def _noted_military(table: Table, ids: tuple[str, ...], military: Floats) -> list[Filled]:
    """Return a record of each published military figure that carries a warning."""
    return [
        Filled(ids[row], "states.military", float(military[row]), "US$bn/yr", f"kept as published: {note}", "row")
        for row, note in enumerate(table.text("military_note"))
        if note and not np.isnan(military[row])
    ]


def _with_own(exposure: Floats, own: list[tuple[OwnThreat, tuple[str, ...]]], figure: Mapping[str, Floats]) -> Floats:
    """Return exposures with a column for each threat of one's own: the product of the figures that it names."""
    columns = [exposure]
    for threat, words in own:
        if not threat.has_level:
            continue
        weights = np.ones(len(exposure))
        with np.errstate(over="ignore"):
            for word in words:
                weights = weights * _figure_or_gap(word, figure, threat)
            is_number = np.isfinite(weights.sum())
        if not is_number:
            raise DataError(f"{threat.place}: the product of {len(words)} figures of states is too large; name fewer.")
        if not weights.sum() > 0.0:
            raise DataError(f"{threat.place}: '{' * '.join(words)}' falls on no state of this world.")
        columns.append(as_shares(weights[:, None]))
    return np.concatenate(columns, axis=1)


GAPS: Mapping[str, tuple[str, Callable[[float], float]]] = {
    "power_gap": ("electricity_access", lambda access: lacking_share(access, 0.0)),
    "governance_gap": ("government_effectiveness", governance_gap),
    "autocracy": ("liberal_democracy", lambda democracy: 1.0 - democracy),
}
"""Words for what is lacking: the figure, and how far it falls short of its ceiling [0..1]."""


def _figure_or_gap(word: str, figure: Mapping[str, Floats], threat: OwnThreat) -> Floats:
    if word in GAPS:
        column, gap = GAPS[word]
        return np.array([gap(value) for value in figure[column].tolist()])
    known = (*(name for name in ("gdp", "population", *BOUNDS) if name not in SIGNED), *GAPS)
    if word not in known:
        raise DataError(f"{threat.place}: {no_such('figure of states', word, known)}")
    return figure[word]


SIGNED = ("position", "government_effectiveness")
"""Figures that may be negative, and hence say of nobody how much falls on it."""


def economic_exposure(figure: Mapping[str, Floats]) -> Floats:
    """Return the share of the world's damage in money by state and threat.

    Climate: GDP × climate vulnerability. Food: GDP × food vulnerability. Energy: GDP × share lacking power.
    Disease, displacement, terrorism: GDP.

    Returns
    -------
    float64[S, 6]
        Columns in the order of ``THREATS``, each summing to 1.
    """
    rows = [
        [
            vulnerable_income(income, climate),
            vulnerable_income(income, 1.0),
            vulnerable_income(income, food),
            vulnerable_income(income, lacking_share(access, POWER_FLOOR)),
            vulnerable_income(income, 1.0),
            vulnerable_income(income, 1.0),
        ]
        for income, climate, food, access in zip(
            figure["gdp"].tolist(),
            figure["climate_vulnerability"].tolist(),
            figure["food_vulnerability"].tolist(),
            figure["electricity_access"].tolist(),
            strict=True,
        )
    ]
    return as_shares(np.array(rows))


def human_exposure(figure: Mapping[str, Floats]) -> Floats:
    """Return the share of the world's damage in people by state and threat.

    Climate, disease, food: population × vulnerability, × health vulnerability, × severe food insecurity.
    Energy: population × share without power. Displacement: people housed. Terrorism: population ×
    governance gap.

    Returns
    -------
    float64[S, 6]
        Columns in the order of ``THREATS``, each summing to 1.
    """
    names = (
        *(
            "population",
            "climate_vulnerability",
            "health_vulnerability",
            "food_insecurity",
            "electricity_access",
        ),
        *("refugees_hosted", "displaced_internally", "government_effectiveness"),
    )
    rows = [
        [
            affected_people(people, climate),
            affected_people(people, health),
            affected_people(people, hunger),
            affected_people(people, lacking_share(access, 0.0)),
            displaced_people(hosted, internal),
            affected_people(people, governance_gap(effectiveness)),
        ]
        for people, climate, health, hunger, access, hosted, internal, effectiveness in zip(
            *(figure[name].tolist() for name in names), strict=True
        )
    ]
    return as_shares(np.array(rows))


def as_shares(values: Floats) -> Floats:
    """Return columns divided by their sums; a column of zeros becomes equal shares.

    Parameters
    ----------
    values : float64[S, G]

    Returns
    -------
    float64[S, G]
    """
    total = values.sum(axis=0)
    equal = np.full_like(values, 1.0 / len(values))
    return np.where(total > 0, values / np.where(total > 0, total, 1.0), equal)


assert {*BOUNDS, *PLACE} == set(FILLING), "every column that may be empty has one rule"
