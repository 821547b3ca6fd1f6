"""P8: complete lists of companies, cities and regions against the motives of non-states, by the rules that decide.

A list says of each actor of a kind whether it is in. Features are those of ``simulation.rules.peers``, others at data
and the own seat out; an actor whose flag is blank counts for nobody. Companies have one set of weights for all lists,
cities and regions another, and each list a constant of its own. Odds of an actor come from a fit without its fold.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
import pandas as pd

from experiments.analysis.finding import library
from simulation.parameters.nonstates import NonStates
from simulation.roster import load_roster
from simulation.roster.breadth import FOLDER
from simulation.rules.peers import pull_of_peers, share_of_all, size_against_typical, standing

Floats = npt.NDArray[np.float64]

FOLDS = 10
PURPOSE = "Fitting the motives of companies and cities"
COMPANY = ("size", "openness", "home", "industry")
CITY = ("size", "openness", "home")
"""Features of each set of weights, in the order of the columns."""


@dataclass(frozen=True)
class List:
    """A complete list.

    Attributes
    ----------
    id, table, flag : str
        Its name, the table that it stands in, and the column that says who is in.
    weights : str
        Whose weights decide: ``company`` or ``city``.
    """

    id: str
    table: str
    flag: str
    weights: str

    @property
    def features(self) -> tuple[str, ...]:
        """Names of its features."""
        return COMPANY if self.weights == "company" else CITY


LISTS = (
    List("companies_race_to_zero", "companies", "race_to_zero", "company"),
    List("companies_science_based", "companies", "science_based_targets", "company"),
    List("cities_race_to_zero", "cities", "race_to_zero", "city"),
    List("regions_race_to_zero", "regions", "race_to_zero", "city"),
)


@cache
def read_list(listed: List) -> pd.DataFrame:
    """Return the actors of a list: name, home, size, openness of the home, industry, member (NaN: blank)."""
    frame = pd.read_csv(FOLDER / f"{listed.table}.csv", keep_default_na=False, na_values=[""])
    roster = load_roster()
    homes = roster.ids[: roster.n_states]
    openness = dict(zip(homes, roster.democracy.tolist(), strict=False))
    return pd.DataFrame(
        {
            "name": frame["name"],
            "home": frame["home"],
            "size": frame["revenue" if "revenue" in frame else "people"].fillna(0.0).astype(float),
            "openness": [openness[home] for home in frame["home"]],
            "industry": frame["industry"].fillna("") if "industry" in frame else "",
            "member": frame[listed.flag].astype(float),
        }
    )


def pulls(keys: list[str], member: list[float], prior: float) -> list[float]:
    """Return the pull of each actor's peers, those with its key, among whom nobody's blank flag counts."""
    known = [(key, flag) for key, flag in zip(keys, member, strict=True) if flag == flag]  # noqa: PLR0124 - NaN is not
    everybody, members = len(known), sum(flag for _, flag in known)
    size, inside = Counter(key for key, _ in known), Counter(key for key, flag in known if flag)
    found = []
    for key, flag in zip(keys, member, strict=True):
        is_known = flag == flag  # noqa: PLR0124 - NaN is not
        own = flag if is_known else 0.0
        common = share_of_all(members - own, everybody - is_known)
        found.append(pull_of_peers(inside[key] - own, size[key] - is_known, common, prior) if key else 0.0)
    return found


@cache
def features_of(listed: List, prior: float = NonStates().prior) -> pd.DataFrame:
    """Return the features of every actor of a list by the rules of the decision, its own seat left out."""
    frame = read_list(listed)
    sizes = frame["size"].to_numpy()
    typical = float(np.exp(np.log(sizes[sizes > 0.0]).mean()))
    member = frame["member"].tolist()
    return pd.DataFrame(
        {
            "size": [size_against_typical(size, typical) for size in sizes.tolist()],
            "openness": frame["openness"] - frame["openness"].mean(),
            "home": pulls(frame["home"].tolist(), member, prior),
            "industry": pulls(frame["industry"].tolist(), member, prior),
        }
    )


def odds_by(listed: List, weights: dict[str, float]) -> Floats:
    """Return the log-odds of each actor of a list but for the list's constant, as the decision adds them up."""
    found = []
    for row in features_of(listed).to_dict("records"):
        brought = standing(row["size"], weights["size"], row["openness"], 0.0, weights["openness"])
        found.append(brought + sum(weights[name] * row[name] for name in listed.features[2:]))
    return np.array(found)


