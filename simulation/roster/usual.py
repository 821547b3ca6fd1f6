"""What the listed partnerships of a form are like: what is taken for one of which only that is known."""

from __future__ import annotations

import numpy as np

from simulation.core.codes import Kind
from simulation.roster.records import Bools, Roster


def kinds_seated(roster: Roster, form: str) -> Bools:
    """Return which kinds sit in listed partnerships of a form, bool[kinds]: all, where none is listed or form is blank.

    A kind that the table counts nowhere, as it may leave out cities, sits where any but states and their bodies do.
    """
    of_form = np.array([each == form for each in roster.form], dtype=bool)
    if not of_form.any():
        return np.ones(len(Kind), dtype=bool)
    listed = np.maximum(roster.published, roster.listed_count)
    seated = listed[of_form].sum(axis=0) > 0.0
    seated[Kind.STATE] = True
    is_counted = listed.sum(axis=0) > 0.0
    beside = [kind for kind in Kind if kind not in (Kind.STATE, Kind.ORGANISATION)]
    kinds: Bools = np.where(is_counted | seated, seated, seated[beside].any())
    return kinds
