"""P7, the hindcast: fifteen years again from 2009, beside what happened.

Incomes and people are given as they were, and so is what the United States did. Memberships, pledges, military budgets,
poles and positions follow from the model. Each history draws a parameter set and, by turns, answers that are off as
shipped or on at their published sizes, so that bands cover luck, parameters and these choices.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

import numpy as np
import pandas as pd

from experiments.evidence.lists import DATA
from experiments.evidence.natural_experiments import SEATS_FOLLOW
from experiments.evidence.past import FIRST, LAST, LATER, bodies_by_year, growth_since, wide, world_of_2009
from experiments.evidence.scoring import area_under_curve
from simulation.core.columns import Actor, Floats, Membership, Partnership
from simulation.parameters import load_scenario
from simulation.roster import Roster
from simulation.rules.polarity import effective_number
from simulation.start.actors import parts_of_sum
from simulation.world import World

HISTORIES = 24
SETS = 200
BAND = (0.05, 0.95)
BODIES = ("nato", "eu", "brics", "sco", "dac", "oecd", "aiib")
ARMED = ("USA", "CHN", "RUS")
"""States whose military budgets are shown one by one."""
CHOICES: tuple[Mapping[str, float], ...] = tuple(
    arms | seats | {"reactions.giving": giving}
    for arms, seats, giving in product(
        ({}, {"arms.dispute": 3.0, "arms.pact": 1.0}),
        ({}, SEATS_FOLLOW),
        (0.0, 1.0, -1.0),
    )
)
"""Answers off and on: military budgets, contagion of seats, budgets that follow others' gifts or make up for them."""

POSITIONS = ("distance USA CHN", "spread")
CHANGE = "poles against 2009"
"""Number of poles as a multiple of its start: by GDP and budgets in runs, by CINC in the record."""

Years = dict[str, dict[int, float]]
"""Values by quantity and calendar year."""


def history(seed: int) -> World:
    """Return the world at the end of 2009 in one history, with the growth that is on record."""
    choice = CHOICES[seed % len(CHOICES)]
    world = World(load_scenario(world_of_2009(), {**choice, "parameter_sets": SETS}), seed)
    world.tables = world.tables._replace(growth=growth_since(world.roster))
    return world


def seats_of(world: World) -> dict[str, Floats]:
    """Return 1 for each state that sits in a body, and 0 for others and for a body that has ended, by body."""
    member, alive = world.column(Membership.MEMBER), world.column(Partnership.ALIVE)
    rows = {name: world.partnership_ids.index(name) for name in BODIES}
    return {name: (member[p, : world.roster.n_states] * alive[p]).copy() for name, p in rows.items()}


def values_of(world: World) -> dict[str, float]:
    """Return what a world says of each quantity now, memberships apart."""
    roster = world.roster
    income = world.column(Actor.INCOME)[: roster.n_states]
    military = world.column(Actor.SECURITY_CAPACITY)[: roster.n_states]
    pledged = world.column(Partnership.PLEDGED)
    found = {f"pledges {name}": float(pledged[world.partnership_ids.index(name)]) for name in ROUNDS}
    return found | said_of_states(roster, income, military, world.column(Actor.POSITION)[: roster.n_states])


def said_of_states(roster: Roster, income: Floats, military: Floats, position: Floats) -> dict[str, float]:
    """Return polarity, military shares of income [%] and distances of ideal points; NaN where the record has none.

    The shares of groups are over states of which both figures are known in all years.
    """
    rows = {name: roster.ids.index(name) for name in ("USA", "CHN", *ARMED)}
    capability = 0.5 * (parts_of_sum(np.nan_to_num(income)) + parts_of_sum(np.nan_to_num(military)))
    world, allies = complete(roster), complete(roster) & allied(roster)
    found = {
        "poles": effective_number(float(np.square(capability).sum())),
        "capability USA": 100.0 * float(capability[rows["USA"]]),
        "capability CHN": 100.0 * float(capability[rows["CHN"]]),
        "military world": 100.0 * float(military[world].sum() / income[world].sum()),
        "military allies": 100.0 * float(military[allies].sum() / income[allies].sum()),
    }
    found |= {f"military {name}": 100.0 * float(military[rows[name]] / income[rows[name]]) for name in ARMED}
    return found | {
        "distance USA CHN": float(abs(position[rows["USA"]] - position[rows["CHN"]])),
        "spread": float(np.nanstd(position)) if np.isfinite(position).any() else float("nan"),
    }


