"""What a non-state works on: weights of issues, as a cell says them."""

from __future__ import annotations

from simulation.core.adding import added
from simulation.core.errors import DataError, no_such


def weights_in(cell: str, issues: tuple[str, ...]) -> list[float]:
    """Return weights of issues that sum to 1 from a cell such as ``climate:0.6|food:0.4``.

    Raises
    ------
    DataError : an issue is unknown, a weight is negative or no number, or they do not sum to 1

    Examples
    --------
    >>> weights_in("food:0.25|climate:0.75", ("climate", "disease", "food"))
    [0.75, 0.0, 0.25]
    """
    weights = [0.0] * len(issues)
    for part in cell.split("|"):
        issue, _, weight = (each.strip() for each in part.partition(":"))
        if issue not in issues:
            raise DataError(no_such("issue", issue, issues))
        try:
            weights[issues.index(issue)] += float(weight)
        except ValueError:
            said = f"An interest is written issue:weight, such as climate:0.6|food:0.4, found '{part}'."
            raise DataError(said) from None
    total = added(weights)
    if min(weights) < 0.0:
        raise DataError(f"An interest cannot be negative, found '{cell}'.")
    if not abs(total - 1.0) <= 1e-6:
        raise DataError(f"Interests must sum to 1, found {total:g} in '{cell}'.")
    return [weight / total for weight in weights]
