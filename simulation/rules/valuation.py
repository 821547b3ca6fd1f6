"""What a threat means to an actor: its own stake, and its regard for the stakes of others."""

from __future__ import annotations


def state_value(stake: float, worth: float, level: float, discount: float) -> float:
    """Return ``phi s beta L``, what a state or city sees as its own benefit of an effective dollar.

    Adapted [nordhaus2015]: damage is shared out by stakes, politics discounts it.

    Examples
    --------
    >>> state_value(0.25, 8.0, 1.5, 0.5)
    1.5
    """
    return discount * stake * worth * level


def stake_of_city(stake: float, people: float, people_of_home: float) -> float:
    """Return ``s_h n / n_h``, the part of its home's stake that falls on a city's own people; 0 without people.

    Assumed: damage falls on the people of a state alike. The stake stays the home's too: both answer to these people.

    Parameters
    ----------
    stake : share of world damage that falls on the home (s_h), 0 to 1
    people, people_of_home : inhabitants of the city and of its home (n, n_h) [persons]

    Examples
    --------
    >>> stake_of_city(0.5, 1e6, 4e6), stake_of_city(0.5, 0.0, 0.0)
    (0.125, 0.0)
    """
    return stake * people / people_of_home if people_of_home > 0.0 else 0.0


def other_value(interest: float, size: float, worth: float, level: float, discount: float, purpose: float) -> float:
    """Return ``phi phi_kind w beta L K / sum K``: an actor's without a stake, by mission and weight.

    Assumed: companies, NGOs, philanthropies and organisations act on a part (``purpose``) of the world's benefit,
    divided among them by size, so that splitting an actor in two changes nothing.

    Examples
    --------
    >>> other_value(0.5, 0.25, 8.0, 1.0, 0.5, 0.5)
    0.25
    """
    return discount * purpose * interest * worth * level * size


def regard(base: float, closed: float, openness: float) -> float:
    """Return ``base (closed + openness)``, at most 1: weight on the benefit of others (omega).

    Assumed: open societies care more; how much a wholly closed one cares is in question.

    Parameters
    ----------
    base : weight at which ``closed`` and openness add up to 1
    closed : part of it that a wholly closed society has
    openness : liberal democracy of the home, 0 to 1

    Examples
    --------
    >>> regard(0.2, 0.5, 0.5), regard(1.0, 0.5, 0.75)
    (0.2, 1.0)
    """
    return min(1.0, base * (closed + openness))


def value_with_regard(own: float, world: float, regard: float, transactionalism: float) -> float:
    """Return ``v + (1 - tau) omega (V - v)``: diffuse concern for others: Adapted [keohane1986].

    Parameters
    ----------
    own : own perceived value per effective dollar
    world : the world's perceived value per effective dollar, own part included for states and cities
    regard : weight on others (omega), 0 to 1
    transactionalism : demand for specific reciprocity (tau), 0 to 1

    Examples
    --------
    >>> value_with_regard(1.0, 5.0, 0.5, 0.0), value_with_regard(1.0, 5.0, 0.5, 1.0)
    (3.0, 1.0)
    """
    return own + (1.0 - transactionalism) * regard * max(0.0, world - own)


def crowded_attention(tension: float, crowding: float, rivalry: float) -> float:
    """Return the share of capacity that tension leaves for global issues: Assumed: guns before butter [powell1993].

    Parameters
    ----------
    tension : geopolitical tension, 0 to 1
    crowding : share of capacity lost at full tension and full rivalry
    rivalry : how much of the actor's resources already go to rivalry, 0 to 1

    Examples
    --------
    >>> crowded_attention(0.0, 0.5, 1.0), crowded_attention(1.0, 0.5, 1.0)
    (1.0, 0.5)
    """
    return 1.0 - crowding * tension * rivalry


def rivalry_share(security: float, discretionary: float) -> float:
    """Return ``K_sec / (K_sec + K)``, the weight of rivalry in an actor's resources; 0 for one without any.

    Assumed: what is spent on rivalry already tells how much more tension would take.

    Examples
    --------
    >>> rivalry_share(3.0, 1.0), rivalry_share(0.0, 0.0)
    (0.75, 0.0)
    """
    total = security + discretionary
    return security / total if total > 0.0 else 0.0
