"""Mesa agents as views of rows: they hold no second copy of the state."""

from simulation.actors.base import ActorView, RowView
from simulation.actors.city import City
from simulation.actors.company import Company
from simulation.actors.ngo import NGO
from simulation.actors.organisation import InternationalOrganisation
from simulation.actors.partnership import Partnership
from simulation.actors.philanthropy import Philanthropy
from simulation.actors.state import State

BY_KIND: tuple[type[ActorView], ...] = (State, Company, NGO, Philanthropy, InternationalOrganisation, City)
"""Agent class of each kind, in the order of ``simulation.core.codes.Kind``."""

__all__ = [
    "BY_KIND",
    "NGO",
    "ActorView",
    "City",
    "Company",
    "InternationalOrganisation",
    "Partnership",
    "Philanthropy",
    "RowView",
    "State",
]
