"""From pledges to deliveries, and from dollars to effective output."""

from __future__ import annotations

import math

ROUNDING = 1e-9
"""Relative difference of two sums of money that counts as none."""


def delivered_share(base: float, accountability: float, concreteness: float, binding: float, distrust: float) -> float:
    """Return the share of a pledge that is delivered, between 0 and 1.

    ``base + accountability x (concreteness + binding) / 2 - distrust``: Adapted [barrett2008]: measurable, binding
    pledges are kept more; specific reciprocity holds back what others held back.

    Examples
    --------
    >>> delivered_share(0.5, 0.4, 1.0, 0.5, 0.0), delivered_share(0.9, 0.4, 1.0, 1.0, 0.0)
    (0.8, 1.0)
    """
    return min(1.0, max(0.0, base + accountability * 0.5 * (concreteness + binding) - distrust))


def withheld_for_shortfall(transactionalism: float, strength: float, reliability: float) -> float:
    """Return ``tau x strength x (1 - reliability)``: what a transactional actor withholds.

    Adapted [keohane1986]: specific reciprocity answers shortfalls in kind, here in proportion to transactionalism.

    Examples
    --------
    >>> withheld_for_shortfall(0.5, 0.4, 0.75)
    0.05
    """
    return transactionalism * strength * (1.0 - reliability)


def pace_of_memory(memory: float) -> float:
    """Return ``1 / memory`` [1/yr]: how fast a new experience replaces those remembered.

    Assumed: the past fades exponentially. Special case: who remembers nothing forgets at once.

    Parameters
    ----------
    memory : how long the past is remembered [years]

    Examples
    --------
    >>> pace_of_memory(2.0), pace_of_memory(0.0)
    (0.5, inf)
    """
    return 1.0 / memory if memory > 0.0 else math.inf


def share_within_means(promised: float, left: float) -> float:
    """Return ``min(1, left / promised)``: the part of all payments due that an actor's means allow.

    Assumed: who has promised more than it has, as a donor by habit may, pays all partnerships the same part.

    Parameters
    ----------
    promised : what it would pay in all partnerships [US$bn/yr]
    left : its means, less what it does alone [US$bn/yr]

    Examples
    --------
    >>> share_within_means(2.0, 3.0), share_within_means(4.0, 3.0), share_within_means(0.0, 0.0)
    (1.0, 0.75, 1.0)
    """
    most = max(0.0, left)
    return most / promised if promised > most * (1.0 + ROUNDING) else 1.0


def kind_diversity(squares: float, total: float) -> float:
    """Return ``1 - sum of squared shares``: diversity of kinds by contribution, Exact [simpson1949].

    Examples
    --------
    >>> kind_diversity(1.0, 1.0), kind_diversity(0.5, 1.0), kind_diversity(0.0, 0.0)
    (0.0, 0.5, 0.0)
    """
    return max(0.0, 1.0 - squares / (total * total)) if total > 0.0 else 0.0


def coordination_loss(
    by_size: float, by_diversity: float, by_distance: float, size: float, diversity: float, distance: float
) -> float:
    """Return ``by_size ln(size) + by_diversity diversity + by_distance distance``.

    Assumed: more members, of more kinds and further apart, agree more slowly.

    Examples
    --------
    >>> coordination_loss(0.02, 0.05, 0.1, 1.0, 0.0, 0.0), coordination_loss(0.02, 0.05, 0.1, 1.0, 1.0, 0.5)
    (0.0, 0.1)
    """
    return by_size * math.log(max(size, 1.0)) + by_diversity * diversity + by_distance * distance


def loss_of_aim(capture: float, by_companies: float, diversion: float, concreteness: float) -> float:
    """Return ``capture share of companies + diversion concreteness``: effort that serves something else.

    Assumed: companies turn a part of what they pay to their own use, and measured goals draw effort to what is counted.

    Examples
    --------
    >>> loss_of_aim(0.1, 0.5, 0.05, 1.0)
    0.1
    """
    return capture * by_companies + diversion * concreteness


def productivity(complement: float, legitimacy: float, focus: float, loss: float, least: float) -> float:
    """Return effective output per effective dollar: ``(1 + complement) (1 + legitimacy) (1 + focus) - loss``.

    Assumed: kinds complement one another (0 where one kind is present, so states alone yield their dollars),
    legitimacy and concrete goals help or hinder, coordination costs; never below ``least``.

    Examples
    --------
    >>> productivity(0.0, 0.0, 0.0, 0.0, 0.1)
    1.0
    """
    return max(least, (1.0 + complement) * (1.0 + legitimacy) * (1.0 + focus) - loss)
