"""Politics at home: what keeps a government in office."""

from __future__ import annotations

import math


def log_odds(chance: float) -> float:
    """Return ``ln(p / (1 - p))``: Exact [mcfadden1974], the log-odds of a chance.

    Examples
    --------
    >>> log_odds(0.5)
    0.0
    """
    return math.log(chance / (1.0 - chance))


def approval_of_half(results: float, burden: float, war: float) -> float:
    """Return the log-odds that results add and burden and war take with one half of the voters: ``r - a - w``.

    Adapted [slaughter2024]: one half is averse to being the payer, one to being the policeman; war tells with both.

    Examples
    --------
    >>> approval_of_half(1.0, 0.5, 0.25)
    0.25
    """
    return results - burden - war


def approval(payers: float, policing: float) -> float:
    """Return the log-odds that a government has with all of its voters: the mean of both halves.

    Adapted [slaughter2024]: both halves demand results, one is averse to being the payer, one to being the policeman.

    Examples
    --------
    >>> approval(1.0, 0.5)
    0.75
    """
    return 0.5 * (payers + policing)


def chance_kept(usual: float, approval: float) -> float:
    """Return the chance that a government is re-elected: the usual one, its odds moved by approval.

    Adapted [fair2012]: terms in office set the usual chance, events move it.

    Examples
    --------
    >>> chance_kept(0.5, 0.0), round(chance_kept(0.2, 1.0), 3)
    (0.5, 0.405)
    """
    return 1.0 / (1.0 + math.exp(-(log_odds(usual) + approval)))


def enforcement(military: float, pressure: float) -> float:
    """Return ``M (1 + p)``: what a state does to keep others in order.

    Assumed: military budgets, and up to twice as much where they stand behind pressure on others.

    Examples
    --------
    >>> enforcement(100.0, 0.0), enforcement(100.0, 0.5)
    (100.0, 150.0)
    """
    return military * (1.0 + pressure)


def beyond_share(share: float, fair: float) -> float:
    """Return ``share / fair - 1``: by how many times a share exceeds another, 0 where there is none to compare.

    Assumed: voters compare what is paid with what others of their size pay.

    Examples
    --------
    >>> beyond_share(0.3, 0.2), beyond_share(0.3, 0.0)
    (0.4999999999999998, 0.0)
    """
    return share / fair - 1.0 if fair > 0.0 else 0.0
