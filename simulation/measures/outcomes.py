"""The outcome row of a quarter: every measure by name, unit and meaning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from simulation.core.column import INF, Column


class Outcome(Column):
    """One number a quarter; position in the outcome row. Efforts count delivered dollars unless they say effective."""

    LEVEL_CLIMATE = "level of the climate threat, 1 at the start", "1"
    LEVEL_DISEASE = "level of infectious disease, 1 at the start", "1"
    LEVEL_FOOD = "level of hunger, 1 at the start", "1"
    LEVEL_ENERGY = "level of energy poverty, 1 at the start", "1"
    LEVEL_DISPLACEMENT = "level of displacement, 1 at the start", "1"
    LEVEL_TERRORISM = "level of terrorism, 1 at the start", "1"
    COVERAGE_CLIMATE = "effective effort as a share of need, climate", "1"
    COVERAGE_DISEASE = "effective effort as a share of need, disease", "1"
    COVERAGE_FOOD = "effective effort as a share of need, food", "1"
    COVERAGE_ENERGY = "effective effort as a share of need, energy access", "1"
    COVERAGE_DISPLACEMENT = "effective effort as a share of need, displacement", "1"
    COVERAGE_TERRORISM = "effective effort as a share of need, terrorism", "1"
    MODEL_SHARE_CLIMATE = "part of that effort that the model's actors decide, climate", "share", 0, 1
    MODEL_SHARE_DISEASE = "part of that effort that the model's actors decide, disease", "share", 0, 1
    MODEL_SHARE_FOOD = "part of that effort that the model's actors decide, food", "share", 0, 1
    MODEL_SHARE_ENERGY = "part of that effort that the model's actors decide, energy access", "share", 0, 1
    MODEL_SHARE_DISPLACEMENT = (
        "part of that effort that the model's actors decide, displacement",
        "share",
        0,
        1,
    )
    MODEL_SHARE_TERRORISM = "part of that effort that the model's actors decide, terrorism", "share", 0, 1
    DAMAGE = "damage that effort does not avert, all threats", "US$bn/yr"
    CROSSED = "threats that have crossed their catastrophic level", "count"
    OUTBREAKS = "outbreaks that struck this quarter", "count"
    TENSION = "geopolitical tension", "0-1", 0, 1
    EFFORT_STATE = "effort delivered by states", "US$bn/yr"
    EFFORT_COMPANY = "effort delivered by companies", "US$bn/yr"
    EFFORT_NGO = "effort delivered by NGOs", "US$bn/yr"
    EFFORT_PHILANTHROPY = "effort delivered by philanthropies", "US$bn/yr"
    EFFORT_ORGANISATION = "effort delivered by international organisations", "US$bn/yr"
    EFFORT_CITY = "effort delivered by cities", "US$bn/yr"
    EFFORT_CLIMATE = "effort delivered on climate", "US$bn/yr"
    EFFORT_DISEASE = "effort delivered on disease", "US$bn/yr"
    EFFORT_FOOD = "effort delivered on food", "US$bn/yr"
    EFFORT_ENERGY = "effort delivered on energy access", "US$bn/yr"
    EFFORT_DISPLACEMENT = "effort delivered on displacement", "US$bn/yr"
    EFFORT_TERRORISM = "effort delivered on terrorism", "US$bn/yr"
    EFFORT_SECURITY = "effort delivered in security partnerships", "US$bn/yr"
    EFFORT_INFRA = "effort delivered on infrastructure", "US$bn/yr"
    EFFORT_MINERALS = "effort delivered on minerals", "US$bn/yr"
    EFFORT_CYBER = "effort delivered on cyber security", "US$bn/yr"
    EFFORT_ALONE = "effort delivered outside any partnership", "US$bn/yr"
    EFFORT_USA = "effort delivered by the United States", "US$bn/yr"
    SHARE_USA = "part of all delivered effort that the United States pays", "share", 0, 1
    SHARE_TOP5 = "part of states' delivered effort that the five largest payers carry", "share", 0, 1
    GINI_BURDEN = "Gini coefficient of delivered effort over states", "0-1", 0, 1
    GINI_INCIDENCE = "Gini coefficient of delivered effort per unit of capacity over states", "0-1", 0, 1
    PLEDGED = "pledges in all partnerships", "US$bn/yr"
    DELIVERED = "deliveries in all partnerships", "US$bn/yr"
    DELIVERY_RATIO = "deliveries as a share of pledges", "share", 0, 1
    MEMBERS = "memberships of all actors", "count"
    JOINS = "memberships begun this quarter", "count"
    LEAVES = "memberships ended this quarter", "count"
    REVIEWS = "memberships and candidates considered this quarter", "count"
    MEMBERSHIPS_PER_STATE = "mean number of memberships of a state", "count"
    MEMBERSHIPS_USA = "memberships of the United States", "count"
    NONSTATE_SEATS = "part of all memberships held by actors other than states", "share", 0, 1
    INPUT_LEGITIMACY = "mean input legitimacy of partnerships, by deliveries", "0-1", 0, 1
    OUTPUT_LEGITIMACY = "mean output legitimacy of partnerships, by deliveries", "0-1", 0, 1
    PRODUCTIVITY = "effective dollars per delivered dollar, all effort", "1"
    PARTNERSHIPS = "existing partnerships", "count"
    BIRTHS = "partnerships founded this quarter", "count"
    PROPOSALS = "partnerships proposed this quarter", "count"
    REFUSED = "foundings refused this quarter for lack of a free row", "count"
    DEATHS = "partnerships dissolved this quarter", "count"
    LIFETIME = "mean age of those dissolved this quarter, counted from the start or their founding", "years"
    SPIN_OFFS = "partnerships that became independent this quarter", "count"
    INDEPENDENT = "part of all deliveries that runs through partnerships without a lead", "share", 0, 1
    LED_USA = "part of all deliveries that runs through partnerships led by the United States", "share", 0, 1
    STABLE = "part of partnerships that some sharing of the gain could hold together", "share", 0, 1
    SURPLUS = "value of all partnerships less their members' outside options", "US$bn/yr", -INF
    TRANSFERS = "transfers paid between members", "US$bn/yr"
    PENALTIES = "penalties collected from outsiders", "US$bn/yr"
    WARS = "ongoing wars", "count"
    WARS_BEGUN = "wars begun this quarter", "count"
    WARS_ENDED = "wars ended this quarter", "count"
    WARS_MEDIATED = "wars ended by mediation this quarter", "count"
    SECURITY = "states' resources for rivalry, and capacity that tension and war divert", "US$bn/yr"
    POLES = "number of poles", "count"
    CONCENTRATION = "concentration of capabilities over states (CON)", "0-1", 0, 1
    EFFECTIVE_POLES = "effective number of equal powers by capability", "count"
    EFFECTIVE_PAYERS = "effective number of equal payers of all effort", "count"
    BLOC_CONCENTRATION = (
        "concentration of capabilities over blocs, each state counted with the pole it turned to",
        "0-1",
        0,
        1,
    )
    MODULARITY = "modularity of the network of ties by bloc", "1", -1, 1
    MULTI_ALIGNMENT = "mean spread of states' ties over the poles, poles left out", "0-1", 0, 1
    REALIGNED = "states that turned to another pole this quarter", "count"
    KIND_DIVERSITY = (
        "diversity of kinds over all seats, as a share of the most that the kinds in the world allow",
        "0-1",
        0,
        1,
    )
    CROSS_BLOC = "mean spread of actors' ties over blocs, as a share of the maximum", "0-1", 0, 1
    LEAD_DISPERSION = "chance that two dollars of deliveries run through different leads", "0-1", 0, 1
    MULTIPARTNER_INDEX = "product of the last three", "0-1", 0, 1
    ULTIMATA = "demands by poles to leave a partnership this quarter", "count"
    YIELDED = "members that left under such a demand this quarter", "count"
    RESISTED = "members that stayed after considering such a demand this quarter", "count"
    INFLUENCE_USA = "shift of norms that the United States causes, weighted by deliveries", "ideal points/yr"
    INDIRECT_INFLUENCE_USA = "shift of others along their ties that this brings about", "ideal points/yr"
    REACH_USA = "share of existing partnerships in which the United States sits", "0-1", 0, 1
    NORM_DISTANCE_USA = "mean distance of norms from the position of the United States, by deliveries", "ideal points"
    NORM_DRIFT = "mean distance of norms from the original aim", "ideal points"
    TRUST = "mean trust in actors, by capacity", "0-1", 0, 1
    HOSTING = "spent on hosting, start-up and early overhead", "US$bn/yr"
    HOSTING_USA = "the same by the United States", "US$bn/yr"
    SPENDING_USA = "effort and hosting of the United States", "US$bn/yr"
    UNFAIR_EQUAL = "part of states' burden that would have to move for equal shares", "share", 0, 1
    UNFAIR_CAPACITY = "part that would have to move for shares by capacity", "share", 0, 1
    UNFAIR_RESPONSIBILITY = "part that would have to move for shares by cumulative emissions", "share", 0, 1
    UNFAIR_BENEFIT = "part that would have to move for shares by own benefit", "share", 0, 1
    RESULTS_RANK = "rank correlation of results since the start with capability, over states", "1", -1, 1
    RESULTS_NONSTATE = "part of results since the start that non-state actors made", "share", 0, 1
    RESULTS_OPEN = "part of non-state results made by actors of open societies", "share", 0, 1
    GAP_CLIMATE = "part of the way from everybody alone to the joint optimum that effort goes, climate", "share", -INF
    GAP_DISEASE = "the same, disease", "share", -INF
    GAP_FOOD = "the same, food", "share", -INF
    GAP_ENERGY = "the same, energy access", "share", -INF
    GAP_DISPLACEMENT = "the same, displacement", "share", -INF
    GAP_TERRORISM = "the same, terrorism", "share", -INF
    GAP_DAMAGE = (
        "part of the damage averted that the joint optimum would avert compared with everybody alone",
        "share",
        -INF,
    )
    DAMAGE_ALONE = "damage this quarter if everybody stood alone", "US$bn/yr"
    DAMAGE_TOGETHER = "damage this quarter at the joint optimum", "US$bn/yr"
    MOBILISED = "money from outside that partnerships draw in and that is spent, all issues", "US$bn/yr", -INF
    OUTSIDE = "effective effort outside the model, all threats", "US$bn/yr"
    ECONOMY = "GDP of all states as a multiple of the start", "1"
    TURNOVERS = "governments replaced this quarter", "count"
    OPPOSITION_USA = "1 while the United States is governed by the side that did not govern at the start", "0-1", 0, 1
    CAPABILITY_USA = "share of the United States in the states' capabilities", "share", 0, 1
    TURNOVERS_EXPECTED = "sum of the chances of governments to be replaced this quarter", "count"
    WARS_PEACE_CHANCE = (
        "chance that an ongoing war ends within a year, mean over wars; the last value where there is none",
        "share",
        0,
        1,
    )
    APPROVAL_PAYERS_USA = (
        "standing of the U.S. government with the half of the voters averse to paying, as log-odds of re-election",
        "log-odds",
        -INF,
    )
    APPROVAL_POLICING_USA = "the same, with the half that is averse to policing", "log-odds", -INF
    GAP_ALONE_CLIMATE = "effective effort on climate if everybody stood alone, outside included", "US$bn/yr"
    GAP_ALONE_DISEASE = "the same, disease", "US$bn/yr"
    GAP_ALONE_FOOD = "the same, food", "US$bn/yr"
    GAP_ALONE_ENERGY = "the same, energy access", "US$bn/yr"
    GAP_ALONE_DISPLACEMENT = "the same, displacement", "US$bn/yr"
    GAP_ALONE_TERRORISM = "the same, terrorism", "US$bn/yr"
    GAP_TOGETHER_CLIMATE = "effective effort on climate at the joint optimum, outside included", "US$bn/yr"
    GAP_TOGETHER_DISEASE = "the same, disease", "US$bn/yr"
    GAP_TOGETHER_FOOD = "the same, food", "US$bn/yr"
    GAP_TOGETHER_ENERGY = "the same, energy access", "US$bn/yr"
    GAP_TOGETHER_DISPLACEMENT = "the same, displacement", "US$bn/yr"
    GAP_TOGETHER_TERRORISM = "the same, terrorism", "US$bn/yr"


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure as tables and figures name it."""

    name: str
    unit: str
    meaning: str
    group: str


