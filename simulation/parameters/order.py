"""What kind of order it is: who may sit, who proposes, how partnerships begin, become independent and end."""

from __future__ import annotations

from simulation.parameters.quantity import quantity
from simulation.parameters.section import Section


class Order(Section):
    """One continuum from a multipolar order, all low but exclusivity, filter and pressure, to a multipartner one."""

    seats: float = quantity(
        0.6,
        0,
        1,
        "share",
        "Adapted [slaughter2024]: 0 states only, 1 whoever bears a share; between them assumed for today",
        "chance that an eligible non-state applicant gets a seat anywhere",
    )
    partner_filter: float = quantity(
        0.1,
        0,
        1,
        "share",
        "Adapted [slaughter2024]: 0 open world, 1 democracies only; assumed low for today",
        "part of new partnerships of states that choose by ideology",
    )
    exclusivity: float = quantity(
        0.2,
        0,
        1,
        "0-1",
        "Adapted [slaughter2024]: 0 open platforms, 1 spheres of influence; assumed low for today",
        "how far new partnerships shut out ties to rivals",
    )
    exclusive: float = quantity(
        0.5,
        0,
        1,
        "0-1",
        "Assumed: the middle of the scale",
        "exclusivity from which a partnership tolerates no seat in a rival's, and its members count as allies in war",
    )
    initiative: float = quantity(
        0.4,
        0,
        1,
        "ratio",
        "Assumed: between an order in which just poles propose and one in which all do",
        "propensity of others to propose partnerships, against that of poles",
    )
    concreteness: float = quantity(
        0.6,
        0,
        1,
        "0-1",
        "Assumed: about the mean over the partnerships of 2025",
        "how measurable and dated the goals of new partnerships are, on average",
    )
    seeding: float = quantity(
        0.3,
        0,
        1,
        "share",
        "Adapted [slaughter2024]: some founders step back; the share is assumed",
        "part of founders without a stance of their own that seed rather than lead",
    )
    pressure: float = quantity(
        0.2,
        0,
        1,
        "0-1",
        "Assumed: some, even in an open world",
        "pressure on partners about rivals, by poles without a stance of their own",
    )
    board: int = quantity(
        300,
        1,
        1_000_000,
        "members",
        "Assumed: more than any partnership of 2025 has, so that in today's world all members are asked",
        "most members who are asked about an applicant, drawn by lot in larger partnerships",
    )


class Founding(Section):
    """How partnerships begin."""

    rate: float = quantity(
        0.035,
        0,
        10,
        "1/yr",
        "Adapted [pevehouse2020]: then 1.6 a year begin for a hundred that live; 1.2 to 2.1 in the record",
        "proposals a year of an actor with full initiative and ample means",
    )
    half_capacity: float = quantity(
        2.0,
        0.001,
        1000,
        "US$bn/yr",
        "Assumed: proposing takes staff; actors of this size propose half as often as the largest",
        "capacity at which initiative is half",
    )
    largest_group: int = quantity(
        12,
        2,
        60,
        "count",
        "Assumed: initiators sound out a dozen, of the order of founding groups in the roster",
        "largest group that is tried at a founding",
    )
    start_up: float = quantity(
        0.02, 0, 10, "US$bn", "Assumed: staff and premises of a first year", "cost of starting a partnership"
    )
    start_up_years: float = quantity(
        1.0, 0, 20, "years", "Assumed: a first year", "how long a founder pays for the start of its partnership"
    )
    transactional: float = quantity(
        0.5,
        0,
        1,
        "0-1",
        "Assumed: the middle of the scale",
        "transactionalism above which a founder wants the gain divided rather than trusting in reciprocity",
    )
    transparency_open: float = quantity(
        0.6, 0, 1, "0-1", "Assumed: open platforms say how they choose", "transparency of founded platforms open to all"
    )
    transparency_closed: float = quantity(
        0.3, 0, 1, "0-1", "Assumed: half as much as open ones", "transparency of other founded partnerships"
    )
    binding: float = quantity(
        0.5,
        0,
        1,
        "ratio",
        "Assumed: half as binding as they are concrete",
        "how binding pledges of founded partnerships are, for each unit of concreteness",
    )
    concreteness_spread: float = quantity(
        0.25, 0, 1, "0-1", "Assumed: of the order of the spread over the roster", "spread of concreteness at founding"
    )
    vacancy: float = quantity(
        1.0,
        0,
        20,
        "ratio",
        "Adapted [kindleberger1973]: who follows when the leader leaves; 0 is in range, for nobody may",
        "rise of others' initiative where leads have ceased to deliver",
    )
    vacancy_memory: float = quantity(
        5.0,
        0.25,
        50,
        "years",
        "Assumed: a new generation of officials takes what is for granted",
        "how long it is felt",
    )
    slots: int = quantity(
        150,
        0,
        100_000,
        "count",
        "Assumed: ample for a generation; a founding that finds no free row is refused and counted",
        "rows for partnerships that begin during the run; those of ended ones are used again",
    )


class Seeding(Section):
    """Paying the start and stepping back, against leading."""

    budget: float = quantity(
        0.05,
        0,
        1,
        "share of budget",
        "Assumed: a twentieth of effort at most, whether an actor seeds or leads",
        "most that an actor spends on hosting, start-up and early overhead",
    )
    years: float = quantity(
        5.0,
        0,
        50,
        "years",
        "Adapted [slaughter2024]: Sustainable Energy for All was made independent after five years",
        "age at which a seeded partnership stands on its own",
    )
    size: float = quantity(
        40, 2, 10_000, "count", "Assumed: a platform of forty needs no founder", "size at which it does so earlier"
    )
    pace: float = quantity(
        0.2,
        0,
        4,
        "1/yr",
        "Adapted [slaughter2024]: five years to independence",
        "pace at which leads that seed step back",
    )
    spin_off: float = quantity(
        0.65,
        0,
        1,
        "0-1",
        "Assumed: it has a board and a head of its own then",
        "independence at which a partnership that its lead lets go stands on its own",
    )


class Lifecycle(Section):
    """How partnerships end."""

    running_cost: float = quantity(
        0.003, 0, 10, "US$bn/yr", "Assumed: a secretariat of a dozen", "running cost of a partnership"
    )
    running_cost_member: float = quantity(
        0.0001,
        0,
        1,
        "US$bn/yr",
        "Assumed: half a post for each member, of the order of the climate secretariat",
        "running cost for each member",
    )
    mandate: float = quantity(
        5.0,
        0,
        200,
        "years",
        "Adapted [pevehouse2020]: then 0.8 of a hundred end a year; 0.6 to 1.4 in the record; 0 is without end",
        "term of a partnership founded during the run, renewed if its members gain together, by the latest calculation",
    )
    patience: int = quantity(
        8, 1, 400, "quarters", "Assumed: two years", "quarters below running cost after which a partnership dissolves"
    )
    end_rate: float = quantity(
        0,
        0,
        1,
        "1/yr",
        "Adapted [pevehouse2020]: about 0.01 in the record of organisations; 0 leaves it out",
        "chance that a partnership of twenty members of any kind ends for other reasons: mission accomplished, merged",
    )
    end_by_size: float = quantity(
        -0.53,
        -5,
        5,
        "1",
        "Adapted [pevehouse2020]: yearly logit of 148 ends in 15,524 organisation-years, 1950 to 2014",
        "rise of that chance with the number of members, in logarithms",
    )
