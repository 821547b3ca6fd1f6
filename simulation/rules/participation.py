"""The decision to be a member: payoffs that are not threats avoided, and the choice between in and out."""

from __future__ import annotations

import math

from simulation.core.codes import Admission, Kind


def choice_probability(difference: float, noise: float) -> float:
    """Return ``1 / (1 + exp(-difference / noise))``: Exact [mcfadden1974], logit choice between two options.

    Special case: without noise 1 or 0 by the sign, and one half at exact indifference.

    Examples
    --------
    >>> choice_probability(0.0, 1.0), choice_probability(-5000.0, 1.0), choice_probability(2.0, 0.0)
    (0.5, 0.0, 1.0)
    """
    if noise <= 0.0:
        return 0.5 if difference == 0.0 else (1.0 if difference > 0.0 else 0.0)
    ratio = difference / noise
    if ratio >= 0.0:
        return 1.0 / (1.0 + math.exp(-min(ratio, 700.0)))
    rising = math.exp(ratio) if ratio > -700.0 else 0.0
    return rising / (1.0 + rising)


def long_run_chance(difference: float, switching: float, noise: float) -> float:
    """Return the share of time for which an actor that reviews now and then is in: joins over joins and leaves.

    Exact [mcfadden1974]: the stationary state of a chain of two states whose moves are logit choices, each against the
    cost of switching.

    Special case: without a switching cost the plain choice.

    Examples
    --------
    >>> long_run_chance(0.0, 3.0, 1.0)
    0.5
    >>> round(long_run_chance(1.0, 0.0, 1.0), 4), round(long_run_chance(1.0, 9.0, 1.0), 4)
    (0.7311, 0.8808)
    """
    joins = choice_probability(difference - switching, noise)
    leaves = choice_probability(-difference - switching, noise)
    return joins / (joins + leaves) if joins + leaves > 0.0 else 0.5


def log_choice_probability(ratio: float) -> float:
    """Return ``-ln(1 + exp(-ratio))``, the logarithm of the logit chance: exact however small the chance is.

    Exact [mcfadden1974], with the difference of payoffs in units of noise.

    Examples
    --------
    >>> log_choice_probability(-5000.0), round(math.exp(log_choice_probability(0.0)), 12)
    (-5000.0, 0.5)
    """
    if ratio == -math.inf:
        return -math.inf
    return -math.log1p(math.exp(-ratio)) if ratio >= 0.0 else ratio - math.log1p(math.exp(ratio))


def sway(gain: float, most: float) -> float:
    """Return ``m / (m + |gain|)``: the part of a gain in money that moves an actor to whom m is the most that counts.

    Assumed: small gains count in full, none more than the most; else whoever has next to no means of its own would be
    moved by the world's damages alone, and a deal by nothing but money.

    Special case: all of it where there is no most.

    Examples
    --------
    >>> sway(2.0, 2.0), sway(-2.0, 2.0), sway(5.0, math.inf), sway(0.0, 0.0)
    (0.5, 0.5, 1.0, 1.0)
    """
    return most / (most + abs(gain)) if gain != 0.0 and most < math.inf else 1.0


def is_tie(difference: float, scale: float) -> bool:
    """Tell whether two payoffs are equal up to 1e-9 of their scale: Assumed: well above rounding, below any effect.

    Examples
    --------
    >>> is_tie(1e-12, 1.0), is_tie(1e-6, 1.0)
    (True, False)
    """
    return abs(difference) <= 1e-9 * scale


def affinity(base: float, distance_weight: float, squared_distance: float) -> float:
    """Return ``a0 - a1 (x_i - x_j)^2``: Adapted [bailey2017]: ideal-point distance as a cost of sitting together.

    Examples
    --------
    >>> affinity(0.5, 0.25, 2.0)
    0.0
    """
    return base - distance_weight * squared_distance


def trust_worth(worth: float, trust: float) -> float:
    """Return ``worth (2 trust - 1)``: gain from trusted company, loss from distrusted: Adapted [axelrod1984]: linear.

    Examples
    --------
    >>> trust_worth(0.002, 1.0), trust_worth(0.002, 0.5)
    (0.002, 0.0)
    """
    return worth * (2.0 * trust - 1.0)


