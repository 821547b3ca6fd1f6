"""Benefit of effort: what one more effective dollar on a threat is worth to those it protects.

``b`` is written for a unit of value, so that an actor's benefit is its value times ``b(E)``; the curved shapes are
scaled to ``b'(0) = 1`` (offset 1), and ``log`` with offset 0 and scale 1 is the plain logarithm of the theory of
voluntary provision.
"""

from __future__ import annotations

import math

from simulation.core.codes import Benefit

TINY = 1e-300


def linear_benefit(effort: float) -> float:
    """Return ``E`` [US$bn/yr]: Exact [barrett1994], linear benefit.

    Examples
    --------
    >>> linear_benefit(3.0)
    3.0
    """
    return effort


def quadratic_benefit(effort: float, peak: float) -> float:
    """Return ``E - E^2 / (2 peak)`` up to the peak and constant above: Exact [barrett1994], quadratic benefit.

    Examples
    --------
    >>> quadratic_benefit(1.0, 2.0), quadratic_benefit(5.0, 2.0)
    (0.75, 1.0)
    """
    reached = min(effort, peak)
    return reached - reached * reached / (2.0 * peak)


def log_benefit(effort: float, scale: float, offset: float) -> float:
    """Return ``scale ln(offset + E / scale)``: Exact [bergstrom1986] for offset 0 and scale 1 (Cobb-Douglas provision).

    Examples
    --------
    >>> log_benefit(0.0, 10.0, 1.0)
    0.0
    """
    return scale * math.log(max(offset + effort / scale, TINY))


def step_benefit(effort: float, threshold: float) -> float:
    """Return 1 once effort reaches the threshold, else 0: Exact [milinski2008], threshold public good.

    The comparison forgives one part in a billion, so that the order of adding efforts cannot decide.

    Examples
    --------
    >>> step_benefit(2.0, 3.0), step_benefit(3.0, 3.0)
    (0.0, 1.0)
    """
    return 1.0 if effort >= threshold * (1.0 - 1e-9) else 0.0


def benefit(shape: int, effort: float, scale: float, offset: float) -> float:
    """Return the benefit of total effort for a unit of value, by shape (codes of :class:`Benefit`).

    Exact [barrett1994], [bergstrom1986] or [milinski2008], see the shapes.

    Parameters
    ----------
    shape : code of the shape
    effort : total effective effort E [US$bn/yr]
    scale : peak, scale or threshold of the shape [US$bn/yr]
    offset : offset of the logarithm [1]

    Examples
    --------
    >>> [benefit(shape, 1.0, 2.0, 1.0) for shape in (Benefit.LINEAR, Benefit.QUADRATIC, Benefit.STEP)]
    [1.0, 0.75, 0.0]
    """
    if shape == Benefit.QUADRATIC:
        return quadratic_benefit(effort, scale)
    if shape == Benefit.LOG:
        return log_benefit(effort, scale, offset)
    if shape == Benefit.STEP:
        return step_benefit(effort, scale)
    return linear_benefit(effort)


def marginal_benefit(shape: int, effort: float, scale: float, offset: float) -> float:
    """Return the derivative of :func:`benefit`; 0 for the step, whose benefit no small effort changes.

    Exact [barrett1994], [bergstrom1986] or [milinski2008], see the shapes.

    Examples
    --------
    >>> marginal_benefit(1, 1.0, 2.0, 1.0), marginal_benefit(2, 10.0, 10.0, 1.0)
    (0.5, 0.5)
    """
    if shape == Benefit.QUADRATIC:
        return max(0.0, 1.0 - effort / scale)
    if shape == Benefit.LOG:
        return 1.0 / max(offset + effort / scale, TINY)
    if shape == Benefit.STEP:
        return 0.0
    return 1.0


def effort_at_marginal(shape: int, marginal: float, scale: float, offset: float) -> float:
    """Return the total effort at which the marginal benefit is ``marginal``: :func:`marginal_benefit` turned round.

    Exact [barrett1994] or [bergstrom1986]; 0 where no effort has so high a marginal benefit. Only for curved shapes.

    Examples
    --------
    >>> effort_at_marginal(Benefit.QUADRATIC, 0.75, 10.0, 1.0), effort_at_marginal(Benefit.LOG, 0.5, 10.0, 1.0)
    (2.5, 10.0)
    """
    if shape == Benefit.QUADRATIC:
        return max(0.0, scale * (1.0 - marginal))
    return max(0.0, scale * (1.0 / marginal - offset))


def curvature(shape: int, marginal: float, scale: float) -> float:
    """Return ``b''(E)`` where ``b'(E)`` is ``marginal``: how fast the worth of effort falls.

    Exact [barrett1994] or [bergstrom1986]: the second derivative of :func:`benefit`, written in its first.

    Parameters
    ----------
    shape : code of :class:`Benefit`
    marginal : b'(E), 0 beyond the peak
    scale : peak or scale of the shape [US$bn/yr]

    Examples
    --------
    >>> curvature(Benefit.QUADRATIC, 0.5, 10.0), curvature(Benefit.LOG, 0.5, 10.0), curvature(Benefit.LINEAR, 1.0, 10.0)
    (-0.1, -0.025, 0.0)
    """
    if shape == Benefit.QUADRATIC:
        return -1.0 / scale if marginal > 0.0 else 0.0
    return -marginal * marginal / scale if shape == Benefit.LOG else 0.0