def complete(roster: Roster) -> np.ndarray:
    """Return the states whose income and military budget are known from the first year to the last of budgets."""
    budgets = wide("military", roster).dropna(how="all")
    known = budgets.notna().all(axis=0) & wide("gdp", roster).loc[budgets.index].notna().all(axis=0)
    return np.asarray(known)


def allied(roster: Roster) -> np.ndarray:
    """Return the members of NATO in the first year, the United States left out."""
    rows = bodies_by_year()
    inside = set(rows[(rows["partnership"] == "nato") & (rows["joined"] <= FIRST)]["actor"]) - {"USA"}
    return np.array([name in inside for name in roster.ids[: roster.n_states]])


def first_of(body: str) -> int:
    """Return the year whose members are given: the first, or the one after a later founding."""
    return LATER[body] + 1 if body in LATER else FIRST


def _rounds() -> pd.DataFrame:
    return pd.read_csv(DATA / "rounds.csv")


ROUNDS = tuple(sorted(set(_rounds()["partnership"])))


def recorded(roster: Roster) -> Years:
    """Return the record of every quantity by year; it is compared from the year after the first on."""
    found: Years = {}
    seats = bodies_by_year()
    joined, left = seats["joined"], seats["left"].fillna(np.inf)
    for body in BODIES:
        own = seats["partnership"] == body
        last = int(joined[own].max()) if body == "aiib" else LAST
        found[f"members {body}"] = {
            year: float((own & (joined <= year) & (left > year)).sum()) for year in range(first_of(body), last + 1)
        }
    for row in _rounds().to_dict("records"):
        found.setdefault(f"pledges {row['partnership']}", {})[int(row["year"])] = row["pledged"] / row["years"]
    tables = {name: wide(name, roster) for name in ("gdp", "military", "position")}
    for year in range(FIRST, int(tables["gdp"].index.max()) + 1):
        income, military, position = (tables[name].loc[year].to_numpy(dtype=float) for name in tables)
        for name, value in said_of_states(roster, income, military, position).items():
            is_known = np.isfinite(position).any() if name in POSITIONS else np.isfinite(military).any()
            if is_known:
                found.setdefault(name, {})[year] = value
    shares = wide("cinc", roster).dropna(how="all")
    squares = np.nansum(np.square(shares.to_numpy()), axis=1).tolist()
    number = {int(year): effective_number(one) for year, one in zip(shares.index.tolist(), squares, strict=True)}
    found[CHANGE] = {year: value / number[FIRST] for year, value in number.items()}
    return found


def p7_runs(histories: int = HISTORIES) -> tuple[pd.DataFrame, dict[str, Floats], Roster]:
    """Return quantity, year, history and value of all runs; how often each state sat in each body last; the roster."""
    rows: list[tuple[str, int, int, float]] = []
    often: dict[str, Floats] = {}
    roster = history(0).roster
    for seed in range(histories):
        world = history(seed)
        for year in range(FIRST, LAST + 1):
            seats = seats_of(world)
            values = values_of(world) | {f"members {name}": float(sits.sum()) for name, sits in seats.items()}
            rows += [(name, year, seed, value) for name, value in values.items()]
            if year < LAST:
                world.advance(4)
        for name, sits in seats.items():
            often[name] = often.get(name, np.zeros_like(sits)) + sits / histories
    runs = pd.DataFrame(rows, columns=["quantity", "year", "history", "value"])
    return with_change(runs), often, roster


