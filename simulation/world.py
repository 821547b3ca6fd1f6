"""One history of one world: built from a scenario and a seed, run quarter by quarter. No agents, just the state.

``simulation.model.WorldOrder`` is the same world with Mesa agents as views of its rows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from simulation.agency import agency_table
from simulation.core.column import Column
from simulation.core.columns import Actor, Floats, Ints, Portfolio, Tables
from simulation.core.errors import MultipartnerError
from simulation.core.numba.compiling import ready
from simulation.core.phase import Phase
from simulation.core.typed import typed
from simulation.core.whole import whole
from simulation.explanation import Explanation, decision_table, explain_membership
from simulation.invariants import broken_invariants
from simulation.measures.outcomes import Measure, measures_of
from simulation.naming import named_partnerships
from simulation.parameters import Scenario, load_scenario
from simulation.parameters.own_issues import own_measured
from simulation.schedule import PHASES
from simulation.start.build import start_of, tables_of_history
from simulation.start.groups import groups_of
from simulation.start.names import row_meant, row_of
from simulation.start.parameter_sets import scenario_of_history
from simulation.start.policy import year_of
from simulation.stored_state import StoredState, fits, is_whole, read_state, write_state
from simulation.telling import Moment, sentences

if TYPE_CHECKING:
    from pandas import DataFrame

LARGEST_SEED = 2**63 - 1
MOST_DECISIONS = 10_000_000


def _can_be(state: StoredState, world: World) -> bool:
    """Tell whether a world of this scenario can be in a stored state."""
    if not (fits(state.tables, world.tables) and 0 <= state.step <= world.steps and is_whole(state.tables)):
        return False
    try:
        return not broken_invariants(state.tables, state.step)
    except (LookupError, ValueError):  # rows that point nowhere
        return False


class World:
    """A world at a moment of one history.

    Parameters
    ----------
    scenario : name of a scenario, path of a file, table of values, or a loaded ``Scenario``
    seed : 0 to 2**63 - 1; worlds with the same seed share their luck, whatever the policy
    phases : the schedule of a quarter
    why : number of decisions to keep in the log, starting with the first; see ``decisions``
    purses : what actors must spend on global issues, each by its id: an array of shape (quarters + 1,) [US$bn/yr]
        whose first number is not used

    Attributes
    ----------
    step : quarters done
    steps : quarters in a run
    tables, settings : the whole state
    """

    @typed
    def __init__(
        self,
        scenario: str | Path | Mapping[str, Any] | Scenario,
        seed: int = 0,
        phases: tuple[Phase, ...] = PHASES,
        why: int = 0,
        purses: Mapping[str, Floats] | None = None,
    ) -> None:
        seed = whole("A seed", seed, 0, LARGEST_SEED)
        why = whole("The number of decisions to keep, why,", why, 0, MOST_DECISIONS)
        loaded = scenario if isinstance(scenario, Scenario) else load_scenario(scenario)
        self.scenario = scenario_of_history(loaded, seed)
        self.seed = seed
        self.phases = tuple(phase for phase in phases if self.scenario.mechanisms.runs(phase.name))
        start = start_of(self.scenario)
        self.roster = start.roster
        self.settings: Floats = start.settings
        self.tables: Tables = tables_of_history(start, seed, why)
        if purses:
            self.tables = self.tables._replace(purses=self._purse_table(purses))
        self.step = 0
        self.steps = self.tables.outcomes.shape[0] - 1

    def _purse_table(self, purses: Mapping[str, Floats]) -> Floats:
        """Return purses as kernels read them: a column an actor, its row first."""
        rows = [float(row_of(self.roster.ids, "actor", name)) for name in purses]
        amounts = [np.asarray(each, dtype=np.float64) for each in purses.values()]
        wanted = self.tables.outcomes.shape[0]
        if any(each.shape != (wanted,) or not np.all(np.isfinite(each) & (each >= 0.0)) for each in amounts):
            raise MultipartnerError(f"A purse is {wanted} amounts of money, one per quarter and one for the start.")
        table = np.stack(amounts)
        table[:, 0] = rows
        return np.ascontiguousarray(table.T)

    @property
    def spending(self) -> Floats:
        """What each actor spends on global issues this quarter, hosting included, shape (N,) [US$bn/yr]."""
        spent: Floats = self.tables.portfolios[Portfolio.DELIVERED].sum(axis=0) + self.tables.actors[Actor.HOSTING]
        return spent

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of the actors, row by row."""
        return self.roster.ids

    @property
    def issues(self) -> tuple[str, ...]:
        """Ids of the issues, in array order; those of one's own come last."""
        return self.roster.issues

    @property
    def measures(self) -> tuple[Measure, ...]:
        """What each column of the outcomes is."""
        return measures_of(own_measured(self.scenario))

    @property
    def names(self) -> tuple[str, ...]:
        """Printable names of the actors, row by row."""
        return self.roster.names

    @property
    def groups(self) -> tuple[str, ...]:
        """Groups that each actor belongs to, with | between them: shipped ones, and the scenario's own."""
        found: list[list[str]] = [[] for _ in self.ids]
        for name, rows in groups_of(self.scenario, self.roster).items():
            for row in rows:
                found[row].append(name)
        return tuple("|".join(each) for each in found)

    @property
    def kind(self) -> Ints:
        """Kind of every actor, shape (N,)."""
        return self.roster.kind

    @property
    def partnership_ids(self) -> tuple[str, ...]:
        """Ids of the partnerships, row by row: those of the roster, then those founded during the run."""
        return named_partnerships(self.tables, self.roster.partnership_ids, self.ids, self.issues)

    @property
    def agency(self) -> DataFrame:
        """Who gets things done: results since the start against means and capability, by actor; units in ``attrs``."""
        return agency_table(self.tables, self.ids)

    @property
    def years(self) -> Floats:
        """Calendar year of each outcome row, shape (quarters + 1,)."""
        return np.array([year_of(step) for step in range(self.steps + 1)])

    @property
    def year(self) -> float:
        """Present date [calendar year]: 2025.0 at the start, 2025.25 after the first quarter."""
        return year_of(self.step)

    @property
    def outcomes(self) -> Floats:
        """Outcome rows, shape (quarters + 1, measures); rows after the present quarter are zero."""
        return self.tables.outcomes

    @property
    def ledger(self) -> Floats:
        """Dollars delivered since the start by actor and issue, shape (N, G) [US$bn]."""
        return np.ascontiguousarray(self.tables.portfolios[Portfolio.PAID].T)

    @typed
    def column(self, column: Column) -> Floats:
        """Return a view of a declared column, in its declared unit and shape: ``world.column(Actor.CAPACITY)``."""
        tables = {
            "Actor": self.tables.actors,
            "Lever": self.tables.levers,
            "Portfolio": self.tables.portfolios,
            "Partnership": self.tables.partnerships,
            "Membership": self.tables.memberships,
            "Issue": self.tables.issues,
        }
        if type(column).__name__ not in tables:
            raise MultipartnerError(f"The state has columns of {', '.join(tables)}, got {column!r}.")
        view: Floats = tables[type(column).__name__][column]
        return view

    @typed
    def copy(self, scenario: str | Path | Mapping[str, Any] | Scenario | None = None) -> World:
        """Return an independent world that continues from this moment, under other policy and numbers if given.

        Parameters
        ----------
        scenario : what holds from the next quarter on; it must have the same actors, partnerships, issues and length.
            Its policies, withdrawals and settings take effect; what has happened stays.

        Raises
        ------
        MultipartnerError : the other scenario's world has different rows
        """
        other = object.__new__(type(self))
        vars(other).update(vars(self))
        other.tables = Tables(*map(np.copy, self.tables))
        if scenario is not None:
            other.take_up(scenario if isinstance(scenario, Scenario) else load_scenario(scenario))
        return other

    @typed
    def save(self, path: str | Path) -> Path:
        """Write the state to a file that ``load`` can read, ``.npz`` if no ending is given; return its path.

        Raises
        ------
        MultipartnerError : the file exists and is not a stored state of a world, or it cannot be written
        """
        values = self.scenario.model_dump(mode="json", by_alias=True)
        return write_state(path, StoredState(values, self.seed, self.step, self.tables))

    @classmethod
    @typed
    def load(cls, path: str | Path, scenario: str | Path | Mapping[str, Any] | Scenario | None = None) -> World:
        """Return a world that goes on from a saved state, with other policy and numbers if they are given.

        Parameters
        ----------
        path : file that ``save`` wrote, with this version of the model
        scenario : what holds from the next quarter on, as in ``copy``

        Raises
        ------
        MultipartnerError : there is no whole state, another version wrote it, or the other scenario has other rows
        """
        state = read_state(path)
        world = cls(load_scenario(state.scenario), state.seed)
        if not _can_be(state, world):
            raise MultipartnerError(f"'{path}' contains an impossible state; save it again.")
        world.tables, world.step = state.tables, state.step
        if scenario is not None:
            world.take_up(scenario if isinstance(scenario, Scenario) else load_scenario(scenario))
        return world

    @typed
    def take_up(self, scenario: Scenario) -> None:
        """Let another scenario hold from the next quarter on; see ``copy``."""
        start = start_of(scenario)
        mine, theirs = self.roster, start.roster
        if (mine.ids, mine.partnership_ids, mine.issues) != (theirs.ids, theirs.partnership_ids, theirs.issues):
            raise MultipartnerError(
                "A world continues with the actors, partnerships and issues it has; the other scenario differs."
            )
        if start.tables.policy.shape[0] != self.tables.policy.shape[0]:
            raise MultipartnerError(
                f"A world continues for as long as it was meant to: years must be {self.scenario.years}."
            )
        if start.tables.partnerships.shape[1] != self.tables.partnerships.shape[1]:
            raise MultipartnerError(
                f"founding.slots must stay at {self.scenario.founding.slots} in a world that continues."
            )
        self.scenario, self.settings = scenario, start.settings
        self.phases = tuple(phase for phase in PHASES if scenario.mechanisms.runs(phase.name))
        theirs_now = {
            name: getattr(start.tables, name).copy() for name in ("policy", "holders", "withdrawals", "dates")
        }
        self.tables = self.tables._replace(**theirs_now)

    def advance(self, quarters: int = 1) -> None:
        """Run some quarters.

        Raises
        ------
        MultipartnerError : the run is over, or a state broke its declared bounds
        """
        quarters = whole("The number of quarters", quarters, 1)
        if self.step + quarters > self.steps:
            raise MultipartnerError(
                f"{quarters} quarters cannot be run: {self.steps - self.step} of {self.steps} are left in this run."
            )
        kernels = ready([phase.kernel for phase in self.phases], self.tables, self.settings, self.seed, self.step)
        for step in range(self.step + 1, self.step + quarters + 1):
            for kernel in kernels:
                kernel(self.tables, self.settings, self.seed, step)
            self.step = step
        if self.step == self.steps:
            self._check()

    def _check(self) -> None:
        broken = broken_invariants(self.tables, self.step)
        if broken:
            raise MultipartnerError(f"After step {self.step} of seed {self.seed}: {broken[0]}.")

    @typed
    def run(self, progress: Callable[[int, int], None] | None = None) -> None:
        """Run to the end; with ``progress(done, all)`` in steps of a year."""
        if progress is None:
            if self.step < self.steps:
                self.advance(self.steps - self.step)
            return
        while self.step < self.steps:
            self.advance(min(4, self.steps - self.step))
            progress(self.step, self.steps)

    @property
    def decisions(self) -> DataFrame:
        """Decisions taken so far, one row each, as many as ``why`` asked for: each term [US$bn/yr], and the chance."""
        return decision_table(self.tables, self.ids, self.roster.partnership_ids, self.issues)

    @typed
    def explain(self, actor: str, partnership: str) -> Explanation:
        """Return the terms of an actor's decision about a partnership, in the present state.

        Both by id or by name, whatever the case.
        """
        names, listed = self.partnership_ids, self.roster.partnership_names
        i = row_meant(self.ids, self.roster.names, "actor", actor)
        p = row_meant(names, (*listed, *names[len(listed) :]), "partnership", partnership)
        why = explain_membership(self.tables, self.settings, p, i, self.ids[i], names[p])
        moment = Moment(self.roster, self.tables, self.settings, names, self.step)
        return replace(why, sentences=tuple(sentences(moment, p, i, why)))