_GROUPS = {
    "level": "threats",
    "coverage": "threats",
    "model": "threats",
    "effort": "effort",
    "share": "burden",
    "gini": "burden",
    "unfair": "burden",
    "wars": "geopolitics",
    "security": "geopolitics",
    "poles": "geopolitics",
    "tension": "geopolitics",
    "ultimata": "geopolitics",
    "yielded": "geopolitics",
    "resisted": "geopolitics",
    "results": "agency",
    "gap": "threats",
}


def _measure(name: str, unit: str, meaning: str) -> Measure:
    return Measure(name, unit, meaning, _GROUPS.get(name.split("_", maxsplit=1)[0], "order"))


OUTCOMES = tuple(_measure(outcome.label, outcome.unit, outcome.meaning) for outcome in Outcome)
"""All measures in the order of their columns."""


def measures_of(issues: Sequence[tuple[str, bool]]) -> tuple[Measure, ...]:
    """Return the measures of a world that has more issues: theirs come behind those of every world.

    Parameters
    ----------
    issues : id of each issue of one's own, and whether it is a threat with a level
    """
    efforts = [_measure(f"effort_{name}", "US$bn/yr", f"effort delivered on {name}") for name, _ in issues]
    levels = [
        _measure(*each)
        for name, has_level in issues
        if has_level
        for each in (
            (f"level_{name}", "1", f"level of {name}"),
            (f"coverage_{name}", "1", f"effective effort as a share of need, {name}"),
            (f"model_share_{name}", "share", f"part of that effort that the model's actors decide, {name}"),
        )
    ]
    return (*OUTCOMES, *efforts, *levels)
