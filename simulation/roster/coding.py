"""Turn what is published about a partnership into the numbers of the model, each by one stated rule.

The rules are our coding, not a source's: graded `Assumed`, repeated in ``simulation/data/figures.csv``. A
table may overrule them: a cell of the columns admission, consent, transparency or exclusivity that is not
empty wins.
"""

from __future__ import annotations

from simulation.core.codes import Admission, BurdenRule, Consent

BURDEN_RULE = {
    "voluntary_pledge": BurdenRule.RECIPROCITY,
    "assessed_scale": BurdenRule.CAPACITY,
    "capital_shares": BurdenRule.CAPACITY,
    "hegemon_pays": BurdenRule.HEGEMONIC,
    "gdp_norm": BurdenRule.QUANTITY,
    "purchase_commitment": BurdenRule.BENEFIT,
    "in_kind": BurdenRule.VOLUNTARY,
    "none": BurdenRule.VOLUNTARY,
}
"""Rule of the model for each published way of sharing the burden. Replenishment rounds answer one
another, so a voluntary pledge is reciprocity; scales and capital shares follow capacity; a buyer's
commitment follows its benefit."""

CODED_OTHERWISE: dict[str, dict[BurdenRule, BurdenRule]] = {
    "coded": {},
    "gifts": dict.fromkeys((BurdenRule.RECIPROCITY, BurdenRule.QUANTITY), BurdenRule.VOLUNTARY),
    "means": dict.fromkeys((BurdenRule.RECIPROCITY, BurdenRule.QUANTITY), BurdenRule.CAPACITY),
}
"""How else the same words could be read: pledges and norms that bind nobody are gifts; or everybody's share follows its
means. Scales, capital shares, a hegemon and a buyer's commitment leave less to judge."""

RULES = {rule.name.lower(): rule for rule in BurdenRule}
"""Rules of the model by their own names, for whoever wants one that no published way of sharing leads to."""

TRANSPARENCY = {
    "pledge": 0.8,
    "umbrella": 0.8,
    "treaty": 0.8,
    "fund": 0.6,
    "purchase": 0.6,
    "delivery": 0.5,
    "bank": 0.5,
    "club": 0.3,
    "alliance": 0.2,
    "deal": 0.2,
    "hub-and-spoke": 0.2,
    "bilateral": 0.1,
}
"""How openly a form chooses its stakeholders: 0 closed invitation, 1 open call."""

EXCLUSIVITY = {"hub-and-spoke": 0.4, "bank": 0.1}
"""How far a form shuts out ties to rivals: 0 open
platform, 1 sphere of influence. Forms not named: 0; defence alliances (0.9) and the Quad (0.6) are stated
row by row."""

FORMS = tuple(TRANSPARENCY)
SMALL_CLUB = 32
"""Largest number of states of which each can be expected to
hold a veto (NATO, the largest body of veto players)."""


def admission_code(form: str, issue: str, outsiders: float) -> Admission:
    """Return who may apply.

    Parameters
    ----------
    form, issue : str
        Words of the partnership's row.
    outsiders : float
        Published number of companies, NGOs and philanthropies [actors].

    Notes
    -----
    Assumed: security alliances and clubs choose the like-minded; where no company, NGO or philanthropy is
    published only states (and bodies of states) sit at the table; otherwise the table is open.
    """
    if issue == "security" and form in {"alliance", "club"}:
        return Admission.LIKE_MINDED
    return Admission.STATES if outsiders == 0 else Admission.OPEN


def consent_code(form: str, admission: Admission, states: float) -> Consent:
    """Return who must agree to a new member.

    Parameters
    ----------
    form : str
        Word of the partnership's row.
    admission : Admission
        Who may apply.
    states : float
        Published number of states [actors].

    Notes
    -----
    Assumed: alliances, clubs and deals among at most ``SMALL_CLUB`` states and no outsiders
    need unanimity; other alliances, clubs, deals, banks and single-provider programmes a majority;
    everything else takes who comes.
    """
    if form in {"alliance", "club", "deal"} and admission != Admission.OPEN and states <= SMALL_CLUB:
        return Consent.UNANIMITY
    if form in {"alliance", "club", "deal", "bank", "bilateral"}:
        return Consent.MAJORITY
    return Consent.OPEN


def half(level: float) -> float:
    """Return a level of 0, 1 or 2 as 0, 0.5 or 1: concreteness of the goal, or bindingness.

    Assumed: the middle level is half way.
    """
    return level / 2.0
