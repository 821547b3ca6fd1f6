"""Every column of the state, declared once: meaning, unit and bounds.

A column is a row of a table: ``actors[Actor.CAPACITY, i]``. The declaration feeds allocation, the checks at the
end of a quarter, the documentation and the generators of the property tests. Tables are plain float64 arrays, so
that a kernel takes a handful of arrays instead of a hundred; whole-number codes are stored exactly.

Indices: ``i``, ``j`` actors; ``p``, ``q`` partnerships; ``g`` issues; ``t`` steps.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from simulation.core.codes import MOST_ISSUES, BurdenRule, Kind
from simulation.core.column import INF, Column

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


class Actor(Column):
    """One number an actor; table ``actors`` of shape (columns, N)."""

    IDENTITY = "number that represents the id in random addresses", "code"
    KIND = "kind of actor", "code", 0, len(Kind) - 1
    HOME = "row of the home state (itself for a state, -1 for none)", "row", -1
    CAPACITY = "discretionary resources for action on global issues (K)", "US$bn/yr"
    SECURITY_CAPACITY = "resources for rivalry: military budget (K_sec)", "US$bn/yr"
    EFFECTIVENESS = "effective result per dollar", "1"
    POSITION = "UN General Assembly ideal point; non-states: home position, shrunk (x)", "1", -INF
    OPENNESS = "liberal democracy of the actor's home (o)", "0-1", 0, 1
    ABILITY = "weight in sharing by capacity to pay: capacity unless stated", "US$bn/yr"
    RESPONSIBILITY = "share of cumulative CO2 emissions", "share", 0, 1
    LEADS = "number of partnerships that the actor leads", "count"
    DYADS_FROM = "first row of the actor in the table of rivalries and pacts", "row"
    DYADS_TO = "row after its last", "row"
    ATTENTION = "share of capacity left for global issues by the urgency of tension and war", "0-1", 0, 1
    REACH = "share of existing partnerships in which the actor sits, last quarter", "0-1", 0, 1
    CAPABILITY = "share of the states' capabilities: mean of economic and military shares", "share", 0, 1
    POLE = "place of the state among the poles, -1 for none", "code", -1, 7
    ALIGNED = "place of the pole to which its ties and affinity run, -1 for none", "code", -1, 7
    MULTI_ALIGNMENT = "spread of its ties over the poles: 0 all to one pole", "0-1", 0, 1
    ALARM = "how near war is: 1 for a belligerent, less for allies and neighbours", "0-1", 0, 1
    TRUST = "trust in the actor to deliver and to stay; one half is neutral", "0-1", 0, 1
    BARGAINING = "weight in dividing the surplus of a partnership", "1"
    NEEDY = "how far aid platforms may serve it: 1 for the poorest, fading with income", "0-1", 0, 1
    AID = "published aid, 0 where none is published", "share of national income", 0, 1
    STANDING = (
        "log-odds of a seat from a company's or city's own features: its size, and how open its home is",
        "log-odds",
        -INF,
    )
    PEERS_KIND = "column of its kind in the table of peers, 0 for none", "code"
    PEERS_HOME = "the same of its kind at its home", "code"
    PEERS_INDUSTRY = "the same of its industry", "code"
    TRADE = "exports, spread over partners by their size", "US$bn/yr"
    HOSTING = "spent on hosting, start-up and early overhead", "US$bn/yr"
    HOSTED = "spent on hosting, start-up and early overhead since the start", "US$bn"
    BARRED_UNTIL = "step before which the actor may not be a member of anything", "step"
    LEFT = "memberships that the actor gave up since relations last moved", "count"
    MEDIATING = "1 while the actor mediates in a war", "0-1", 0, 1
    ENDED = "wars that ended by its mediation", "count"
    BASE_POSITION = "position at the start, to which it tends to return", "1", -INF
    INFLUENCE = "shift of norms that the actor caused last quarter, weighted by deliveries", "ideal points/yr"
    INDIRECT = "shift of others toward the actor's position along their ties, last quarter", "ideal points/yr"
    RESULTS = "effective output that the actor's deliveries made since the start", "US$bn"
    VISIBILITY = "how much of the actor its fellow members see: next to nothing without means", "0-1", 0, 1
    PRESENCE = "the same for what its home reveals: size, place, position and regime; 0 without a home", "0-1", 0, 1
    HOMEBOUND = "how far the standing of its home moves the actor: 1 for a state, 0 without a home", "0-1", 0, 1
    SIZE_SCORE = "logarithm of the home's GDP, standardised over states at the start", "1", -INF
    INCOME_SCORE = "the same for a state's GDP per head", "1", -INF
    REGIME_SCORE = "the same for the home's liberal democracy, without a logarithm", "1", -INF
    REMOTENESS = "mean log distance of the home's capital from the other states' capitals", "1", -INF
    SEAT_BURDEN = "what a seat asks of the actor because staff does not shrink with size", "log-odds"
    OWN_COST = "marginal cost of the first dollar of effort (c0), negative where own effort pays for itself", "1", -INF
    NOISE = "noise of the actor's choices, as a multiple of the world's", "1"
    RECIPROCITY = "weight on fellow members' benefit, as a multiple of the partnership's ambition", "1"
    INCOME = "GDP of a state, 0 for others", "US$bn/yr"
    INCOME_START = "the same at the start", "US$bn/yr"
    MEANS_START = "capacity at the start", "US$bn/yr"
    SECURITY_START = "resources for rivalry at the start", "US$bn/yr"
    PEOPLE_START = "inhabitants of a state or city at the start", "persons"
    GROWN = "income of the actor's home, or of the world, as a multiple of the start", "1"
    DEVIATION = "logarithm of the state's income over its path", "1", -INF
    ARMED = "military share of the state's income, as a multiple of the start", "1"
    ARMED_LUCK = "logarithm of the part of it that is luck", "1", -INF
    PURSE = "what the actor must spend on global issues this quarter, -1 if budgets decide", "US$bn/yr", -1
    SCALED = "how many times its budgets for issues the purse holds", "1"
    CAMP = "which of two camps governs, in states with elections", "0-1", 0, 1
    TERMS = "terms in a row that its government has, 0 for actors without elections", "count"
    APPROVED = "how its government stood with its voters at the start", "log-odds", -INF
    DANGER = "the state's own yearly chance of war, where arms respond to it", "0-1", 0, 1
    DANGER_START = "the same in the first quarter", "0-1", 0, 1


class Portfolio(Column):
    """One number an issue and actor; table ``portfolios`` of shape (columns, G, N)."""

    MISSION = "share of the actor's attention that goes to the issue (w)", "share", 0, 1
    STAKE = (
        "share of world damage from the threat that falls on the actor (s); a city's is part of its home's",
        "share",
        0,
        1,
    )
    NEED = "weight of the actor as a beneficiary of deliveries on the issue", "1"
    GENEROSITY = "budget in partnerships that give, as a multiple of what size and own stake would imply", "1"
    BUDGET = "capacity available for the issue this quarter (K_ig)", "US$bn/yr"
    MEANS = "the same before any purse, response to others or hosting changes it", "US$bn/yr"
    VALUE = "own perceived benefit per effective dollar (phi v)", "1"
    WILLING = "own valuation with regard for others (phi v-tilde)", "1"
    TIES = "number of partnerships on the issue in which the actor sits", "count"
    ALONE = "effort outside any partnership", "US$bn/yr"
    DELIVERED = "effort delivered on the issue, alone and in partnerships", "US$bn/yr"
    PAID = "dollars delivered on the issue since the start", "US$bn"
    ECONOMIC = "share of the world's damage in money from the threat that fell on the state at the start", "share", 0, 1
    HUMAN = "the same in people", "share", 0, 1
    ANSWER = "budget as a multiple of what it would be if others gave what they gave in the first quarter", "1"
    GIVEN_START = "effort delivered on the issue in the first quarter", "US$bn/yr"


class Partnership(Column):
    """One number a partnership; table ``partnerships`` of shape (columns, P)."""

    IDENTITY = "number that represents the id in random addresses", "code"
    ALIVE = "1 while the partnership exists", "0-1", 0, 1
    ISSUE = "issue", "code", 0, MOST_ISSUES - 1
    RULE = "burden-sharing rule", "code", 0, len(BurdenRule) - 1
    AMBITION = "weight on other members' benefit (rho), or share of the joint optimum", "1"
    TARGET = "price [1] or fixed quantity [share of capacity] of rules that state one", "1"
    ADMISSION = "who may apply", "code", 0, 3
    CONSENT = "who must agree to a new member", "code", 0, 2
    CONCRETENESS = "how measurable and dated the goal is", "0-1", 0, 1
    BINDING = "how binding pledges are", "0-1", 0, 1
    TRANSPARENCY = "how openly stakeholders are chosen", "0-1", 0, 1
    EXCLUSIVITY = "0 open platform, 1 sphere of influence", "0-1", 0, 1
    EXCLUDABLE = "part of the output that only members or beneficiaries enjoy (chi)", "0-1", 0, 1
    RECIPIENTS = "1 if output goes to members in need, 0 if by contribution", "0-1", 0, 1
    DONORS_ONLY = "1 if the member list names donors only", "0-1", 0, 1
    LEAD = "row of the leading actor, -1 for none", "row", -1
    INDEPENDENCE = "own board and head, lead stepped back", "0-1", 0, 1
    FOUNDED = "year of founding", "year"
    SIZE = "number of members", "count"
    STAKES = "sum of the members' own perceived values", "1"
    NEEDS = "sum of the needs of all that may receive, seated or not", "1"
    PULL = "members' effective effort that does not depend on who else is in, before the price", "US$bn/yr"
    SLOPE = "members' effective capacity, squared effectiveness times capacity", "US$bn/yr"
    EXACT = "1 where a corner may bind and sums go over members, 0 where running sums suffice", "0-1", 0, 1
    STRETCH = "whether sums serve where a corner may bind: 0 no, 1 once added up, 2 as they stand", "code", 0, 2
    OUTPUT_FLAT = "part of members' effective effort that does not change along the stretch", "US$bn/yr", -INF
    OUTPUT_RISE = "how their effective effort rises along it, with stakes or the total per key", "US$bn/yr", -INF
    OUTPUT_FROM = "where that stretch begins", "1", -INF
    OUTPUT_TO = "where it ends", "1", -INF
    TOTAL_FLAT = (
        "part of members' effort under the joint optimum that does not change along its stretch",
        "US$bn/yr",
        -INF,
    )
    TOTAL_RISE = "how that effort rises with stakes", "US$bn/yr", -INF
    TOTAL_FROM = "stakes from which this holds", "1", -INF
    TOTAL_TO = "stakes up to which it holds", "1", -INF
    ALL_KEYS = "sum of the members' keys as they are", "1"
    MASS = "sum of the members' capacity", "US$bn/yr"
    MASS_POSITION = "sum of the members' capacity times position", "US$bn/yr", -INF
    MASS_SQUARE = "sum of the members' capacity times squared position", "US$bn/yr"
    VISIBLE = "sum of the members' visibility", "1"
    REACHES = "sum of the members' visibility times reach", "1"
    TOTAL = "total that a shared rule divided at the last pledging", "US$bn/yr"
    KEYS = "sum of the members' keys at the last pledging", "1"
    PRODUCTIVITY = "effective output per effective dollar, last quarter (pi)", "1"
    PLEDGED = "sum of members' pledges", "US$bn/yr"
    DELIVERED = "sum of members' deliveries", "US$bn/yr"
    OUTPUT = "effective output", "US$bn/yr"
    INPUT_LEGITIMACY = "accepted structure and process", "0-1", 0, 1
    OUTPUT_LEGITIMACY = "measured progress as its audiences see it", "0-1", 0, 1
    RELIABILITY = "share of pledges delivered, last quarter", "0-1", 0, 1
    FOUNDER = "row of the actor that founded it during the run, -1 for none", "row", -1
    BORN = "step at which it was founded, 0 before the run", "step"
    SEEDED = "1 if its founder seeds and steps back, 0 if it leads", "0-1", 0, 1
    LEVIES = "1 if it may levy penalties on outsiders", "0-1", 0, 1
    PENALTY = "penalty on trade with outsiders", "share", 0, 1
    GAIN_HEAD = "what each member gains from each outsider, in games", "1"
    LOSS_HEAD = "what each outsider loses to each member, in games", "1"
    DUES = "dues: the part of running cost that no lead pays, by the members' capacity", "share of capacity", -INF
    SHARED = "1 where transfers divide the gain of the partnership", "0-1", 0, 1
    SURPLUS = "value of the partnership less its members' outside options, by the latest calculation", "US$bn/yr", -INF
    MASS_TRUST = "sum of the members' capacity times trust", "US$bn/yr"
    MASS_TRADE = "sum of the members' exports", "US$bn/yr"
    NORM = "position for which the partnership stands (z)", "1", -INF
    AIM = "position for which it stood when it was founded, or at the start", "1", -INF
    IDLE = "quarters in a row in which deliveries stayed below the running cost", "count"
    BY_HEAD = "1 where a fixed quantity is the same for every member, 0 where it is a share of its budget", "0-1", 0, 1
    STATED = "total that a shared rule divides, 0 for ambition times the joint optimum", "US$bn/yr"
    INTERCEPT = "intended size: log-odds of a state's seat before any motive", "log-odds", -INF
    PRESENCES = "sum of the members' presence", "1"
    PRESENCE_SIZE = "sum of the members' presence times size score", "1", -INF
    PRESENCE_POSITION = "sum of the members' presence times position", "1", -INF
    PRESENCE_SQUARE = "sum of the members' presence times squared position", "1"
    PRESENCE_REGIME = "sum of the members' presence times regime score", "1", -INF
    PRESENCE_REGIME_SQUARE = "sum of the members' presence times squared regime score", "1"
    LEAST = "least number of members with which the agreement is in force", "count"
    AWAITED = "1 until a dated partnership begins: its row is not free", "0-1", 0, 1
    LEFT = "1 where somebody has just left, fading", "0-1", 0, 1
    LARGEST_LEFT = "1 where the largest member has just left, fading", "0-1", 0, 1
    JOINED = "1 where somebody has just joined, fading", "0-1", 0, 1
    GIVING_UP = "part of the pledges that were those of members that left this quarter", "0-1", 0, 1
    VACATED = "part of the pledges that were those of members that have left, fading", "0-1", 0, 1
    ASKED_MORE = "what members are asked to give beyond their share because others have left, as a part of it", "1"


class Membership(Column):
    """One number a partnership and actor; table ``memberships`` of shape (columns, P, N)."""

    MEMBER = "1 for a member", "0-1", 0, 1
    ROSTER = "row of the k-th member of the partnership, for k below its size", "row"
    SEAT = "place in the partnership's list of members", "row"
    PLEDGED = "pledge", "US$bn/yr"
    DELIVERED = "delivery", "US$bn/yr"
    BENEFICIARY = "how far the actor may receive the output", "0-1", 0, 1
    COMPLETED = "1 if a partial list was completed by this member", "0-1", 0, 1
    BARRED_UNTIL = "step before which the actor may not be a member", "step"
    TRANSFER = "net transfer received under a rule that shares the gain", "US$bn/yr", -INF
    PENALTY = "penalties collected less those paid", "US$bn/yr", -INF
    PRESSURE = "cost that poles impose on being a member, as a share of capacity", "share"
    ULTIMATUM = "pressure of a pole's demand to leave, fading", "0-1", 0, 1
    INFLUENCE = "shift of the norm that the member caused last quarter", "ideal points/yr"
    COMMITTED = "1 for a seat that the actor gives up only for a rival one", "0-1", 0, 1
    NAMED = "1 for a state that the deal serves by name", "0-1", 0, 1
    FOUNDER = "1 for a lead of the partnership, and for members from its first year", "0-1", 0, 1
    DISTANCES = "by state: sum of the members' presence times log distance to their homes", "1", -INF


class Issue(Column):
    """One number an issue; table ``issues`` of shape (columns, G)."""

    DYNAMICS = "how the level responds to coverage", "code", 0, 3
    NEED = "effective effort that would hold the level (n)", "US$bn/yr"
    WORTH = "world benefit per effective dollar at level 1 (beta)", "1"
    REMAINING = "part of the damage averted at the need that occurs whatever the effort (r)", "share"
    CATASTROPHE = "level whose crossing counts as a catastrophe (L*)", "1"
    SCALE = "effort at which the benefit saturates or is reached (peak, scale or threshold of b)", "US$bn/yr"
    INFLOW = "level added a year without effort", "1/yr"
    REMOVAL = "level removed a year per unit of effort", "1/yr"
    DECAY = "share of the level that fades a year", "1/yr"
    RATE = "outbreaks a year at zero coverage", "1/yr"
    PREVENTION = "part of the outbreak rate that full coverage prevents", "1"
    SIZE = "mean size of an outbreak", "1"
    DISPERSION = "standard deviation of the logarithm of outbreak size", "1"
    CLIMATE_LINK = "level added a year per unit of climate level above 1", "1/yr", -INF
    ECONOMY = "weight of damage in money against damage to people in a state's stake", "share", 0, 1
    SCALING = (
        "part of the issue's capacity in use, so that the start matches observed coverage",
        "share",
        0,
        1,
    )
    LEVEL = "threat level, 1 at the start (L)", "1"
    OUTSIDE = "effective effort outside the model (R)", "US$bn/yr"
    EFFORT = "effective effort of the model's actors (E)", "US$bn/yr"
    COVERAGE = "(R + E) / need", "1"
    CEILING = "perceived world value per effective dollar (phi beta L)", "1"
    REST = "whether what follows is kept: 0 no, 1 once it is found, 2 as it stands", "code", 0, 2
    REST_EFFORT = "total effort at which everybody's effort rests, memberships as they are", "US$bn/yr"
    REST_MARGINAL = "marginal benefit there", "1"
    REST_PART = "part of their maximum that the indifferent give there", "share", 0, 1
    CROSSED = "1 once the catastrophic level has been crossed", "0-1", 0, 1
    WAR_LINK = "level added a year for each war more than at the start", "1/yr", -INF
    LED = "leads' deliveries in the partnerships that they lead, at the start less spin-offs", "US$bn/yr"
    VACANCY = "part of that which has ceased", "0-1", 0, 1
    PART = "part of their maximum effort that the indifferent make", "0-1", 0, 1
    NEED_START = "need at the start", "US$bn/yr"
    OUTSIDE_START = "effective effort outside the model at the start", "US$bn/yr"
    EFFORT_START = "effective effort of the model's actors at the start", "US$bn/yr"
    ANSWERING = "part of the effort outside the model that moves with that of the model's actors", "share", -1, 1
    MOBILISING = "how far the issue draws in private money at all", "share", 0, 1
    MOBILISED = "money from outside that partnerships on the issue draw in and that is spent", "US$bn/yr", -INF
    MOBILISED_START = "the same at the start", "US$bn/yr", -INF
    GIVEN_START = "effort delivered by states in the first quarter", "US$bn/yr"


class Globals(Column):
    """One number a world; table ``globals`` of shape (columns,)."""

    TENSION = "geopolitical tension", "0-1", 0, 1
    USA = "row of the United States, -1 if it is not in the world", "row", -1
    JOINS = "memberships begun this quarter", "count"
    LEAVES = "memberships ended this quarter", "count"
    REVIEWS = "memberships and candidates considered this quarter", "count"
    OUTBREAKS = "outbreaks that struck this quarter", "count"
    CROSSINGS = "catastrophic levels crossed this quarter", "count"
    TRADE = "sum of all exports", "US$bn/yr"
    ROWS = "rows of partnerships in use: those after them were never used", "count"
    POLES = "number of poles", "count", 0, 8
    WARS = "ongoing wars", "count"
    WARS_FIRST = "wars that went on at the start", "count"
    WARS_BEGUN = "wars begun this quarter", "count"
    WARS_ENDED = "wars ended this quarter", "count"
    WARS_MEDIATED = "wars ended by mediation this quarter", "count"
    ULTIMATA = "demands by poles to leave a partnership this quarter", "count"
    YIELDED = "members that left under such a demand this quarter", "count"
    RESISTED = "members that stayed after considering such a demand this quarter", "count"
    FOUNDINGS = "partnerships founded this quarter", "count"
    PROPOSALS = "partnerships proposed this quarter", "count"
    REFUSED = "foundings refused this quarter for lack of a free row", "count"
    SPIN_OFFS = "partnerships that became independent this quarter", "count"
    DISSOLVED = "partnerships dissolved this quarter", "count"
    LIFETIMES = "sum of the ages of those dissolved this quarter", "years"
    REALIGNED = "states that turned to another pole this quarter", "count"
    UNIVERSAL = "size above which a partnership ties nobody, as a share of the number of states", "share"
    POSITION_SPREAD = "variance of the states' positions at the start", "1"
    ECONOMY = "GDP of all states as a multiple of the start", "1"
    TURNOVERS = "governments replaced this quarter", "count"
    TURNOVERS_EXPECTED = "sum of the chances of governments to be replaced this quarter", "count"
    PEACE_CHANCE = (
        "chance that an ongoing war ends within a year, mean over wars; the last value where there is none",
        "share",
        0,
        1,
    )


class Pole(Column):
    """One number a pole; table ``poles`` of shape (columns, MOST_POLES)."""

    ROW = "row of the state, -1 for an empty place", "row", -1
    PRESSURE = "how hard it presses partners that deal with its rivals", "0-1", 0, 1


class War(Column):
    """One number a pair of rivals; table ``wars`` of shape (columns, W)."""

    A = "row of one side", "row"
    B = "row of the other side", "row"
    IDENTITY = "number that represents the pair in random addresses", "code"
    ACTIVE = "1 while they are at war", "0-1", 0, 1
    SINCE = "step at which the war began, 0 before the run", "step"
    BEGINS = "step at which the scenario starts a war, 0 for none", "step"
    MEDIATION = "strength of third parties' ties to both sides", "1"
    MEDIATOR = "row of the strongest mediator, -1 for none", "row", -1


class Holder(Column):
    """Who holds the levers of a row of policy; table ``holders`` of shape (quarters + 1, powers, columns)."""

    ACTOR = "row of the power", "row"
    CAMP = "camp of its government whose levers these are, -1 where there are no elections", "code", -1, 1
    ELECTION = "1 in the quarter in which an elected government takes office", "0-1", 0, 1


class Why(Column):
    """One number a decision that was taken; table ``why`` of shape (rows, columns), payoff terms behind them."""

    STEP = "step of the decision", "step"
    ACTOR = "row of the actor", "row"
    PARTNERSHIP = "row of the partnership", "row"
    BORN = "step at which the partnership was founded, 0 before the run: rows are used again", "step"
    ISSUE = "issue of the partnership", "code", 0, MOST_ISSUES - 1
    FOUNDER = "row of the actor that founded it during the run, -1 for none", "row", -1
    WAS_IN = "1 if the actor was a member", "0-1", 0, 1
    IS_IN = "1 if it is one after the decision, consent and seats included", "0-1", 0, 1
    SWITCHING = "cost of switching", "US$bn/yr"
    CHANCE = "probability of being in", "0-1", 0, 1


N_WHY = len(Why)


class Tables(NamedTuple):
    """The whole state of one world: what every kernel takes."""

    actors: Floats
    """(columns of Actor, N)"""
    levers: Floats
    """(levers, N) the levers of policy in force; see `simulation.core.levers.Lever`"""
    portfolios: Floats
    """(columns of Portfolio, G, N)"""
    partnerships: Floats
    """(columns of Partnership, P)"""
    memberships: Floats
    """(columns of Membership, P, N)"""
    seats: Floats
    """(N, P + 1) how many seats the actor holds, then the rows of the partnerships in which it sits"""
    peers: Floats
    """(P + 1, groups + 1) members of each partnership in each group of peers; last row all that belong to the group"""
    issues: Floats
    """(columns of Issue, G)"""
    globals: Floats
    """(columns of Globals,)"""
    dyads: Floats
    """(D, 3) partner row, type (1 rivalry, 2 pact) and strength, sorted by actor"""
    borders: Floats
    """(B, 2) rows of two states that share a border"""
    distances: Floats
    """(states, states) log distance between capitals; (0, 0) in games"""
    poles: Floats
    """(columns of Pole, MOST_POLES)"""
    exposures: Floats
    """(MOST_POLES, N) share of the actor's ties to poles that run to each pole"""
    wars: Floats
    """(columns of War, W)"""
    gains: Floats
    """(N, N) what member i gains from outsider j, in games that state it; else (0, 0)"""
    losses: Floats
    """(N, N) what outsider i loses to member j, in games that state it; else (0, 0)"""
    likings: Floats
    """(N, N) worth to i of sitting with j, in games that state it; else (0, 0)"""
    policy: Floats
    """(quarters + 1, powers, levers) dated policy"""
    holders: Floats
    """(quarters + 1, powers, columns of Holder)"""
    withdrawals: Floats
    """(W, 4) actor row, partnership row (-1 for all), first step out, first step of re-entry"""
    dates: Floats
    """(E, 4) step, what happens (ends, begins, takes a seat, opens: 0 to 3), partnership row, actor row or -1"""
    growth: Floats
    """(2, quarters + 1, states) GDP and inhabitants on the path, as multiples of the start; (2, 0, 0) without growth"""
    purses: Floats
    """(quarters + 1, K) what actors are to spend [US$bn/yr], -1 for what budgets say; row 0 holds the actors' rows"""
    outcomes: Floats
    """(quarters + 1, measures) the outcome row of each quarter, row 0 the start"""
    why: Floats
    """(rows + 1, columns of Why + payoff terms) log of decisions; row 0 counts them; one row where it is off"""
