"""The roster: the actors, partnerships, memberships and figures that a world starts from.

``load_roster()`` reads the figures in ``simulation/data``; ``synthetic_roster(...)`` draws a roster of any
size, ``with_cities(...)`` draws cities into either.
"""

from simulation.roster.cities import with_cities
from simulation.roster.loading import load_roster, load_track_record
from simulation.roster.records import Exit, Filled, Pledge, Roster, TrackRecord, Unresolved
from simulation.roster.synthesis import synthetic_roster

__all__ = [
    "Exit",
    "Filled",
    "Pledge",
    "Roster",
    "TrackRecord",
    "Unresolved",
    "load_roster",
    "load_track_record",
    "synthetic_roster",
    "with_cities",
]
