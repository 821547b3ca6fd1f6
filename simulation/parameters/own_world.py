"""What people add to the world: rows of the same tables, in the same words, as the project's own data files.

A row stands in a scenario (``[[actor]]``) or in a file beside it. What is left blank is filled by a stated rule, see
``simulation.start.own_world``. Meanings and sources of the shipped rows: ``simulation/data/figures.csv``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, get_args

from pydantic import SerializerFunctionWrapHandler, field_validator, model_serializer
from pydantic_core import PydanticCustomError

from simulation.core.codes import BurdenRule
from simulation.parameters.issue_table import NUMBERS
from simulation.parameters.listing import without_none
from simulation.parameters.quantity import REQUIRED, cell, words
from simulation.parameters.section import Section

MONEY, PEOPLE = 1e9, 1e12
"""Most US$bn and persons of a row: more is a slip of units."""
FIRST, LAST = 1000, 3000
"""Years that a row may name."""

DIVIDING = frozenset("|:*")
"""Signs that divide lists and dates in a cell, or stand for all: no id holds one."""

KindName = Literal["state", "company", "ngo", "philanthropy", "organisation", "city"]
Role = Literal["founder", "member", "donor", "government partner", "lead", "prospective", "left"]
Form = Literal[
    "pledge",
    "umbrella",
    "treaty",
    "fund",
    "purchase",
    "delivery",
    "bank",
    "club",
    "alliance",
    "deal",
    "hub-and-spoke",
    "bilateral",
]
PUBLISHED_WAYS = (
    *("voluntary_pledge", "assessed_scale", "capital_shares", "hegemon_pays", "gdp_norm", "purchase_commitment"),
    *("in_kind", "none"),
)
if TYPE_CHECKING:
    Way = str
else:
    Way = Literal[(*PUBLISHED_WAYS, *(rule.name.lower() for rule in BurdenRule))]
"""A published way of sharing the burden, or a rule of the model by its own name."""


def _flag(meaning: str) -> Any:
    return cell(0, 1, "0/1", meaning)


def _index(meaning: str, low: float = 0.0, high: float = 1.0) -> Any:
    return cell(low, high, f"index {low:g}..{high:g}", meaning)


def _money(meaning: str) -> Any:
    return cell(0, MONEY, "US$bn/yr", meaning)


def _people(meaning: str) -> Any:
    return cell(0, PEOPLE, "persons", meaning)


def _year(meaning: str) -> Any:
    return cell(FIRST, LAST, "year", meaning)


def _count(meaning: str) -> Any:
    return cell(0, 1_000_000, "actors", meaning)


class Row(Section):
    """A row of a table of the author's own world: blank cells are left out."""

    @field_validator("*", mode="before")
    @classmethod
    def _as_cell(cls, value: Any, info: Any) -> Any:
        """Take a list for words with bars between them, a table for ``word:number``, and true for 1."""
        name = str(info.field_name)
        kind, _ = _told(cls, name)
        if kind is str:
            return _divided(name, _in_one_cell(value))
        if kind is float and isinstance(value, bool):
            return int(value)
        return value

    @field_validator("*", mode="after")
    @classmethod
    def _is_a_word(cls, value: Any, info: Any) -> Any:
        """Refuse blanks where a name is needed, and ids that could not be named in a list."""
        if not isinstance(value, str) or not _told(cls, str(info.field_name))[1]:
            return value
        if not value.strip():
            raise PydanticCustomError("sentence", "must not be empty")
        if info.field_name == "id" and (value != " ".join(value.split()) or any(sign in DIVIDING for sign in value)):
            raise PydanticCustomError("sentence", "must be a word without blanks at its ends and without | : *")
        return value

    @model_serializer(mode="wrap")
    def _without_blanks(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        said: dict[str, Any] = handler(self)
        return {name: value for name, value in said.items() if value not in (None, "")}

    def cells(self) -> dict[str, str]:
        """Return what is said as the text of cells; a number comes back from its text to the last bit."""
        said = {name: getattr(self, name) for name in type(self).model_fields}
        return {name: _text(value) for name, value in said.items() if value not in (None, "")}


@cache  # asked of every cell
def _told(section: type[Row], name: str) -> tuple[Any, bool]:
    """Return the type of a column, and whether a row must have it."""
    declared = section.model_fields[name]
    return without_none(declared.annotation), declared.is_required()


def _text(value: Any) -> str:
    if isinstance(value, float):
        return repr(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return str(value)


def _in_one_cell(value: Any) -> Any:
    if isinstance(value, list | tuple) and all(isinstance(one, str) for one in value):
        return "|".join(value)
    if isinstance(value, Mapping) and all(isinstance(one, int | float) for one in value.values()):
        return "|".join(f"{name}:{number}" for name, number in value.items())
    return value


NAMING_SEVERAL = ("founders", "members", "lead", "named_recipients")
"""Cells of a partnership that name actors, a year behind a colon."""
_BETWEEN_NUMBERS = re.compile(r"(?<=\d),(?=\d)", re.ASCII)


def _divided(column: str, value: Any) -> Any:
    """Return a cell that names several with bars between them, whatever stands there: ``NOR; SWE`` or ``food:0,5``."""
    if not isinstance(value, str) or column not in {*NAMING_SEVERAL, "interest"}:
        return value
    text = _BETWEEN_NUMBERS.sub(".", value) if column == "interest" else value
    return "|".join(filter(None, (word.strip() for word in re.split(r"[|;,]", text))))


class ActorColumns(Row):
    """What may be said of an actor."""

    name: str = words("printable name; the id unless given")
    home: str = words("id of the home state, of all but states and organisations")
    region: str = words("world region of a state, in the words of states.csv")
    industry: str = words("industry of a company, in the words of companies.csv")
    interest: str = words("weights of the issues that a non-state works on, issue:weight, summing to 1")
    gdp: float | None = cell(1e-9, MONEY, "US$bn/yr", "gross domestic product of a state")
    gdp_year: float | None = _year("year of the figure of gdp")
    revenue: float | None = _money("revenue of a company")
    budget: float | None = _money("budget of an NGO or city")
    giving: float | None = _money("grants of a philanthropy for all purposes")
    giving_development: float | None = _money("the part given for international development")
    programme: float | None = _money("programme money of an international organisation")
    year: float | None = _year("year of the figure of money")
    population: float | None = cell(1e-9, PEOPLE, "persons", "inhabitants of a state or city")
    military: float | None = _money("military spending of a state")
    military_note: str = words("warning about the figure of military spending")
    cumulative_emission: float | None = cell(0, 1e9, "Mt CO2", "CO2 emitted since 1750")
    assessment: float | None = cell(0, 1, "share", "share of the UN scale")
    aid: float | None = cell(0, 1, "share", "official development assistance as a share of national income")
    position: float | None = cell(-10, 10, "ideal point", "ideal point in votes of the UN General Assembly")
    liberal_democracy: float | None = _index("liberal democracy")
    government_effectiveness: float | None = _index("government effectiveness", -2.5, 2.5)
    climate_vulnerability: float | None = _index("vulnerability to climate change")
    food_vulnerability: float | None = _index("vulnerability of the food sector")
    health_vulnerability: float | None = _index("vulnerability of the health sector")
    electricity_access: float | None = cell(0, 1, "share", "share of people with electricity")
    food_insecurity: float | None = cell(0, 1, "share", "share of people in severe food insecurity")
    refugees_hosted: float | None = _people("refugees living in the state")
    displaced_internally: float | None = _people("internally displaced persons")
    latitude: float | None = cell(-90, 90, "degrees north", "latitude of the capital")
    longitude: float | None = cell(-180, 180, "degrees east", "longitude of the capital")
    un_member: float | None = _flag("1 for a member of the United Nations")
    g7: float | None = _flag("1 for a member of the Group of Seven")
    g20: float | None = _flag("1 for a member of the Group of Twenty")
    eu: float | None = _flag("1 for a member of the European Union")
    brics: float | None = _flag("1 for a member of BRICS")
    sco: float | None = _flag("1 for a member of the Shanghai Cooperation Organisation")
    dac: float | None = _flag("1 for a member of the OECD Development Assistance Committee")
    unsc_permanent: float | None = _flag("1 for a permanent seat in the UN Security Council")
    nuclear_armed: float | None = _flag("1 for nuclear weapons")
    asean: float | None = _flag("1 for a member of ASEAN")
    african_union: float | None = _flag("1 for a member of the African Union")
    gcc: float | None = _flag("1 for a member of the Gulf Cooperation Council")
    opec: float | None = _flag("1 for a member of OPEC")
    source: str = words("where the row was read")
    confidence: str = words("A read in a source; B published, not re-read; C order of magnitude")


class OwnActor(ActorColumns):
    """An actor that people add."""

    id: str = words("short word, unique among all actors; ISO 3166 alpha-3 for a state", REQUIRED)
    kind: KindName = words("kind of actor", REQUIRED)


class PartnershipColumns(Row):
    """What may be said of a partnership."""

    name: str = words("printable name; the id unless given")
    issue: str = words("issue: a shipped one or one of your own")
    founded: float | None = _year("date of founding; after the start of 2025 it begins during the run")
    ended: float | None = _year("date of ending; by the start of 2025 it is over, later it ends during the run")
    form: Form | None = words("form", None)
    lead: str = words("leading actors, the first named acts")
    founders: str = words("founding members, by id, a year of joining behind a colon")
    members: str = words("other members, by id, a year of joining behind a colon")
    state_count: float | None = _count(
        "published number of states, of a partnership that runs at the start; those listed unless given"
    )
    company_count: float | None = _count("published number of companies")
    ngo_count: float | None = _count("published number of NGOs")
    philanthropy_count: float | None = _count("published number of philanthropies")
    organisation_count: float | None = _count("published number of organisations")
    city_count: float | None = _count("published number of cities")
    count_note: str = words("what the published numbers count")
    unlisted_state: float | None = cell(-1000, 1000, "states", "published states that can have no row")
    exhaustive: float | None = _flag("1 if the list names every state")
    list_note: str = words("why list and published number differ")
    roster_role: Literal["all", "donors", "recipients"] | None = words("which states the list names", None)
    goal: str = words("goal in words")
    goal_measurable: float | None = cell(0, 2, "coding", "0 vague, 1 partly, 2 measurable and dated")
    commitment: float | None = cell(0, 2, "coding", "0 none, 1 contract or charter, 2 treaty")
    burden_rule: Way | None = words("published way of sharing the burden, or a rule of the model by name", None)
    admission: Literal["states", "democracies", "like-minded", "open"] | None = words("who may apply", None)
    consent: Literal["open", "majority", "unanimity"] | None = words("who must agree to a new member", None)
    transparency: float | None = cell(0, 1, "0-1", "how stakeholders are chosen: 0 closed invitation, 1 open call")
    exclusivity: float | None = cell(0, 1, "0-1", "0 open platform, 1 sphere of influence")
    recipients: float | None = _flag("1 if it delivers money, goods or services to states in need")
    named_recipients: str = words("states for which alone the deal is made")
    ambition: float | None = cell(0, 1, "share", "weight on others' benefit, or share of the joint optimum")
    target: float | None = cell(0, 1000, "1", "price, or share of the budget, of rules that state one")
    pledged: float | None = cell(0, MONEY, "US$bn", "money pledged; read by nobody but people")
    deployed: float | None = cell(0, MONEY, "US$bn", "money deployed; read by nobody but people")
    deployed_basis: str = words("what deployed counts")
    attainment: float | None = cell(0, 1000, "share", "achieved share of the target; read by nobody but people")
    outcome: str = words("met, partly, missed, collapsed, unmeasurable or running")
    source: str = words("where the row was read")
    confidence: str = words("A read in a source; B published, not re-read; C order of magnitude")

    @field_validator("recipients", mode="before")
    @classmethod
    def _not_by_name(cls, value: Any) -> Any:
        if isinstance(value, str | list | tuple):
            raise PydanticCustomError("sentence", "must be 1 or 0; states by name belong in named_recipients")
        return value


class OwnPartnership(PartnershipColumns):
    """A partnership that people add."""

    id: str = words("short word, unique among all partnerships", REQUIRED)


class OwnMembership(Row):
    """A seat that people add, or, with the role ``left``, take away."""

    actor: str = words("id of the actor", REQUIRED)
    partnership: str = words("id of the partnership", REQUIRED)
    joined: float | None = _year("date of joining; after the start of 2025 it takes the seat during the run")
    role: Role | None = words("founder, member, donor, government partner, lead; prospective and left: no seat", None)
    source: str = words("where the row was read")


class OwnDyad(Row):
    """A tie between two states; what is said replaces what is shipped of the pair."""

    a: str = words("id of a state", REQUIRED)
    b: str = words("id of another", REQUIRED)
    pact: float | None = _flag("1 for a defence pact")
    rivalry_since: float | None = cell(0, LAST, "year", "first year of a strategic rivalry; 0 for none")
    border: float | None = _flag("1 for a land border")

    @field_validator("rivalry_since", mode="after")
    @classmethod
    def _a_year_or_none(cls, value: float | None) -> float | None:
        if value is not None and 0.0 < value < FIRST:
            raise PydanticCustomError("sentence", "must be a year, or 0 for no rivalry")
        return value


def _number(column: str) -> Any:
    number = NUMBERS[column]
    return cell(number.low, number.high, number.unit, number.meaning)


class IssueColumns(Row):
    """What may be said of an issue."""

    name: str = words("printable name; the id unless given")
    dynamics: Literal["stock", "outbreak", "deprivation", "club"] | None = words(
        "how its level answers effort; club: a good for members, without a level", None
    )
    need: float | None = _number("need")
    value: float | None = _number("value")
    level: float | None = cell(0, 1000, "level", "level at the start, in units of the level that the need would hold")
    observed_coverage: float | None = _number("observed_coverage")
    remaining: float | None = _number("remaining")
    economy_weight: float | None = _number("economy_weight")
    catastrophe: float | None = _number("catastrophe")
    inflow: float | None = _number("inflow")
    growth: float | None = _number("growth")
    decay: float | None = _number("decay")
    outbreak_rate: float | None = _number("outbreak_rate")
    outbreak_size: float | None = _number("outbreak_size")
    outbreak_spread: float | None = _number("outbreak_spread")
    climate_link: float | None = _number("climate_link")
    war_link: float | None = _number("war_link")
    share: float | None = _number("share")
    economic_exposure: str = words("columns of states that say on whom damage in money falls, joined by *")
    human_exposure: str = words("columns of states that say on whom damage to people falls, joined by *")
    source: str = words("where the numbers were read")


class OwnIssue(IssueColumns):
    """An issue that people add."""

    id: str = words("short word, unique among all issues", REQUIRED)


TABLES: dict[str, type[Row]] = {
    "actor": OwnActor,
    "partnership": OwnPartnership,
    "membership": OwnMembership,
    "dyad": OwnDyad,
    "issue": OwnIssue,
}
"""Lists of a scenario whose rows add to the world: what one scenario adds, those that extend it add to."""

CHANGES: dict[str, type[Row]] = {
    "actors": ActorColumns,
    "partnerships": PartnershipColumns,
    "issues": IssueColumns,
}
"""Tables, keyed by id, that change a shipped row or one of another file."""

WORLD = (*TABLES, *CHANGES, "drop", "groups")
"""What a file beside a scenario may hold."""

FIGURES_OF_STATES = (
    *("region", "gdp", "gdp_year", "population", "military", "military_note", "cumulative_emission", "assessment"),
    *("aid", "position", "liberal_democracy", "government_effectiveness", "climate_vulnerability"),
    *("food_vulnerability", "health_vulnerability", "electricity_access", "food_insecurity", "refugees_hosted"),
    *("displaced_internally", "latitude", "longitude", "un_member", "g7", "g20", "eu", "brics", "sco", "dac"),
    *("unsc_permanent", "nuclear_armed", "asean", "african_union", "gcc", "opec"),
)
COMMON = ("id", "kind", "name", "source", "confidence")
COLUMNS_OF: dict[str, tuple[str, ...]] = {
    "state": (*COMMON, *FIGURES_OF_STATES),
    "company": (*COMMON, "home", "industry", "revenue", "year", "interest"),
    "ngo": (*COMMON, "home", "budget", "year", "interest"),
    "philanthropy": (*COMMON, "home", "giving", "giving_development", "year", "interest"),
    "organisation": (*COMMON, "programme", "year", "interest"),
    "city": (*COMMON, "home", "population", "budget", "year", "interest"),
}
"""Which columns an actor of a kind may have."""

assert set(get_args(KindName)) == set(COLUMNS_OF), "every kind of actor has its columns"
