"""Read every actor: states, companies, NGOs, philanthropies and organisations, as columns of one roster."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from simulation.core.codes import Kind
from simulation.core.errors import DataError, no_such
from simulation.roster.interests import weights_in
from simulation.roster.reading import Table
from simulation.roster.records import Bools, Filled, Floats, Ints
from simulation.roster.shelf import Shelf
from simulation.roster.states import States, read_states

MONEY = {
    Kind.COMPANY: ("companies", "revenue"),
    Kind.NGO: ("ngos", "budget"),
    Kind.PHILANTHROPY: ("philanthropies", "giving"),
    Kind.ORGANISATION: ("organisations", "programme"),
    Kind.CITY: ("cities", "budget"),
}
"""Table of each kind and the column of its yearly money [US$bn/yr]."""

BY_PEOPLE = "roster.city_budget of the home's product, by people"
ALL_PURPOSES = "giving for all purposes stands for giving for development"


@dataclass
class Rows:
    """The rows of non-states, gathered table by table."""

    ids: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    kind: list[int] = field(default_factory=list)
    home: list[int] = field(default_factory=list)
    money: list[float] = field(default_factory=list)
    population: list[float] = field(default_factory=list)
    industry: list[str] = field(default_factory=list)
    interests: list[list[float]] = field(default_factory=list)
    filled: list[Filled] = field(default_factory=list)


@dataclass(frozen=True)
class Actors:
    """The actor columns of a ``Roster``, under the same names."""

    ids: tuple[str, ...]
    names: tuple[str, ...]
    kind: Ints
    home: Ints
    region: tuple[str, ...]
    resources: Floats
    security_resources: Floats
    population: Floats
    latitude: Floats
    longitude: Floats
    position: Floats
    democracy: Floats
    emissions: Floats
    assessment: Floats
    aid: Floats
    economic_exposure: Floats
    human_exposure: Floats
    industry: tuple[str, ...]
    interests: Floats
    groups: Mapping[str, Bools]
    filled: tuple[Filled, ...]


def read_actors(shelf: Shelf) -> Actors:
    """Read the tables of actors of a shelf; those of non-states may be missing."""
    states = read_states(shelf)
    rows = Rows()
    state_row = {name: row for row, name in enumerate(states.ids)}
    for kind in MONEY:
        _gather(shelf, kind, states, state_row, rows)
    ids = states.ids + tuple(rows.ids)
    _refuse_twins(ids)
    return _columns(states, rows, ids, len(shelf.issues))


def _columns(states: States, rows: Rows, ids: tuple[str, ...], issues: int) -> Actors:
    """Return the columns over all actors: states' figures first, what follows for the others after them."""
    figure, others = states.figure, len(rows.ids)
    home = np.concatenate([np.arange(len(states.ids)), np.array(rows.home, dtype=np.int64)])
    nothing = np.zeros((others, states.human_exposure.shape[1]))
    return Actors(
        ids=ids,
        names=states.names + tuple(rows.names),
        kind=np.concatenate([np.zeros(len(states.ids), np.int64), np.array(rows.kind, dtype=np.int64)]),
        home=home,
        region=tuple("" if row < 0 else states.region[row] for row in home.tolist()),
        resources=np.concatenate([figure["gdp"], np.array(rows.money)]),
        security_resources=_with_zeros(figure["military"], others),
        population=np.concatenate([figure["population"], np.array(rows.population)]),
        latitude=_of_home(figure["latitude"], home, 0.0),
        longitude=_of_home(figure["longitude"], home, 0.0),
        position=_of_home(figure["position"], home, 0.0),
        democracy=_of_home(figure["liberal_democracy"], home, float(figure["liberal_democracy"].mean())),
        emissions=_with_zeros(figure["cumulative_emission"], others),
        assessment=_with_zeros(figure["assessment"], others),
        aid=_with_zeros(figure["aid"], others),
        economic_exposure=np.concatenate([states.economic_exposure, nothing]),
        human_exposure=np.concatenate([states.human_exposure, nothing]),
        industry=("",) * len(states.ids) + tuple(rows.industry),
        interests=np.concatenate(
            [np.zeros((len(states.ids), issues)), np.array(rows.interests).reshape(others, issues)]
        ),
        groups={
            name: np.concatenate([flags, np.zeros(others, dtype=np.bool_)]) for name, flags in states.groups.items()
        },
        filled=states.filled + tuple(rows.filled),
    )


