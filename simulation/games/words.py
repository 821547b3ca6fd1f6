"""Words of the field that a game calls otherwise, and what to say instead."""

from __future__ import annotations

WORDS = {
    "stackelberg": "response='leader'",
    "leader": "response='leader'",
    "leadership": "response='leader'",
    "cournot": "response='recompute'",
    "nash": "rule='voluntary', or rule='nash_bargaining' for the bargaining solution",
    "non-cooperative": "rule='voluntary'",
    "noncooperative": "rule='voluntary'",
    "selfish": "rule='voluntary'",
    "cooperative": "rule='joint'",
    "cooperation": "rule='joint'",
    "full": "rule='joint'",
    "social optimum": "rule='joint'",
    "utilitarian": "rule='joint'",
    "tariff": "outsider_penalty",
    "tariffs": "outsider_penalty",
    "sanction": "outsider_penalty",
    "sanctions": "outsider_penalty",
    "penalty": "outsider_penalty",
    "trade sanction": "outsider_penalty",
    "subsidy": "a negative dues",
    "membership benefit": "a negative dues",
    "club good": "a negative dues or outsider_gain",
    "fee": "dues",
    "ancillary benefits": "a negative c0",
    "ancillary": "a negative c0",
    "co-benefits": "a negative c0",
    "minimum participation": "minimum_participation",
    "minimum membership": "minimum_participation",
    "entry into force": "minimum_participation",
    "quorum": "minimum_participation",
    "threshold participation": "minimum_participation",
    "transfers": "rule='optimal', 'nash_bargaining', 'chander_tulkens', 'shapley' or 'lindahl'",
    "side payments": "rule='optimal'",
    "bargaining": "rule='nash_bargaining'",
    "nash bargaining": "rule='nash_bargaining'",
    "chander tulkens": "rule='chander_tulkens'",
    "core": "rule='chander_tulkens'",
    "surplus sharing": "rule='optimal'",
    "almost ideal": "rule='optimal'",
    "hegemon": "rule='hegemonic' with a lead",
    "minilateral": "seats",
    "weakest link": "nothing yet: efforts are added up",
    "weakest": "nothing yet: efforts are added up",
    "best shot": "nothing yet: efforts are added up",
    "threshold": "benefit='step' with a threshold",
    "isoelastic": "benefit='log'",
    "cobb-douglas": "benefit='log', offset=0.0, cost='log_capacity'",
    "logit": "theta",
    "noise": "theta",
    "temperature": "theta",
    "beta": "theta, which is 1 / beta",
    "rationality": "theta, which is 1 / rationality",
    "farsighted": "game.farsighted()",
    "fermi": "update='imitate'",
    "replicator": "update='imitate'",
    "moran": "update='imitate'",
    "imitation": "update='imitate'",
    "best response": "update='reply'",
    "best reply": "update='reply'",
    "open membership": "consent='open'",
    "exclusive membership": "consent='unanimity'",
    "veto": "consent='unanimity'",
    "n": "values, one number for each actor, as in Game([1.0] * 10)",
    "players": "values, one number for each actor, as in Game([1.0] * 10)",
    "countries": "values, one number for each actor, as in Game([1.0] * 10)",
    "agents": "values, one number for each actor, as in Game([1.0] * 10)",
    "actors": "values, one number for each actor, as in Game([1.0] * 10)",
    "value": "values, one number for each actor",
    "benefits": "values, one number for each actor",
    "cost slope": "costs",
    "budget": "capacity, or limit where cost is quadratic",
    "mu": "surplus_weights",
    "rho": "ambition",
    "gamma": "outsider_gain",
    "discount": "game.farsighted(discount=...)",
}
"""What to say for a word of the field; looked up without regard to case, underscores and hyphens."""


def plain(word: str) -> str:
    """Return a word without what does not matter in it.

    Examples
    --------
    >>> plain("Minimum_Participation")
    'minimum participation'
    """
    return " ".join(word.casefold().replace("_", " ").split())


def word_to_use(word: str) -> str | None:
    """Return what to say for a word of the field, None for a word that is not known here.

    Examples
    --------
    >>> word_to_use("Stackelberg"), word_to_use("minimum participation"), word_to_use("jiont")
    ("response='leader'", 'minimum_participation', None)
    """
    return WORDS.get(plain(word))
