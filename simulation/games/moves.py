"""Who would move: kernels that try memberships one after another, by the engine's own decision."""

from __future__ import annotations

import math

import numpy as np

from simulation.core.columns import Floats, Globals, Membership, Tables
from simulation.decision.admission import is_eligible, members_consent
from simulation.decision.choice import chance_of_being_in, gain_of_change, noise_of, pull_to_be_in, rival_club
from simulation.decision.payoff import N_TERMS
from simulation.decision.running_sums import add_up_members
from simulation.decision.seats import seat, unseat
from simulation.games.groups import a_group_founds
from simulation.rules.participation import log_choice_probability


def place(tables: Tables, wanted: Floats) -> None:
    """Make exactly the wanted actors members, shape (P, N), and recompute every partnership."""
    for p in range(wanted.shape[0]):
        for i in range(wanted.shape[1]):
            if wanted[p, i] == 0.0 and tables.memberships[Membership.MEMBER, p, i] > 0.0:
                unseat(tables, p, i)
    for p in range(wanted.shape[0]):
        for i in range(wanted.shape[1]):
            if wanted[p, i] > 0.0 and tables.memberships[Membership.MEMBER, p, i] == 0.0:
                seat(tables, p, i)
    for p in range(wanted.shape[0]):
        add_up_members(tables, p)


def chance_in(tables: Tables, settings: Floats, p: int, i: int, terms_in: Floats, terms_out: Floats) -> float:
    """Return the probability that i is in p after its decision; a rival partnership would be left for it."""
    gain = gain_of_change(tables, settings, p, i, rival_club(tables, settings, p, i), terms_in, terms_out)
    return chance_of_being_in(tables, settings, p, i, gain, terms_in, terms_out)


def would_move(tables: Tables, settings: Floats, p: int, i: int, terms_in: Floats, terms_out: Floats) -> bool:
    """Tell whether i would enter or leave p when it decides without noise, and may, and members agree."""
    is_member = tables.memberships[Membership.MEMBER, p, i] > 0.0
    if not is_member and not is_eligible(tables, settings, p, i, 0):
        return False
    wants_in = chance_in(tables, settings, p, i, terms_in, terms_out) > 0.0
    if is_member or not wants_in:
        return wants_in != is_member
    return members_consent(tables, settings, 0, 0, p, i, terms_in, terms_out)


def log_chance_to_move(tables: Tables, settings: Floats, p: int, i: int, terms_in: Floats, terms_out: Floats) -> float:
    """Return the logarithm of i's chance to enter or leave p when it decides; -inf where it may not, or members refuse.

    Under noise, however small the chance: a logarithm does not run out of digits.
    """
    is_member = tables.memberships[Membership.MEMBER, p, i] > 0.0
    if not is_member and not is_eligible(tables, settings, p, i, 0):
        return -math.inf
    gain = gain_of_change(tables, settings, p, i, rival_club(tables, settings, p, i), terms_in, terms_out)
    pull = pull_to_be_in(tables, settings, p, i, gain) / noise_of(tables, settings, i)
    if is_member:
        return log_choice_probability(-pull)
    may_enter = members_consent(tables, settings, 0, 0, p, i, terms_in, terms_out)
    return log_choice_probability(pull) if may_enter else -math.inf


def somebody_moves(tables: Tables, settings: Floats, terms_in: Floats, terms_out: Floats) -> bool:
    """Tell whether any single actor would enter or leave a partnership."""
    for p in range(int(tables.globals[Globals.ROWS])):
        for i in range(tables.actors.shape[1]):
            if would_move(tables, settings, p, i, terms_in, terms_out):
                return True
    return False


def fill_at_rest(tables: Tables, settings: Floats, profiles: Floats, founding: bool, found: Floats) -> bool:
    """Write 1 for each profile, shape (M, P, N), in which nobody moves, alone or by founding together.

    Returns whether that could be told: of many unequal actors not all groups can be tried as founders.
    """
    terms_in, terms_out = np.zeros(N_TERMS), np.zeros(N_TERMS)
    for m in range(profiles.shape[0]):
        place(tables, profiles[m])
        rests = not somebody_moves(tables, settings, terms_in, terms_out)
        if rests and founding:
            founded = a_group_founds(tables, settings)
            if founded < 0:
                return False
            rests = founded == 0
        found[m] = 1.0 if rests else 0.0
    return True
