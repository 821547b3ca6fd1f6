"""The counterfactual payoff: the terms of an actor's payoff with a membership, and without it.

For actor i and partnership p on issue g, with p's members S or S and i::

    U_i = v_i b(E) + phi_i v_-i b(E) - C_i(x_i)                          efforts, and what they avert
          + [i in S] (X_ip + r L_p x_i - d_p K_i - o K_i)                what p delivers, honours and costs
          + [i in S] K_i (A_ip + n R_p + w_ip |y_i - n_p| - P_ip)        company, network, influence, pressure
          + [i in S] (s K_i sum_k beta_k f_ik(S) + T_ip) + G_ip(S)       motives, transfers, penalties

    E       effective effort of all on g, as it would be with i inside or outside, by p's burden-sharing rule
    x_i     own effort in p and elsewhere on g; K_i means for global issues; C_i cost
    v_i     own value of an effective dollar, v_-i that of all others, phi_i regard
    X_ip    own part of what members, or those in need, alone enjoy of p's output
    L_p     legitimacy, r worth of recognition; d_p dues, o overhead
    A_ip    affinity with fellow members, R_p their reach, y position, n_p norm of p, w_ip own part of pledges
    P_ip    pressure of poles to leave; T_ip transfers that divide the gain; G_ip penalties paid or collected
    f_ik    motives that are not money, in log-odds, with fitted weights beta_k; s worth of a log-odd

Of the sums of money (``choice.MONEY``) no more counts than money can sway; from the difference of both worlds and the
cost of switching follows the chance of being in (:func:`simulation.rules.participation.choice_probability`). Every term
is in US$bn a year and signed, so that the terms add up to the payoff; the same numbers decide in the review, explain a
choice afterwards, and are tested against the theory.
"""

from __future__ import annotations

from enum import IntEnum

from simulation.core.codes import Kind
from simulation.core.columns import Actor, Floats, Globals, Issue, Membership, Partnership, Portfolio, Tables
from simulation.core.settings import Setting
from simulation.decision.budget import budget_in
from simulation.decision.coalition import effort_if, imagine_elsewhere, is_inside, output_if, sharing
from simulation.decision.distance import network_access
from simulation.decision.in_force import is_in_force
from simulation.decision.motives import fellow_features
from simulation.decision.outside_option import ties_on_issue
from simulation.decision.peers import pull_at
from simulation.rules.benefit import benefit
from simulation.rules.cost import cost
from simulation.rules.legitimacy import overall_legitimacy
from simulation.rules.motives import motive_worth
from simulation.rules.participation import affinity, influence_worth, mean_squared_distance, trust_worth
from simulation.rules.reactions import pull_of_moves
from simulation.rules.transfers import absorbed, penalty_balance, trade_penalty

RIVALRY = 1
PACT = 2


class Term(IntEnum):
    """A term of the payoff; the position in an array of terms."""

    OWN_BENEFIT = 0
    OTHERS_BENEFIT = 1
    COST = 2
    EXCLUDABLE = 3
    AFFINITY = 4
    RECOGNITION = 5
    NETWORK = 6
    INFLUENCE = 7
    COERCION = 8
    PENALTIES = 9
    TRANSFERS = 10
    DUES = 11
    OVERHEAD = 12
    NEIGHBOURS = 13
    SIZE = 14
    POSITIONS = 15
    REGIMES = 16
    INCOME = 17
    SEAT = 18
    INTERCEPT = 19
    STANDING = 20
    PEERS = 21
    MOVES = 22


