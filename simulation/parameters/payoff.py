"""The one decision: what an actor counts when it joins or leaves, and how it reviews."""

from __future__ import annotations

from typing import Literal

from simulation.parameters.quantity import choice, quantity, subsection
from simulation.parameters.section import ByKind, Section

_DRY_RUN = "a starting point from a dry run of the decision on the real roster, free for calibration"
_REPLACED = "as motives of positions and size say it better; games of alignment and sensitivity runs set it"
_KEOHANE = "Adapted [keohane1986]: specific against diffuse reciprocity, as one number; 0.3 assumed for all"


class Transactionalism(ByKind):
    """How far each kind of actor demands specific rather than diffuse reciprocity (tau)."""

    state: float = quantity(0.3, 0, 1, "share", _KEOHANE, "transactionalism of states without a stance")
    company: float = quantity(0.3, 0, 1, "share", _KEOHANE, "transactionalism of companies")
    ngo: float = quantity(0.3, 0, 1, "share", _KEOHANE, "transactionalism of NGOs")
    philanthropy: float = quantity(0.3, 0, 1, "share", _KEOHANE, "transactionalism of philanthropies")
    organisation: float = quantity(0.3, 0, 1, "share", _KEOHANE, "transactionalism of organisations")
    city: float = quantity(0.3, 0, 1, "share", _KEOHANE, "transactionalism of cities")


