"""How partnerships begin and end."""

from __future__ import annotations

TYPICAL_SIZE = 20.0
"""Members of a partnership to which the rate of ends belongs: the median of organisations."""


def initiative(rate: float, inclination: float, capacity: float, half: float, vacancy: float, strength: float) -> float:
    """Return ``rate inclination K / (K + half) (1 + strength vacancy)`` proposals a year.

    Adapted [kindleberger1973]: where leads have ceased to deliver, others may step in; means limit everybody.

    Parameters
    ----------
    rate : proposals a year of an actor with full inclination and ample means
    inclination : 1 for a pole, by the order for others
    capacity, half : means, and means at which initiative is half [US$bn/yr]
    vacancy, strength : part of leads' deliveries that has ceased, and how much that moves others

    Examples
    --------
    >>> initiative(0.2, 0.5, 2.0, 2.0, 0.0, 1.0), initiative(0.2, 0.5, 2.0, 2.0, 1.0, 1.0)
    (0.05, 0.1)
    """
    return rate * inclination * capacity / (capacity + half) * (1.0 + strength * vacancy)


def unmet_stake(value: float, mission: float, answered: float) -> float:
    """Return ``value mission max(0, 1 - q)``: pull of an issue on an initiator: Assumed: what matters and is not met.

    Examples
    --------
    >>> unmet_stake(2.0, 0.5, 0.25), unmet_stake(2.0, 0.5, 1.5)
    (0.75, 0.0)
    """
    return value * mission * max(0.0, 1.0 - answered)


def invitation_weight(willing: float, budget: float, distance: float) -> float:
    """Return ``willing budget / (1 + distance^2)``: whom an initiator approaches first.

    Adapted [snidal1985]: those who gain most from a small group, here the able, willing and near.

    Examples
    --------
    >>> invitation_weight(2.0, 3.0, 0.0), invitation_weight(2.0, 3.0, 1.0)
    (6.0, 3.0)
    """
    return willing * budget / (1.0 + distance * distance)


def agreed_ambition(ambition: float, shallowness: float, concreteness: float) -> float:
    """Return ``min(1, ambition (1 - shallowness concreteness))``: Adapted [barrett2002]: what binds promises less.

    Nobody promises more than the joint optimum, whose share ambition is.

    Examples
    --------
    >>> agreed_ambition(0.5, 0.5, 1.0), agreed_ambition(1.0, -1.0, 0.5)
    (0.25, 1.0)
    """
    return min(1.0, ambition * (1.0 - shallowness * concreteness))


def hosting_budget(share: float, capacity: float, attention: float, released: float) -> float:
    """Return ``share K attention min(1, released)`` [US$bn/yr]: most that an actor spends on hosting and starts.

    Assumed: a stated part of what attention and policy leave, the same whether it seeds or leads.

    Examples
    --------
    >>> hosting_budget(0.5, 4.0, 0.5, 2.0), hosting_budget(0.5, 4.0, 0.5, 0.0)
    (1.0, 0.0)
    """
    return share * (capacity * attention) * min(1.0, released)


def running_cost(hosting: float, delivered: float, fixed: float, by_member: float, size: float) -> float:
    """Return ``hosting delivered + fixed + by_member size`` [US$bn/yr]: Assumed: a secretariat grows with its work.

    Examples
    --------
    >>> running_cost(0.05, 2.0, 0.5, 0.01, 10.0)
    0.7
    """
    return hosting * delivered + fixed + by_member * size


def vacancy(led: float, delivered: float) -> float:
    """Return ``max(0, 1 - delivered / led)``: part of leads' deliveries that has ceased; 0 where there were none.

    Adapted [kindleberger1973]: a leader that no longer provides.

    Examples
    --------
    >>> vacancy(4.0, 1.0), vacancy(4.0, 5.0), vacancy(0.0, 0.0)
    (0.75, 0.0, 0.0)
    """
    return max(0.0, 1.0 - delivered / led) if led > 0.0 else 0.0


def rate_of_end(rate: float, by_size: float, size: float) -> float:
    """Return ``r (n / 20)^e`` [1/yr]: hazard of an end that is none of its members' doing.

    Adapted [pevehouse2020]: missions are accomplished, bodies merged or superseded; large ones last.

    Parameters
    ----------
    rate : hazard of a partnership of twenty members [1/yr]
    by_size : rise with the number of members, in logarithms (e)
    size : number of members (n), counted as one at least

    Examples
    --------
    >>> rate_of_end(0.01, -0.5, 80.0), rate_of_end(0.01, -0.5, 0.0) == rate_of_end(0.01, -0.5, 1.0)
    (0.005, True)
    """
    return float(rate * (max(1.0, size) / TYPICAL_SIZE) ** by_size)