N_TERMS = len(Term)
MEANING_OF_TERM = (
    "own avoided damage",
    "avoided damage of others, weighed by regard",
    "cost of own effort",
    "deliveries that members alone enjoy",
    "affinity with fellow members",
    "recognition for contributing to an accepted partnership",
    "access to the networks of fellow members",
    "influence on what the partnership stands for",
    "pressure of poles against being a member",
    "penalties collected from outsiders, or paid by one",
    "transfers that divide the gain",
    "dues",
    "overhead of one more membership",
    "nearness of fellow members, against the world's",
    "size: large states sit with large ones",
    "distance of positions from those of fellow members",
    "distance of regimes from those of fellow members",
    "income: what rich states leave to others, or seek",
    "staff that one more seat takes from a small state",
    "intended size of the partnership",
    "own size, and openness of the home, of a company or city",
    "following peers of the same home and industry",
    "following others who have just left, or joined",
)


def gain_in_terms(terms_in: Floats, terms_out: Floats) -> float:
    """Return the payoff in one world less that in the other, added up term by term in their order [US$bn/yr]."""
    gain = 0.0
    for term in range(terms_in.shape[0]):
        gain += terms_in[term] - terms_out[term]
    return gain


def my_delivery(tables: Tables, settings: Floats, p: int, i: int, effort: float, output: float) -> float:
    """Return what i's part of p's excludable output is worth to it [US$bn/yr].

    Where those in need receive it is divided among all of them, at the table or not, and worth what can be absorbed;
    else it goes by contribution.
    """
    excludable = tables.partnerships[Partnership.EXCLUDABLE, p]
    if excludable == 0.0:
        return 0.0
    if tables.partnerships[Partnership.RECIPIENTS, p] == 0.0:
        productivity = tables.partnerships[Partnership.PRODUCTIVITY, p]
        return excludable * productivity * tables.actors[Actor.EFFECTIVENESS, i] * effort
    g = int(tables.partnerships[Partnership.ISSUE, p])
    needs = tables.partnerships[Partnership.NEEDS, p]
    mine = tables.memberships[Membership.BENEFICIARY, p, i]
    if tables.memberships[Membership.NAMED, p, i] == 0.0:
        mine *= tables.portfolios[Portfolio.NEED, g, i]  # those for whom a deal is made share alike
    if mine <= 0.0:
        return 0.0
    most = settings[Setting.ABSORPTION] * tables.actors[Actor.CAPACITY, i]
    return absorbed(excludable * output * mine / needs, most)


def liking(tables: Tables, p: int, i: int, changed: int, inside: bool) -> float:
    """Return the sum of stated likings of i for p's other members, weighted by their size: for small games."""
    worth = 0.0
    for j in range(tables.likings.shape[1]):
        if j != i and is_inside(tables, p, j, changed, inside):
            worth += tables.likings[i, j] * tables.actors[Actor.CAPACITY, j]
    return worth


def dyad_worth(tables: Tables, settings: Floats, d: int) -> float:
    """Return what a rivalry or pact adds to the worth of sitting with the other side."""
    size = settings[Setting.AFFINITY_PACT] if tables.dyads[d, 1] == PACT else settings[Setting.AFFINITY_RIVAL]
    return size * tables.dyads[d, 2]


