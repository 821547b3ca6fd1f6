"""Numbers of a scenario that kernels read, by their dotted name in scenario files.

``settings[Setting.THETA]`` in a kernel is ``payoff.theta`` of the scenario: unit, range, default and source are
declared there and nowhere else.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Self


class Setting(IntEnum):
    """Position of a scenario value in the settings array of shape (settings,)."""

    dotted: str

    def __new__(cls, dotted: str) -> Self:
        """Return the next setting: settings are numbered in the order in which they are declared."""
        setting = int.__new__(cls, len(cls.__members__))
        setting._value_ = len(cls.__members__)
        setting.dotted = dotted
        return setting

    PHI = "payoff.phi"
    PHI_NONSTATE = "payoff.phi_nonstate"
    BENEFIT = "payoff.benefit"
    OFFSET = "payoff.benefit_offset"
    COST = "payoff.cost"
    C0 = "payoff.c0"
    C1 = "payoff.c1"
    LIMIT = "payoff.limit"
    RESPONSE = "payoff.response"
    OUTSIDER = "payoff.outsider"
    TIE = "payoff.tie"
    THETA = "payoff.theta"
    INERTIA = "payoff.inertia"
    CANDIDATES = "payoff.candidates"
    REVIEW_SHARE = "payoff.review_share"
    UNILATERAL = "payoff.unilateral_productivity"
    AFFINITY_BASE = "payoff.affinity_base"
    AFFINITY_DISTANCE = "payoff.affinity_distance"
    AFFINITY_RIVAL = "payoff.affinity_rival"
    AFFINITY_PACT = "payoff.affinity_pact"
    OVERHEAD = "payoff.overhead"
    RECOGNITION = "payoff.recognition"
    NETWORK = "payoff.network"
    DEMOCRACY_LEAST = "payoff.democracy_least"
    LIKE_MINDED_NEAREST = "payoff.like_minded_nearest"
    DELIVERY_BASE = "delivery.base"
    ACCOUNTABILITY = "delivery.accountability"
    WITHHOLDING = "delivery.withholding"
    MEMORY = "delivery.memory"
    COMPLEMENTARITY = "production.complementarity"
    COORDINATION_SIZE = "production.coordination_size"
    COORDINATION_DIVERSITY = "production.coordination_diversity"
    CONCRETENESS_EFFECT = "production.concreteness_effect"
    LEGITIMACY_EFFECT = "production.legitimacy_effect"
    PRODUCTIVITY_LEAST = "production.least"
    HOSTING = "production.hosting"
    INPUT_WEIGHT = "legitimacy.input_weight"
    TRANSPARENCY_EFFECT = "legitimacy.transparency_effect"
    LEARNING = "legitimacy.learning"
    SPIN_OFF = "legitimacy.spin_off"
    CROWDING = "attention.crowding"
    CROWDING_NONSTATE = "attention.crowding_nonstate"
    TENSION_MEAN = "shocks.tension_mean"
    TENSION_REVERSION = "shocks.tension_reversion"
    TENSION_NOISE = "shocks.tension_noise"
    TENSION_JUMP_RATE = "shocks.tension_jump_rate"
    TENSION_JUMP_SIZE = "shocks.tension_jump_size"


QUARTER = 0.25
"""Length of a step in years."""