def p7_table(runs: pd.DataFrame, record: Years) -> pd.DataFrame:
    """Return quantity, year, record, low, middle, high, inside, before: the record beside the band of the runs.

    ``before`` is what one would have said without a model: as in the first year, or as in the round before.
    """
    rows = []
    values = {key: part.to_numpy() for key, part in runs.groupby(["quantity", "year"])["value"]}
    for quantity, by_year in record.items():
        years = sorted(by_year)
        is_round = group_of(quantity) == "pledges"
        for k, year in enumerate(years):
            if k == 0 and not is_round:
                continue
            low, middle, high = np.quantile(values[quantity, year], (BAND[0], 0.5, BAND[1])).tolist()
            before = by_year[years[k - 1]] if is_round and k else float("nan") if is_round else by_year[years[0]]
            inside = int(low <= by_year[year] <= high)
            rows.append((quantity, year, by_year[year], low, middle, high, inside, before))
    return pd.DataFrame(rows, columns=["quantity", "year", "record", "low", "middle", "high", "inside", "before"])


def with_change(runs: pd.DataFrame) -> pd.DataFrame:
    """Return the runs with the number of poles once more, as a multiple of its start in each history."""
    poles = runs[runs["quantity"] == "poles"]
    start = poles[poles["year"] == FIRST].set_index("history")["value"]
    changed = poles.assign(quantity=CHANGE, value=poles["value"] / poles["history"].map(start))
    return pd.concat([runs, changed], ignore_index=True)


GROUPS = {"members": "memberships", "pledges": "pledges", "military": "military budgets"}


def group_of(quantity: str) -> str:
    """Return what a quantity is about.

    Examples
    --------
    >>> group_of("members nato"), group_of("spread"), group_of("poles")
    ('memberships', 'ideal points', 'polarity')
    """
    return GROUPS.get(quantity.split(maxsplit=1)[0], "ideal points" if quantity in POSITIONS else "polarity")


def scores(table: pd.DataFrame) -> pd.DataFrame:
    """Return points, part within the band, and mean error of the middle and of what was before, by quantity and group.

    An error is the absolute logarithm of the ratio to the record, so that 0.1 is a tenth; where the record or what
    is held against it is 0 the point has none.
    """
    real = table["record"].to_numpy(dtype=float)
    for column in ("middle", "before"):
        with np.errstate(divide="ignore", invalid="ignore"):
            error = np.abs(np.log(table[column].to_numpy(dtype=float) / real))
        table = table.assign(**{f"off_{column}": np.where(np.isfinite(error), error, np.nan)})
    table = table.assign(group=table["quantity"].map(group_of))
    whole = table.assign(quantity="all").pipe(_scored)
    total = table.assign(quantity="all", group="all").pipe(_scored)
    return pd.concat([table.pipe(_scored), whole, total], ignore_index=True)


def _scored(table: pd.DataFrame) -> pd.DataFrame:
    by = table.groupby(["group", "quantity"], sort=False)
    found = by.agg(
        points=("inside", "size"),
        inside=("inside", "sum"),
        coverage=("inside", "mean"),
        error=("off_middle", "mean"),
        error_as_before=("off_before", "mean"),
    )
    return found.reset_index()


def joiners(often: Mapping[str, Floats], roster: Roster) -> pd.DataFrame:
    """Return body, joined, of, auc: whether those who joined sat there more often in runs than those who stayed out."""
    rows = []
    seats = bodies_by_year()
    for body in BODIES:
        own = seats[seats["partnership"] == body]
        first = first_of(body)
        inside = set(own[own["joined"] <= first]["actor"])
        later = set(own[own["joined"] > first]["actor"])
        scored = [row for row, name in enumerate(roster.ids[: roster.n_states]) if name not in inside]
        outcome = np.array([roster.ids[row] in later for row in scored], dtype=np.int64)
        if outcome.any():
            rows.append((body, int(outcome.sum()), len(scored), area_under_curve(outcome, often[body][scored])))
    return pd.DataFrame(rows, columns=["body", "joined", "of", "auc"])