def influence_worth(worth: float, share: float, distance: float) -> float:
    """Return ``worth share min(1, |x - z|)``: worth of shaping a norm, as a share of capacity.

    Adapted [slaughter2024]: influence requires connection; who contributes most moves the norm most, and there is
    more to move where it lies far away.

    Examples
    --------
    >>> influence_worth(0.005, 0.5, 3.0), influence_worth(0.005, 0.5, 0.0)
    (0.0025, 0.0)
    """
    return worth * share * min(1.0, distance)


def mean_squared_distance(position: float, mean: float, mean_square: float) -> float:
    """Return the weighted mean of ``(x - x_j)^2`` from the means of x_j and x_j^2, never below 0.

    Exact [ross2014]: the second moment about any point.

    Examples
    --------
    >>> mean_squared_distance(1.0, 2.0, 5.0)
    2.0
    """
    return max(0.0, position * position - 2.0 * position * mean + mean_square)


def candidate_priority(draw: float, weight: float) -> float:
    """Return ``-ln(draw) / weight``; the smallest are drawn without replacement: Exact [efraimidis2006].

    Special case: weight 0 is never drawn (infinite).

    Examples
    --------
    >>> candidate_priority(0.5, 0.0)
    inf
    """
    return -math.log(draw) / weight if weight > 0.0 else math.inf


def may_be_drawn(draw: float, weight: float, worst: float) -> bool:
    """Tell whether ``-ln(draw) / weight`` can be below ``worst``; no more often wrong than rounding.

    Exact [efraimidis2006]: as ``-ln(u) >= 1 - u``, most logarithms of :func:`candidate_priority` need not be taken.

    Examples
    --------
    >>> may_be_drawn(0.9, 1.0, 0.2), may_be_drawn(0.5, 1.0, 0.2), may_be_drawn(0.5, 0.0, math.inf)
    (True, False, False)
    """
    return weight > 0.0 and 1.0 - draw < worst * weight


def is_admissible(admission: int, kind: int, openness: float, distance: float, least: float, nearest: float) -> bool:
    """Tell whether an actor may apply: states only, democracies, like-minded or open.

    Assumed: four doors stand for the ways in which partnerships choose; only the open one admits non-states.

    Parameters
    ----------
    admission : code of :class:`Admission`
    kind : code of :class:`Kind`
    openness : liberal democracy of the applicant's home, 0 to 1
    distance : distance of the applicant's position from that of the nearest lead or founder
    least : least openness that counts as a democracy
    nearest : largest distance that counts as like-minded

    Examples
    --------
    >>> is_admissible(Admission.STATES, Kind.NGO, 0.9, 0.0, 0.5, 1.0)
    False
    """
    if admission == Admission.OPEN:
        return True
    if kind != Kind.STATE:
        return False
    if admission == Admission.DEMOCRACIES:
        return openness >= least
    return admission == Admission.STATES or distance <= nearest


def contact(size: float, half: float) -> float:
    """Return the pull of a partnership through its members, ``(1 + size) / (half + size)``: Assumed: saturating reach.

    Examples
    --------
    >>> contact(0.0, 1.0), contact(9.0, 11.0)
    (1.0, 0.5)
    """
    return (1.0 + size) / (half + size)


def long_run_log_odds(difference: float, switching: float) -> float:
    """Return the logarithm of the long-run chance of being in over that of being out, however small either is.

    ``ln(1 + exp(d + s)) - ln(1 + exp(s - d))``: Exact [mcfadden1974]: the odds of ``long_run_chance`` in logarithms.

    Parameters
    ----------
    difference, switching : payoff inside less outside, and cost of a move [noise]

    Examples
    --------
    >>> long_run_log_odds(0.0, 3.0), round(long_run_log_odds(1.0, 0.0), 12), round(long_run_log_odds(-90.0, 3.0), 4)
    (0.0, 1.0, -93.0)
    """
    up, down = difference + switching, switching - difference
    joins = max(0.0, up) + math.log1p(math.exp(-abs(up)))
    leaves = max(0.0, down) + math.log1p(math.exp(-abs(down)))
    return joins - leaves
