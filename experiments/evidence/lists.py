"""Real lists of members that the decision is held against: platforms (P1) and organisations (P2)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from zlib import crc32

import numpy as np

from simulation.core.codes import ISSUES, Kind
from simulation.roster import Roster
from simulation.roster.reading import read_table
from simulation.roster.records import START_YEAR
from simulation.start.described import Description

DATA = Path(__file__).resolve().parent / "data"
PLATFORMS = (
    *("paris", "leaf", "jetp_zaf", "jetp_idn", "jetp_vnm", "geapp", "euturkey", "nato", "nato2pct", "quad", "aukus"),
    *("msp", "aiib", "ndb", "pgii", "globalgateway", "csto", "ustreaty"),
)
"""Partnerships of the roster whose list of states is complete and says who may choose."""
GROUPS = ("eu", "g20", "brics", "sco", "dac", "asean", "african_union", "gcc", "opec")
"""Groups of states that are no partnerships of the roster."""
NEAR_COPIES = (
    ("nato", "nato2pct"),
    ("eu", "euturkey", "globalgateway"),
    ("jetp_zaf", "jetp_idn", "jetp_vnm"),
    ("ndb", "brics"),
)
"""Lists that would tell on one another: they stay in one fold."""
FOLDS = 10
FEWEST = 3
"""Members, and outsiders, that a list needs to be scored."""
NO_SEAT = frozenset({"TWN", "XKX", "PSE"})
"""Actors of the roster that are no members of the United Nations: no candidates."""


@dataclass(frozen=True)
class RealList:
    """A partnership as it is known beforehand, and who really sits there.

    Attributes
    ----------
    description : with everybody else as founders (P1), or the founders of the record (P2)
    members : ids of the real members, recipients left out
    scored : rows of the candidates that are scored
    fold : lists with one number are predicted without one another
    """

    description: Description
    members: frozenset[str]
    scored: tuple[int, ...]
    fold: str

    @property
    def id(self) -> str:
        """Word for the partnership."""
        return self.description.id

    def outcome(self, roster: Roster) -> np.ndarray:
        """Return 1 for each scored candidate that is a member, else 0."""
        return np.array([roster.ids[i] in self.members for i in self.scored], dtype=np.int64)

    def is_scored(self, roster: Roster) -> bool:
        """Tell whether there are members and outsiders enough."""
        inside = int(self.outcome(roster).sum())
        return min(inside, len(self.scored) - inside) >= FEWEST


def candidates(roster: Roster) -> list[int]:
    """Return the rows of the members of the United Nations."""
    return [i for i in range(roster.n_actors) if roster.kind[i] == Kind.STATE and roster.ids[i] not in NO_SEAT]


def platforms(roster: Roster) -> list[RealList]:
    """Return the complete lists of the roster and the groups of states (P1)."""
    rows = candidates(roster)
    return [_platform(roster, rows, name) for name in (*PLATFORMS, *GROUPS, "oecd")]


def _platform(roster: Roster, rows: list[int], name: str) -> RealList:
    served = roster.named_recipients[roster.partnership_ids.index(name)] if name in PLATFORMS else ()
    allowed = {*rows} - {*served}
    inside = tuple(i for i in _members(roster, name) if i in allowed)
    known = Description(id=name, founders=inside, recipients=served)
    if name in PLATFORMS:
        p = roster.partnership_ids.index(name)
        known = Description(
            id=name,
            started=int(roster.founded[p]),
            issue=ISSUES[roster.issue[p]],
            form=roster.form[p],
            leads=tuple(i for i in roster.leads[p] if i in inside),
            founders=inside,
            recipients=served,
            roster_role=roster.roster_role[p],
        )
    fold = next((copies[0] for copies in NEAR_COPIES if name in copies), name)
    return RealList(known, frozenset(roster.ids[i] for i in inside), tuple(sorted(allowed)), fold)


def _members(roster: Roster, name: str) -> list[int]:
    """Return the rows of the real members of a platform or group."""
    if name in PLATFORMS:
        p = roster.partnership_ids.index(name)
        return [int(i) for i, q in roster.members if q == p]
    if name in GROUPS:
        return [int(i) for i in np.flatnonzero(roster.groups[name])]
    table = read_table(DATA, "groups", ("partnership", "actor"))
    pairs = zip(table.text("partnership"), table.text("actor"), strict=True)
    return [roster.ids.index(actor) for group, actor in pairs if group == name]


def organisations(roster: Roster) -> list[RealList]:
    """Return the organisations alive in 2014 with their founders and those who joined later (P2)."""
    return _organisations(roster)


@lru_cache(maxsize=2)
def _read() -> tuple[dict[str, tuple[int, tuple[float, float, float]]], dict[str, list[tuple[str, bool, bool]]]]:
    table = read_table(DATA, "organisations", ("id", "name", "started", "political", "social", "economic"))
    flags = np.stack([table.required(name, 0, 1) for name in ("political", "social", "economic")], axis=1)
    started = table.required("started", 1000, START_YEAR)
    about = {
        name: (int(started[row]), (float(flags[row, 0]), float(flags[row, 1]), float(flags[row, 2])))
        for row, name in enumerate(table.text("id"))
    }
    rows = read_table(DATA, "organisation_members", ("partnership", "actor", "founder", "member"))
    founder, member = rows.required("founder", 0, 1) > 0, rows.required("member", 0, 1) > 0
    seats: dict[str, list[tuple[str, bool, bool]]] = {}
    for row, name in enumerate(rows.text("partnership")):
        seats.setdefault(name, []).append((rows.text("actor")[row], bool(founder[row]), bool(member[row])))
    return about, seats


def _organisations(roster: Roster) -> list[RealList]:
    rows = candidates(roster)
    about, seats = _read()
    found = []
    for name, (started, flags) in about.items():
        founders = tuple(roster.ids.index(actor) for actor, is_founder, _ in seats[name] if is_founder)
        known = Description(id=name, started=started, founders=founders, flags=flags)
        members = frozenset(actor for actor, _, is_member in seats[name] if is_member)
        scored = tuple(i for i in rows if i not in founders)
        found.append(RealList(known, members, scored, str(crc32(name.encode()) % FOLDS)))
    return found