def _gather(shelf: Shelf, kind: Kind, states: States, state_row: Mapping[str, int], rows: Rows) -> None:
    """Append the rows of one table of non-states."""
    name, money = MONEY[kind]
    homes = () if kind is Kind.ORGANISATION else ("home",)
    people = ("population",) if kind is Kind.CITY else ()
    table = shelf.read(name, ("id", "name", *homes, *people, money, "interest"), optional=True)
    home = _homes(table, state_row) if homes else [-1] * table.size
    inhabitants = table.required("population", 1e-9) if people else np.zeros(table.size)
    if kind is Kind.CITY:
        usual = shelf.city_budget * inhabitants * states.figure["gdp"][home] / states.figure["population"][home]
        amount = _city_budgets(table, usual, rows.filled)
    else:
        amount = table.required(money, 0.0)
    if kind is Kind.PHILANTHROPY and "giving_development" in table.columns:
        amount = _development_giving(table, amount, rows.filled)
    rows.ids += table.text("id")
    rows.names += table.text("name")
    rows.kind += [int(kind)] * table.size
    rows.home += home
    rows.population += inhabitants.tolist()
    rows.money += amount.tolist()
    rows.industry += table.text("industry") if "industry" in table.columns else [""] * table.size
    for row, cell in enumerate(table.text("interest")):
        is_blank = kind is Kind.CITY and not cell
        own = _of_home_people(shelf, states, home[row]) if is_blank else _interest(table, row, shelf.issues)
        rows.interests.append(own)


def _city_budgets(table: Table, usual: Floats, filled: list[Filled]) -> Floats:
    """Return budgets of cities; a blank one is the usual part of the home's product, and goes on record."""
    known = table.numbers("budget", 0.0)
    for row in np.flatnonzero(np.isnan(known)).tolist():
        name = table.text("id")[row]
        filled.append(Filled(name, "cities.budget", float(usual[row]), "US$bn/yr", BY_PEOPLE, "gdp of the home state"))
    return np.where(np.isnan(known), usual, known)


def _of_home_people(shelf: Shelf, states: States, home: int) -> list[float]:
    """Return issue weights of a city that states none: threats by its home's exposure per head."""
    exposed = states.human_exposure[home]
    total = float(exposed.sum())
    shares = exposed / total if total > 0.0 else np.full(exposed.size, 1.0 / exposed.size)
    weights = np.zeros(len(shelf.issues))
    weights[list(shelf.threats)] = shares
    return weights.tolist()


def _development_giving(table: Table, giving: Floats, filled: list[Filled]) -> Floats:
    """Return giving for development where it is known, else all giving, which goes on record."""
    known = table.numbers("giving_development", 0.0)
    for row in np.flatnonzero(np.isnan(known)):
        value, name = float(giving[row]), table.text("id")[row]
        column = "philanthropies.giving_development"
        filled.append(Filled(name, column, value, "US$bn/yr", ALL_PURPOSES, "giving of the same row"))
    return np.where(np.isnan(known), giving, known)


def _homes(table: Table, state_row: Mapping[str, int]) -> list[int]:
    """Return the row of each home state."""
    found = []
    for row, home in enumerate(table.text("home")):
        if home not in state_row:
            raise DataError(f"{no_such('state', home, state_row)} Found: {table.where(row, 'home')}.")
        found.append(state_row[home])
    return found


def _interest(table: Table, row: int, issues: tuple[str, ...]) -> list[float]:
    """Return the issue weights of a row; an error says where it stands."""
    try:
        return weights_in(table.text("interest")[row], issues)
    except DataError as error:
        raise DataError(f"{error} Found: {table.where(row, 'interest')}.") from None


def _refuse_twins(ids: tuple[str, ...]) -> None:
    """Refuse an id that two actors bear; the error names it."""
    seen: set[str] = set()
    for name in ids:
        if name in seen:
            raise DataError(f"Ids of actors must differ, found '{name}' twice; rename one of them.")
        seen.add(name)


def _with_zeros(values: Floats, count: int) -> Floats:
    """Return a states' column with zeros for the non-states."""
    return np.concatenate([values, np.zeros(count)])


def _of_home(values: Floats, home: Ints, homeless: float) -> Floats:
    """Return a states' column read at every actor's home; `homeless` for those without one."""
    return np.where(home < 0, homeless, values[home])
