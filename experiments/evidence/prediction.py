"""Who would sit in a partnership: odds, expected size and burden of every actor, from the model's one decision."""

from __future__ import annotations

import os
import warnings
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from experiments.evidence.lists import RealList
from experiments.evidence.reading import (
    LeftOut,
    Written,
    actor_rows,
    described,
    descriptions_of,
    read_descriptions,
    written,
)
from experiments.evidence.reasons import reasons
from simulation.core.codes import Kind
from simulation.core.columns import Floats, Membership, Portfolio, Tables
from simulation.core.errors import DataError
from simulation.core.numba.compiling import compiled
from simulation.core.settings import Setting
from simulation.decision.prospects import FURTHEST
from simulation.decision.seats import unseat
from simulation.parameters import Scenario, load_scenario
from simulation.roster import Roster
from simulation.roster.usual import kinds_seated
from simulation.start.build import Start, start_of, tables_of_history
from simulation.start.described import Description, Prospects, prospects_of, with_described

COLUMNS = ("partnership", "actor", "name", "kind", "odds", "expected_share", "validated")
LISTED_NON_STATES = (Kind.COMPANY, Kind.CITY)
"""Kinds beside states whose decisions were held against complete lists (P8); cities are regions as well."""
LISTED_FORMS, LISTED_ISSUES = ("", "pledge", "umbrella"), ("", "climate")
"""What these lists are of. Anywhere else, and for other kinds, the odds are what the same decision says, untried."""


@dataclass(frozen=True)
class Forecast:
    """A world to predict in; its history at the start is shared by all descriptions, whose order changes nothing."""

    start: Start
    world: Tables
    settings: Floats

    @property
    def roster(self) -> Roster:
        """The actors that can be named."""
        return self.start.roster

    def with_settings(self, values: Mapping[Setting, float]) -> Forecast:
        """Return the same world decided with other strengths of motives."""
        settings = self.settings.copy()
        for setting, value in values.items():
            settings[setting] = value
        return Forecast(self.start, self.world, settings)

    def prospects(self, description: Description) -> Prospects:
        """Return what the decision says of every actor and a described partnership.

        Kinds that no listed partnership of its form seats may not apply; a blank form is open to everybody.
        """
        tables, p = with_described(self.start, self.settings, self.world, description)
        found = prospects_of(tables, self.settings, p)
        may_sit = kinds_seated(self.roster, description.form)[self.roster.kind]
        return replace(found, eligible=np.where(may_sit, found.eligible, 0.0))

    def prospects_of(self, real: RealList) -> Prospects:
        """Return what the decision says of a list, its members seated: in its own row, or described if it has none."""
        if real.id not in self.roster.partnership_ids:
            return self.prospects(real.description)
        p = self.roster.partnership_ids.index(real.id)
        tables = Tables(*map(np.copy, self.world))
        for i in real.description.recipients:
            if tables.memberships[Membership.MEMBER, p, i] > 0.0:
                compiled(unseat)(tables, p, i)
        return prospects_of(tables, self.settings, p)


def forecast_in(scenario: str | os.PathLike[str] | Scenario = "today") -> Forecast:
    """Return the world of a scenario at its start, ready for predictions: givers have their habits, and no luck."""
    loaded = scenario if isinstance(scenario, Scenario) else load_scenario(scenario)
    start = start_of(loaded)
    world = tables_of_history(start, 0)
    world.portfolios[Portfolio.GENEROSITY] = start.tables.portfolios[Portfolio.GENEROSITY]
    return Forecast(start, world, start.settings)


Describing = Mapping[str, Any] | pd.Series | Description
"""What one partnership may be described by, beside a file."""