def shipped_weights(whose: str) -> dict[str, float]:
    """Return the weights that a scenario has unless it says otherwise."""
    given = NonStates()
    return {name: float(getattr(given, f"{whose}_{name}")) for name in (COMPANY if whose == "company" else CITY)}


@cache
def folds_of(listed: List) -> npt.NDArray[np.int64]:
    """Return the fold of every actor with a known flag, members spread evenly; -1 for blank flags."""
    member = read_list(listed)["member"].to_numpy()
    known = np.flatnonzero(~np.isnan(member))
    fold = np.full(len(member), -1)
    split = library("sklearn.model_selection", PURPOSE).StratifiedKFold(FOLDS, shuffle=True, random_state=0)
    for number, (_, held) in enumerate(split.split(known, member[known])):
        fold[known[held]] = number
    return fold


@cache
def fitted(whose: str, without: int = -1) -> dict[str, float]:
    """Return the weights fitted to all lists of a set, each list with its own constant, without one of the folds."""
    lists = [listed for listed in LISTS if listed.weights == whose]
    names = lists[0].features
    rows, flags = [], []
    for number, listed in enumerate(lists):
        fold = folds_of(listed)
        used = (fold >= 0) & (fold != without)
        constants = np.zeros((int(used.sum()), len(lists)))
        constants[:, number] = 1.0
        rows.append(np.hstack([features_of(listed).loc[used, list(names)].to_numpy(), constants]))
        flags.append(read_list(listed)["member"].to_numpy()[used])
    model = library("sklearn.linear_model", PURPOSE).LogisticRegression(fit_intercept=False, max_iter=2000)
    model.fit(np.vstack(rows), np.concatenate(flags))
    return dict(zip(names, model.coef_[0].tolist(), strict=False))


def odds_left_out(listed: List) -> Floats:
    """Return the log-odds of each actor from a fit without its fold; actors with blank flags from the fit on all."""
    fold = folds_of(listed)
    odds = np.empty(len(fold))
    for number in range(-1, FOLDS):
        odds[fold == number] = odds_by(listed, fitted(listed.weights, number))[fold == number]
    return odds


def auc(member: Floats, odds: Floats) -> float:
    """Return the chance that a member has higher odds than an outsider, over known flags."""
    known = ~np.isnan(member)
    return float(library("sklearn.metrics", PURPOSE).roc_auc_score(member[known], odds[known]))


def p8_scores() -> pd.DataFrame:
    """Return one row a list: members, actors, AUC left out, by the shipped weights, and by size or the home alone."""
    rows = []
    for listed in LISTS:
        frame, features = read_list(listed), features_of(listed)
        member = frame["member"].to_numpy()
        rows.append(
            {
                "list": listed.id,
                "n": int(np.nansum(member)),
                "of": int((~np.isnan(member)).sum()),
                "blank": int(np.isnan(member).sum()),
                "auc": auc(member, odds_left_out(listed)),
                "shipped": auc(member, odds_by(listed, shipped_weights(listed.weights))),
                "size": auc(member, features["size"].to_numpy()),
                "home": auc(member, features["home"].to_numpy()),
            }
        )
    return pd.DataFrame(rows)


def p8_odds() -> pd.DataFrame:
    """Return the odds of every actor of every list, blank flags included: list, name, home, member, log-odds."""
    return pd.concat(
        [
            read_list(listed)[["name", "home", "member"]].assign(list=listed.id, odds=odds_left_out(listed))
            for listed in LISTS
        ],
        ignore_index=True,
    )[["list", "name", "home", "member", "odds"]]