def fellowship(tables: Tables, settings: Floats, p: int, i: int, changed: int, inside: bool) -> tuple[float, float]:
    """Return (affinity, network access) of sitting with p's other members, per unit of i's capacity.

    Affinity is the mean over the others, weighted by size, of a_ij, of what rivalries and pacts add, and of trust; the
    company of a lead that has not stepped back counts once more. Network access is the mean reach of the others
    last quarter, weighted by how much of them is seen.
    """
    others = tables.partnerships[Partnership.SIZE, p]
    weights = tables.partnerships[Partnership.MASS, p]
    positions = tables.partnerships[Partnership.MASS_POSITION, p]
    squares = tables.partnerships[Partnership.MASS_SQUARE, p]
    trusted = tables.partnerships[Partnership.MASS_TRUST, p]
    seen = tables.partnerships[Partnership.VISIBLE, p]
    reach = tables.partnerships[Partnership.REACHES, p]
    least, least_seen = 1e-12 * weights, 1e-12 * seen
    for k in range(2):
        j = i if k == 0 else changed
        if k == 1 and changed == i:
            continue
        # the viewer is no fellow of itself; the changed actor is one where it is imagined inside
        wanted = 1.0 if k == 1 and inside else 0.0
        sign = wanted - tables.memberships[Membership.MEMBER, p, j]
        weight = sign * tables.actors[Actor.CAPACITY, j]
        position = tables.actors[Actor.POSITION, j]
        others += sign
        weights += weight
        positions += weight * position
        squares += weight * position * position
        trusted += weight * tables.actors[Actor.TRUST, j]
        visible = sign * tables.actors[Actor.VISIBILITY, j]
        seen += visible
        reach += visible * tables.actors[Actor.REACH, j]
    access = max(0.0, reach) / seen if seen > least_seen else 0.0
    if others <= 0.0 or weights <= least:
        return 0.0, 0.0
    if tables.likings.shape[0] > 0:
        return liking(tables, p, i, changed, inside), access
    base, slope = settings[Setting.AFFINITY_BASE], settings[Setting.AFFINITY_DISTANCE]
    own = tables.actors[Actor.POSITION, i]
    worth = affinity(base, slope, mean_squared_distance(own, positions / weights, squares / weights))
    worth += trust_worth(settings[Setting.TRUST_WORTH], min(1.0, max(0.0, trusted / weights)))
    lead = int(tables.partnerships[Partnership.LEAD, p])
    pull = settings[Setting.LEAD_PULL] * (1.0 - tables.partnerships[Partnership.INDEPENDENCE, p])
    if lead == i or lead < 0:
        pull = 0.0
    else:
        gap = own - tables.actors[Actor.POSITION, lead]
        worth += pull * affinity(base, slope, gap * gap)
    for d in range(int(tables.actors[Actor.DYADS_FROM, i]), int(tables.actors[Actor.DYADS_TO, i])):
        j = int(tables.dyads[d, 0])
        if is_inside(tables, p, j, changed, inside):
            worth += dyad_worth(tables, settings, d) * tables.actors[Actor.CAPACITY, j] / weights
        if j == lead:
            worth += pull * dyad_worth(tables, settings, d)
    return worth * weights if settings[Setting.AFFINITY_BY_SIZE] > 0.0 else worth, access


def influence_of_effort(tables: Tables, settings: Floats, p: int, i: int, effort: float) -> float:
    """Return the worth of i's influence on p's norm, per unit of capacity: by its part of what is pledged."""
    others = max(0.0, tables.partnerships[Partnership.PLEDGED, p] - tables.memberships[Membership.PLEDGED, p, i])
    share = effort / (others + effort) if effort > 0.0 else 0.0
    distance = abs(tables.actors[Actor.POSITION, i] - tables.partnerships[Partnership.NORM, p])
    return influence_worth(settings[Setting.INFLUENCE_WORTH], share, distance)


def penalties(tables: Tables, settings: Floats, p: int, i: int, changed: int, inside: bool) -> float:
    """Return what i collects from p's outsiders as a member, or loses as one of them [US$bn/yr]."""
    if not is_in_force(tables, p, changed, inside):
        return 0.0
    member = is_inside(tables, p, i, changed, inside)
    size = tables.partnerships[Partnership.SIZE, p]
    sign = (1.0 if inside else 0.0) - tables.memberships[Membership.MEMBER, p, changed]
    if tables.gains.shape[0] > 0:
        stated = 0.0
        for j in range(tables.gains.shape[0]):
            if j != i and is_inside(tables, p, j, changed, inside) != member:
                stated += tables.gains[i, j] if member else -tables.losses[i, j]
        return stated
    size += sign
    outsiders = tables.actors.shape[1] - size
    by_head = tables.partnerships[Partnership.GAIN_HEAD, p] * outsiders
    if not member:
        by_head = -tables.partnerships[Partnership.LOSS_HEAD, p] * size
    rate = tables.partnerships[Partnership.PENALTY, p]
    if rate == 0.0 or tables.actors[Actor.TRADE, i] == 0.0:
        return by_head
    traded = tables.partnerships[Partnership.MASS_TRADE, p] + sign * tables.actors[Actor.TRADE, changed]
    world = tables.globals[Globals.TRADE]
    partners = world - traded if member else traded
    levied = trade_penalty(rate, tables.actors[Actor.TRADE, i], partners, world)
    return by_head + penalty_balance(
        levied, member, settings[Setting.CLUB_RETALIATION], settings[Setting.CLUB_DEADWEIGHT]
    )