class Payoff(Section):
    """Terms of the counterfactual payoff, shapes of benefit and cost, noise, and the review."""

    phi: float = quantity(
        0.6, 0, 1, "share", f"Assumed: {_DRY_RUN}", "political discount on a state's own avoided damage"
    )
    phi_nonstate: float = quantity(
        0.3, 0, 1, "share", f"Assumed: {_DRY_RUN}", "part of the world's benefit that non-states act on, times phi"
    )
    affinity_base: float = quantity(
        0, 0, 0.1, "share of capacity", f"Assumed: 0, {_REPLACED}", "worth of a like-minded fellow member"
    )
    affinity_distance: float = quantity(
        0,
        0,
        0.1,
        "share of capacity",
        f"Assumed: 0, {_REPLACED}",
        "loss of that worth per squared unit of ideal-point distance",
    )
    theta: float = quantity(
        0.003,
        0,
        1,
        "share of capacity",
        f"Assumed: {_DRY_RUN}",
        "noise of a decision; with 0 the better option is always taken",
    )
    inertia: float = quantity(
        3,
        0,
        20,
        "multiple of theta",
        "Assumed: a change pays if it is worth several times the noise; with `payoff.review_share` it sets the pace",
        "cost of joining or leaving, annualised",
    )
    switching: float = quantity(
        0,
        0,
        1,
        "share of capacity",
        "Assumed: inertia says it all in worlds; games without noise need a cost of their own",
        "cost of joining or leaving in addition to inertia, annualised",
    )
    contact_size: float = quantity(
        10.0,
        0.001,
        100_000,
        "count",
        "Assumed: a platform of ten is heard of half as often as the largest",
        "number of members at which a partnership draws half of the attention that it can draw",
    )
    candidates: int = quantity(
        100,
        1,
        1000,
        "count",
        "Assumed: reviews are rare and consider whatever one may join; as many as run in today's world",
        "partnerships an actor considers joining in a review",
    )
    overhead: float = quantity(
        0.002, 0, 0.1, "share of capacity", f"Assumed: {_DRY_RUN}", "yearly cost of one membership"
    )
    regard_base: float = quantity(
        0.2,
        0,
        1,
        "ratio",
        f"Assumed: {_DRY_RUN}",
        "weight on others' benefit, times openness of the home state + `payoff.regard_closed`",
    )
    regard_closed: float = quantity(
        0.5,
        0,
        1,
        "ratio",
        "Assumed: a wholly open society cares three times as much as a wholly closed one",
        "part of the weight on others' benefit that does not depend on openness",
    )
    transactionalism: Transactionalism = subsection()
    ambition: float = quantity(
        0.05,
        0,
        1,
        "share",
        f"Assumed: 0.02 to 0.1, {_DRY_RUN}",
        "weight on the other members' benefit under reciprocity (rho)",
    )
    unilateral_productivity: float = quantity(
        0.8, 0, 2, "ratio", f"Assumed: {_DRY_RUN}", "effective dollars of a dollar spent alone"
    )
    c0: float = quantity(0, 0, 10, "US$/US$", "Assumed: 1 stays in every uncertainty band", "linear cost of effort")
    c1: float = quantity(
        2,
        0,
        100,
        "ratio",
        "Assumed: with 2 the model's actors decide about two fifths of climate effort; 1 to 10 stays in the band",
        "curvature of cost: c1 x^2 / 2K",
    )
    benefit: Literal["linear", "quadratic", "log", "step"] = choice(
        "quadratic",
        "Adapted [barrett1994]: concave benefit up to its peak; a structural uncertainty of every result",
        "shape of the benefit of effort",
    )
    cost: Literal["quadratic", "linear", "log_capacity"] = choice(
        "quadratic",
        "Adapted [barrett1994]: quadratic cost, scaled by capacity",
        "shape of the cost of effort",
    )
    benefit_offset: float = quantity(
        1,
        0,
        1,
        "ratio",
        "Assumed: 1 scales the logarithm to slope 1 at no effort; 0 is the plain logarithm of the theory",
        "offset of the logarithmic benefit",
    )
    saturation: float = quantity(
        2,
        0.1,
        1000,
        "multiple of need",
        "Assumed: the last dollar of the need is still worth half the first",
        "effort at which the benefit peaks, or its scale",
    )
    limit: float = quantity(
        1,
        0,
        1,
        "multiple of capacity",
        "Assumed: nobody gives more than it has",
        "most effort an actor can make",
    )
    outsider: Literal["nash", "none"] = choice(
        "nash",
        "Adapted [barrett1994]: outsiders still do what is in their own interest",
        "what an actor without a partnership on an issue does",
    )
    assessed: float = quantity(
        0.1,
        0,
        1,
        "share",
        "Assumed: assessed budgets are a small part of what would be optimal together",
        "share of the joint optimum that shared rules divide",
    )
    quota: float = quantity(
        0.05,
        0,
        1,
        "share of capacity",
        "Assumed: of the order of the budget shares that quota clubs ask for",
        "quantity that fixed-quantity rules ask for",
    )
    shallowness: float = quantity(
        0.2,
        -1,
        1,
        "share",
        "Adapted [barrett2002]: what can be held to results promises less; 0 and below are in range",
        "loss of ambition at full concreteness",
    )
    affinity_rival: float = quantity(
        -0.004,
        -0.1,
        0,
        "share of capacity",
        "Adapted [thompson2021]: rivals avoid each other; size assumed",
        "worth of a fellow member that is a strategic rival, added to affinity",
    )
    affinity_pact: float = quantity(
        0.002,
        0,
        0.1,
        "share of capacity",
        "Adapted [leeds2002]: allies seek each other's company; size assumed",
        "worth of a fellow member with a defence pact, added to affinity",
    )
    recognition: float = quantity(
        0.1,
        0,
        2,
        "US$/US$",
        "Adapted [andreoni1990]: warm glow per dollar, scaled by the platform's legitimacy",
        "worth of giving through an accepted partnership",
    )
    network: float = quantity(
        0.005,
        -0.1,
        0.1,
        "share of capacity",
        "Adapted [jackson1996]: access through co-members; size assumed",
        "worth of sitting with the fully connected",
    )
    lead: float = quantity(
        0.5,
        0,
        10,
        "ratio",
        "Assumed: a lead's company counts half as much again as all the others'",
        "weight of affinity with the lead, which attracts friends and repels rivals, until it steps back",
    )
    trust: float = quantity(
        0.002,
        0,
        0.1,
        "share of capacity",
        "Adapted [axelrod1984]: partners who keep their word are sought; size assumed",
        "worth of fully trusted fellow members, loss from distrusted ones",
    )
    influence: float = quantity(
        0.005,
        0,
        0.1,
        "share of capacity",
        "Adapted [slaughter2024]: influence requires connection; size assumed",
        "worth of shaping a norm alone from one ideal point away",
    )
    affinity_by_size: bool = choice(
        False,
        "Assumed: a mean over fellow members; games of alignment count the sum [axelrod1993]",
        "whether affinity counts the sum over fellow members instead of the mean",
    )
    network_decay: float = quantity(
        0,
        0,
        1,
        "ratio",
        "Adapted [jackson1996]: worth of a tie one step further; 0 counts co-members' reach instead",
        "decay of network access with distance, exact and slow, for small games",
    )
    club_share: float = quantity(
        1,
        0,
        1,
        "share",
        "Adapted [buchanan1965]: a club good is enjoyed by its members only",
        "part of a club's output that its members alone enjoy",
    )
    beneficiary_income: float = quantity(
        4500,
        0,
        100_000,
        "US$ per head and year",
        "Adapted [worldbank2024]: about the line between lower and upper middle income, in GDP per head",
        "income at which a state is half as needy of what aid platforms deliver as the poorest",
    )
    beneficiary_steepness: float = quantity(
        4,
        0,
        100,
        "exponent",
        "Assumed: countries graduate from aid over years; 100 is as good as a line",
        "how fast neediness fades with income",
    )
    invited: float = quantity(
        0.5,
        0,
        1,
        "0-1",
        "Assumed: at the line of income",
        "neediness from which a platform that serves those in need asks an actor to join",
    )
    absorption: float = quantity(
        3,
        0,
        1000,
        "multiple of capacity",
        "Adapted [clemens2003]: returns to aid end at some tens of per cent of GDP; a part for one partnership",
        "the most that a year's deliveries by one partnership are worth to a recipient",
    )
    money_sway: float = quantity(
        0.02,
        0,
        1_000_000,
        "multiple of capacity",
        "Assumed: gains in money move an actor by three log-odds at most, as much as any other motive does",
        "the most that a gain in money counts for in the decision about one seat",
    )
    democracy_least: float = quantity(
        0.5,
        0,
        1,
        "index",
        "Adapted [coppedge2025]: middle of the liberal democracy index",
        "openness that counts as a democracy",
    )
    like_minded_nearest: float = quantity(
        1.0,
        0,
        10,
        "ideal points",
        "Assumed: about one standard deviation of states' positions",
        "largest distance from the nearest lead or founder that counts as like-minded",
    )
    position_shrink: float = quantity(
        0.5,
        0,
        1,
        "share",
        "Assumed: firms, civic groups and cities follow their home half-way",
        "position of non-states as a share of their home state's",
    )
    excludable_share: float = quantity(
        0.5,
        0,
        1,
        "share",
        f"Assumed: {_DRY_RUN}",
        "part of an aid platform's output that only beneficiaries among its members receive",
    )
    review_share: float = quantity(
        0.05,
        0,
        1,
        "share",
        "Adapted [pevehouse2020]: then half a per cent of seats is given up a year, as in the record",
        "share of actors that reconsider in a quarter",
    )
    tie: Literal["join", "stay", "out"] = choice(
        "stay", "Assumed: habit; the verification games set all three", "what an indifferent actor does"
    )
    response: Literal["lagged", "recompute", "frozen", "leader"] = choice(
        "lagged",
        "Assumed: in runs one best-reply step on last quarter's effort; games recompute in full",
        "how the others' efforts respond without the membership; leader: members move before outsiders [barrett1994]",
    )