def predict_members(
    description: Describing | str | os.PathLike[str],
    scenario: str | os.PathLike[str] | Scenario = "today",
    members: Collection[str] | None = None,
) -> pd.DataFrame:
    """Return every actor's odds of sitting in a described partnership, the likeliest first.

    Parameters
    ----------
    description : mapping or row (``Series``) with the columns of a description, or a path of a TOML or CSV file of one;
        other columns are ignored unless their names resemble one of these
    scenario : whose world and parameters are used
    members : ids of the actors that are in, where known; they then share the burden, and odds stay the same

    Returns
    -------
    DataFrame
        Columns actor, name, kind, odds (chance in over chance out, in the long run, own seat out), expected_share (of
        the burden; blank where no issue is given), validated (1: the odds of its kind were held against complete lists
        of such partnerships; of companies, cities and regions only pledges and umbrellas on climate). ``attrs``:
        ``expected_size`` (states), ``age`` (years after its founding at which the size holds), ``reasons``
        (sentences for the five likeliest and the five least likely states that are neither founder nor recipient),
        ``explained`` (the same with rank, place and actor).

    Raises
    ------
    MultipartnerError
        When the description misspells a column, names an unknown actor, issue or form, or lacks founders and lead, or
        ``members`` names nobody. A code of three capitals that no actor bears (a state that ended) is left out of
        founders and recipients with a warning.

    Examples
    --------
    >>> predict_members({"id": "p", "founders": "FRA|DEU"}).columns.tolist()  # doctest: +SKIP
    ['partnership', 'actor', 'name', 'kind', 'odds', 'expected_share', 'validated']
    """
    if not isinstance(description, (Description, Mapping, pd.Series, str, os.PathLike)):
        raise DataError(f"A description is a mapping or the path of a file, got {type(description).__name__}.")
    forecast, left_out = forecast_in(scenario), LeftOut()
    if isinstance(description, (str, os.PathLike)):
        found = the_one(read_descriptions(Path(description), forecast.roster, left_out))
    elif isinstance(description, Description):
        found = description
    else:
        found = described(dict(description), forecast.roster, left_out=left_out)
    warn_of(left_out)
    return predicted(forecast, found, None if members is None else seats(members, forecast.roster))


def seats(members: Collection[str], roster: Roster) -> list[str]:
    """Return the ids of members, each known."""
    return [roster.ids[i] for i in actor_rows(members, roster, "members")]


def predict_many(
    descriptions: Iterable[Describing] | pd.DataFrame | str | os.PathLike[str],
    scenario: str | os.PathLike[str] | Scenario = "today",
) -> pd.DataFrame:
    """Return the odds of many described partnerships in one table, one after another.

    Parameters
    ----------
    descriptions : path of a CSV (a row each), a table of rows, or mappings as ``predict_members`` takes them
    scenario : whose world and parameters are used

    Returns
    -------
    DataFrame
        Columns as of ``predict_members``: partnership, actor, name, kind, odds, expected_share, validated. ``attrs``,
        by id of the partnership: ``expected_size`` (states), ``age`` (years), ``reasons`` (sentences).

    Raises
    ------
    MultipartnerError
        When there is no description, two have the same id, or one is refused by ``predict_members``.

    Examples
    --------
    >>> table = predict_many([{"id": "p", "founders": "FRA|DEU"}, {"id": "q", "lead": "JPN"}])  # doctest: +SKIP
    >>> table.attrs["expected_size"].keys()  # doctest: +SKIP
    dict_keys(['p', 'q'])
    """
    rows = rows_of(descriptions)
    forecast, left_out = forecast_in(scenario), LeftOut()
    found = descriptions_of(rows, forecast.roster, left_out)
    warn_of(left_out)
    return predicted_many(forecast, found)


def rows_of(descriptions: object) -> list[Written]:
    """Return what is written of each partnership, and where, before there is a world to hold it against."""
    if isinstance(descriptions, (str, os.PathLike)):
        return written(Path(descriptions))
    if isinstance(descriptions, pd.DataFrame):
        descriptions = descriptions.to_dict("records")
    if not isinstance(descriptions, Iterable) or isinstance(descriptions, (Mapping, pd.Series, bytes)):
        raise DataError(f"Descriptions are a path or a list of mappings, got {type(descriptions).__name__}.")
    rows: list[Written] = []
    for number, each in enumerate(descriptions, 1):
        if not isinstance(each, (Mapping, pd.Series, Description)):
            raise DataError(f"A description is a mapping, got {type(each).__name__}: description {number}.")
        rows.append((each if isinstance(each, Description) else dict(each), f"description {number}"))
    if not rows:
        raise DataError("There is no description; give at least one.")
    return rows


