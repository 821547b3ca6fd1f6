"""What the listed partnerships of a form are like: what is taken for one of which only that is known."""

from __future__ import annotations

from collections import Counter

import numpy as np

from simulation.core.codes import ISSUES, Kind
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


def usual_form(roster: Roster, issue: str, otherwise: str) -> str:
    """Return the most common form of the listed partnerships on an issue, of equals the first; `otherwise` for none."""
    g = ISSUES.index(issue)
    forms = Counter(form for form, of in zip(roster.form, roster.issue.tolist(), strict=True) if of == g)
    return forms.most_common(1)[0][0] if forms else otherwise


def usual_role(roster: Roster, form: str) -> str:
    """Return whom lists of a form name: donors, if more than half of the listed do, or all."""
    roles = [role for role, of in zip(roster.roster_role, roster.form, strict=True) if of == form]
    return "donors" if roles.count("donors") > len(roles) - roles.count("donors") else "all"


def serves_whoever_needs(roster: Roster, form: str) -> bool:
    """Tell whether more than half of the listed partnerships of a form serve those in need without naming them."""
    serving = [
        bool(serves) and not named
        for serves, named, of in zip(roster.recipients, roster.named_recipients, roster.form, strict=True)
        if of == form
    ]
    return serving.count(True) > serving.count(False)
