"""Why companies and cities join: weights of their own size, of their home, and of what their peers do."""

from __future__ import annotations

from simulation.parameters.quantity import quantity
from simulation.parameters.section import Section

_FITTED = "fitted to complete lists by `experiments/evidence/non_states.py`; 0 and the other sign are in range"
_COMPANIES = f"Race to Zero and science-based targets, 2,000 companies, {_FITTED}"
_CITIES = f"Race to Zero, 1,176 cities and 713 regions, {_FITTED}"


class NonStates(Section):
    """Motives of companies and cities beside money, as log-odds of a seat; other kinds have none of these."""

    strength: float = quantity(
        1,
        0,
        3,
        "ratio",
        "Assumed: 1 takes the weights below as they were fitted",
        "strength of the motives of companies and cities, each log-odd worth `motives.scale`",
    )
    company_size: float = quantity(
        0.41, -3, 3, "log-odds", f"Adapted [prakash2006]: {_COMPANIES}", "a company e times as large"
    )
    company_openness: float = quantity(
        0.7, -5, 5, "log-odds", f"Adapted [andonova2017]: {_COMPANIES}", "a company at home in an open society"
    )
    company_home: float = quantity(
        0.92, -3, 3, "log-odds", f"Adapted [dimaggio1983]: {_COMPANIES}", "other companies of its home, a log-odd up"
    )
    company_industry: float = quantity(
        0.94, -3, 3, "log-odds", f"Adapted [dimaggio1983]: {_COMPANIES}", "other companies of its industry, alike"
    )
    city_size: float = quantity(0.76, -3, 3, "log-odds", f"Adapted [prakash2006]: {_CITIES}", "a city e times as large")
    city_openness: float = quantity(
        2.8, -5, 5, "log-odds", f"Adapted [andonova2017]: {_CITIES}", "a city at home in an open society"
    )
    city_home: float = quantity(
        0.5, -3, 3, "log-odds", f"Adapted [dimaggio1983]: {_CITIES}", "other cities of its home, a log-odd up"
    )
    prior: float = quantity(
        8,
        0.5,
        100,
        "count",
        "Assumed: eight; 4 and 16 do about as well",
        "number of peers that the common share counts for",
    )