def warn_of(left_out: LeftOut) -> None:
    """Warn once of codes that no actor of the model bears, where whoever called can see it."""
    if left_out.places:
        warnings.warn(left_out.sentence(), UserWarning, stacklevel=3)


def the_one(descriptions: list[Description]) -> Description:
    """Return the only description of a file; of several, none is left out without a word."""
    if len(descriptions) > 1:
        raise DataError(
            f"One description is needed, the file holds {len(descriptions)}: take multipartner predict, or a mapping."
        )
    return descriptions[0]


TOLD = ("expected_size", "age", "reasons")
"""What a table says of its partnership besides."""


def predicted_many(forecast: Forecast, descriptions: Sequence[Description]) -> pd.DataFrame:
    """Return the predictions of many partnerships in one table; see ``predict_many``."""
    tables = {each.id: predicted(forecast, each) for each in descriptions}
    whole = pd.concat(list(tables.values()), ignore_index=True)
    whole.attrs.clear()
    for name in TOLD:
        whole.attrs[name] = {key: table.attrs[name] for key, table in tables.items()}
    return whole


def predicted(forecast: Forecast, description: Description, members: Collection[str] | None = None) -> pd.DataFrame:
    """Return the table of one partnership; see ``predict_members``."""
    roster = forecast.roster
    prospects = forecast.prospects(description)
    log_odds = log_odds_of(prospects, description)
    chances = chances_of(log_odds)
    served = np.isin(np.arange(roster.n_actors), description.recipients)
    seated = chances if members is None else np.isin(roster.ids, list(members)).astype(float)
    frame = pd.DataFrame(
        {
            "partnership": description.id,
            "actor": roster.ids,
            "name": roster.names,
            "kind": [Kind(kind).label for kind in roster.kind],
            "odds": np.exp(log_odds),
            "expected_share": expected_shares(seated, np.where(served, 0.0, prospects.efforts)),
            "validated": np.isin(roster.kind, validated_kinds(description)).astype(int),
        },
        columns=list(COLUMNS),
    )
    states = roster.kind == Kind.STATE
    ranked = frame[~served].sort_values(["odds", "actor"], ascending=[False, True], ignore_index=True)
    ranked.attrs["expected_size"] = float(chances[states & ~served].sum())
    ranked.attrs["age"] = description.age
    ranked.attrs["explained"] = reasons(roster, description, prospects, chances)
    ranked.attrs["reasons"] = [each.sentence for each in ranked.attrs["explained"]]
    return ranked


def validated_kinds(description: Description) -> list[Kind]:
    """Return the kinds whose odds were held against complete lists of partnerships like the described one.

    States always; companies, cities and regions in pledges and umbrellas on climate, or where form or issue is blank.

    Examples
    --------
    >>> [kind.label for kind in validated_kinds(Description("p", form="pledge", issue="climate"))]
    ['state', 'company', 'city']
    >>> [kind.label for kind in validated_kinds(Description("p", form="bank", issue="infra"))]
    ['state']
    """
    is_like_lists = description.form in LISTED_FORMS and description.issue in LISTED_ISSUES
    return [Kind.STATE, *(LISTED_NON_STATES if is_like_lists else ())]


def log_odds_of(prospects: Prospects, description: Description) -> Floats:
    """Return the log-odds of each actor: founders and leads are in, who may not apply is out."""
    log_odds = np.where(prospects.eligible > 0.0, prospects.log_odds, -FURTHEST)
    log_odds[list(description.seated)] = FURTHEST
    return log_odds


def chances_of(log_odds: Floats) -> Floats:
    """Return the chance of being in for log-odds."""
    chances: Floats = 1.0 / (1.0 + np.exp(-log_odds))
    return chances


def expected_shares(chances: Floats, efforts: Floats) -> Floats:
    """Return each actor's part of the expected burden: its chance times what it would give; NaN if nobody gives."""
    expected = chances * efforts
    total = expected.sum()
    shares: Floats = expected / total if total > 0.0 else np.full_like(expected, np.nan)
    return shares