def moves_of_others(tables: Tables, settings: Floats, p: int, i: int) -> float:
    """Return the log-odds of a seat that late exits and joins of others add."""
    return pull_of_moves(
        tables.memberships[Membership.MEMBER, p, i] > 0.0,
        tables.partnerships[Partnership.LEFT, p],
        tables.partnerships[Partnership.LARGEST_LEFT, p],
        tables.partnerships[Partnership.JOINED, p],
        settings[Setting.REACT_EXIT],
        settings[Setting.REACT_EXIT_LARGEST],
        settings[Setting.REACT_JOIN],
    )


def fill_motives(tables: Tables, settings: Floats, p: int, i: int, changed: int, inside: bool, terms: Floats) -> None:
    """Write the motives of a member of p that are not money: worth of a log-odd times strength times feature.

    How many others it is made for is no matter to a state for which the deal is made by name.
    """
    capacity = tables.actors[Actor.CAPACITY, i]
    worth = settings[Setting.MOTIVE_SCALE] * capacity
    pull = worth * tables.actors[Actor.HOMEBOUND, i]
    near, size, position, regime = fellow_features(tables, p, i, changed, inside)
    terms[Term.NEIGHBOURS] = motive_worth(pull, settings[Setting.MOTIVE_NEIGHBOURS], near)
    terms[Term.SIZE] = motive_worth(pull, settings[Setting.MOTIVE_SIZE], size)
    terms[Term.POSITIONS] = motive_worth(pull, settings[Setting.MOTIVE_POSITIONS], position)
    terms[Term.REGIMES] = motive_worth(pull, settings[Setting.MOTIVE_REGIMES], regime)
    terms[Term.INCOME] = motive_worth(worth, settings[Setting.MOTIVE_INCOME], tables.actors[Actor.INCOME_SCORE, i])
    terms[Term.SEAT] = motive_worth(worth, settings[Setting.MOTIVE_SEAT], tables.actors[Actor.SEAT_BURDEN, i])
    if int(tables.actors[Actor.KIND, i]) == Kind.STATE and tables.memberships[Membership.NAMED, p, i] == 0.0:
        made_for = tables.partnerships[Partnership.INTERCEPT, p]
        terms[Term.INTERCEPT] = motive_worth(worth, settings[Setting.MOTIVE_INTERCEPT], made_for)
    terms[Term.MOVES] = worth * moves_of_others(tables, settings, p, i)
    strength = settings[Setting.NONSTATES]
    if strength > 0.0:
        terms[Term.STANDING] = motive_worth(worth, strength, tables.actors[Actor.STANDING, i])
        terms[Term.PEERS] = motive_worth(worth, strength, pull_at(tables, settings, p, i, changed, inside))


def fill_company_terms(
    tables: Tables, settings: Floats, p: int, i: int, changed: int, inside: bool, terms: Floats
) -> None:
    """Write the terms that a member of p has whatever anybody gives: by whose company it is in, and on what terms."""
    capacity = tables.actors[Actor.CAPACITY, i]
    worth, reach = fellowship(tables, settings, p, i, changed, inside)
    terms[Term.AFFINITY] = capacity * worth
    terms[Term.NETWORK] = settings[Setting.NETWORK] * capacity * reach
    terms[Term.COERCION] = -capacity * tables.memberships[Membership.PRESSURE, p, i]
    owed = 1.0 if is_in_force(tables, p, changed, inside) else 0.0
    terms[Term.DUES] = -capacity * owed * tables.partnerships[Partnership.DUES, p]
    terms[Term.OVERHEAD] = -settings[Setting.OVERHEAD] * capacity
    if settings[Setting.MOTIVE_SCALE] > 0.0:
        fill_motives(tables, settings, p, i, changed, inside, terms)


