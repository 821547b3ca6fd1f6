"""What a threat means to an actor: its own stake, and its regard for the stakes of others."""

from __future__ import annotations


def state_value(stake: float, worth: float, level: float, discount: float) -> float:
    """Return ``phi s beta L``, a state's perceived benefit per effective dollar.

    Adapted [nordhaus2015]: damage is shared out by stakes, politics discounts it.

    Examples
    --------
    >>> state_value(0.25, 8.0, 1.5, 0.5)
    1.5
    """
    return discount * stake * worth * level


def other_value(interest: float, size: float, worth: float, level: float, discount: float, purpose: float) -> float:
    """Return ``phi phi_kind w beta L K / sum K``: a non-state actor's, by its mission and its weight among its peers.

    Assumed: companies, NGOs and philanthropies act on a part (``purpose``) of the world's benefit, divided among
    them by size, so that splitting an actor in two changes nothing.

    Examples
    --------
    >>> other_value(0.5, 0.25, 8.0, 1.0, 0.5, 0.5)
    0.25
    """
    return discount * purpose * interest * worth * level * size


def value_with_regard(own: float, world: float, regard: float, transactionalism: float) -> float:
    """Return ``v + (1 - tau) omega (V - v)``: diffuse concern for others: Adapted [keohane1986].

    Parameters
    ----------
    own : own perceived value per effective dollar
    world : the world's perceived value per effective dollar, own part included for states
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