def fill_membership_terms(
    tables: Tables,
    settings: Floats,
    p: int,
    i: int,
    changed: int,
    inside: bool,
    effort: float,
    output: float,
    terms: Floats,
) -> None:
    """Write the terms that only members of p have."""
    legitimacy = overall_legitimacy(
        tables.partnerships[Partnership.INPUT_LEGITIMACY, p],
        tables.partnerships[Partnership.OUTPUT_LEGITIMACY, p],
        settings[Setting.INPUT_WEIGHT],
    )
    terms[Term.EXCLUDABLE] = my_delivery(tables, settings, p, i, effort, output)
    terms[Term.RECOGNITION] = settings[Setting.RECOGNITION] * legitimacy * effort
    terms[Term.INFLUENCE] = tables.actors[Actor.CAPACITY, i] * influence_of_effort(tables, settings, p, i, effort)
    fill_company_terms(tables, settings, p, i, changed, inside, terms)


def fill_terms(
    tables: Tables,
    settings: Floats,
    p: int,
    i: int,
    changed: int,
    inside: bool,
    marginal: float,
    terms: Floats,
) -> float:
    """Write the terms of i's payoff in the imagined world, but for the benefit of total effort.

    Returns
    -------
    effective : p's output and the changed actor's effective effort elsewhere on the issue [US$bn/yr]
    """
    g = int(tables.partnerships[Partnership.ISSUE, p])
    terms[:] = 0.0
    shared = sharing(tables, settings, p, changed, inside, marginal)
    output = output_if(tables, settings, p, changed, inside, shared)
    effort = effort_if(tables, settings, p, i, changed, inside, shared)
    member = is_inside(tables, p, i, changed, inside)
    ties = ties_on_issue(tables, p, g, i, changed, inside)
    elsewhere, spent = imagine_elsewhere(tables, settings, p, i, ties, member, marginal)
    if member:
        capacity = budget_in(tables, p, g, i, ties)
        c0, c1 = tables.actors[Actor.OWN_COST, i], settings[Setting.C1]
        spent += cost(int(settings[Setting.COST]), effort, capacity, c0, c1)
        fill_membership_terms(tables, settings, p, i, changed, inside, effort, output, terms)
    terms[Term.COST] = -spent
    terms[Term.PENALTIES] = penalties(tables, settings, p, i, changed, inside)
    if settings[Setting.NETWORK_DECAY] > 0.0:
        access = network_access(tables, settings[Setting.NETWORK_DECAY], p, i, changed, inside)
        terms[Term.NETWORK] = settings[Setting.NETWORK] * tables.actors[Actor.CAPACITY, i] * access
    if i != changed:
        ties = ties_on_issue(tables, p, g, changed, changed, inside)
        elsewhere, _ = imagine_elsewhere(tables, settings, p, changed, ties, inside, marginal)
    return output + elsewhere


def fill_benefit(tables: Tables, settings: Floats, g: int, i: int, total: float, terms: Floats) -> None:
    """Write i's benefit of total effort on issue g [US$bn/yr]: its own, and others' by its regard."""
    level = benefit(int(settings[Setting.BENEFIT]), total, tables.issues[Issue.SCALE, g], settings[Setting.OFFSET])
    own = tables.portfolios[Portfolio.VALUE, g, i]
    terms[Term.OWN_BENEFIT] = own * level
    terms[Term.OTHERS_BENEFIT] = (tables.portfolios[Portfolio.WILLING, g, i] - own) * level
