"""The real world at the start of 2025: counts, known figures, lists against published numbers, documents."""

import csv
from dataclasses import fields

import numpy as np
import pytest

from simulation.core.codes import ISSUES, THREATS, Admission, BurdenRule, Consent, Kind
from simulation.roster import Roster, load_roster, load_track_record
from simulation.roster.reading import DATA


@pytest.fixture(scope="module")
def world() -> Roster:
    return load_roster()


def row(world, name):
    return world.ids.index(name)


def partnership(world, name):
    return world.partnership_ids.index(name)


def members_of(world, name):
    rows = world.members[world.members[:, 1] == partnership(world, name), 0]
    return {world.ids[actor] for actor in rows}


def test_number_of_actors_by_kind(world):
    assert np.bincount(world.kind).tolist() == [196, 57, 43, 32, 12]
    assert len(set(world.ids)) == world.n_actors == 340
    assert world.n_partnerships == 44 + 3


def test_every_number_is_finite(world):
    for field in fields(world):
        value = getattr(world, field.name)
        if isinstance(value, np.ndarray) and value.dtype.kind == "f":
            assert np.isfinite(value).all(), field.name


@pytest.mark.parametrize(
    ("actor", "column", "value"),
    [
        ("USA", "resources", 27720.709),
        ("USA", "population", 338016259),
        ("USA", "position", 2.59),
        ("GBR", "resources", 3380.855),
        ("GBR", "security_resources", 83.812),
        ("GBR", "emissions", 79777.7),
        ("GBR", "democracy", 0.752),
        ("walmart", "resources", 648.0),
        ("msf", "resources", 2.56),
        ("gates", "resources", 5.47),
        ("wellcome", "resources", 2.0),
        ("unhcr", "resources", 5.7),
    ],
)
def test_known_figures_in_constant_units(world, actor, column, value):
    assert getattr(world, column)[row(world, actor)] == pytest.approx(value)


def test_world_totals_have_the_right_size(world):
    assert 95_000 < world.resources[world.kind == Kind.STATE].sum() < 115_000
    assert 7.9e9 < world.population.sum() < 8.3e9
    assert 2_000 < world.security_resources.sum() < 3_000


def test_shares_sum_to_one_over_states(world):
    for name in ("economic_exposure", "human_exposure", "assessment"):
        share = getattr(world, name)
        np.testing.assert_allclose(share.sum(axis=0), 1.0, atol=1e-12)
        assert (share[world.kind == Kind.STATE] >= 0).all()
        assert not share[world.kind != Kind.STATE].any()
    assert world.assessment[row(world, "USA")] == pytest.approx(0.22)
    assert world.assessment[row(world, "TWN")] == 0


def test_exposures_rank_states_as_the_threats_do(world):
    displaced = world.human_exposure[:, THREATS.index("displacement")]
    assert world.ids[int(displaced.argmax())] == "SDN"
    lacking = world.human_exposure[:, THREATS.index("energy")]
    assert lacking[row(world, "USA")] == 0 < lacking[row(world, "NGA")]
    assert world.economic_exposure[row(world, "USA"), THREATS.index("energy")] > 0


def test_non_states_live_somewhere_and_care_for_something(world):
    others = world.kind != Kind.STATE
    np.testing.assert_allclose(world.interests[others].sum(axis=1), 1.0)
    assert not world.interests[~others].any()
    assert world.interests[row(world, "walmart"), ISSUES.index("food")] == pytest.approx(0.6)
    assert world.ids[world.home[row(world, "msf")]] == "CHE"
    assert world.region[row(world, "msf")] == world.region[row(world, "CHE")]
    organisations = world.kind == Kind.ORGANISATION
    assert (world.home[organisations] == -1).all()
    assert not world.position[organisations].any()
    assert (world.home[~organisations] >= 0).all()


def test_alliances(world):
    assert len(members_of(world, "nato")) == 32
    assert members_of(world, "nato2pct") == members_of(world, "nato")
    assert members_of(world, "csto") == {"ARM", "BLR", "KAZ", "KGZ", "RUS", "TJK"}
    assert members_of(world, "ustreaty") == {"USA", "AUS", "JPN", "KOR", "PHL", "THA"}
    for name in ("nato", "csto", "ustreaty", "aukus"):
        assert world.exclusivity[partnership(world, name)] == 0.9


def test_start_is_the_start_of_2025(world):
    assert {"USA", "GBR", "eu"} <= members_of(world, "paris")
    assert members_of(world, "paris").isdisjoint({"IRN", "LBY", "YEM"})
    assert "USA" in members_of(world, "jetp_zaf") & members_of(world, "lossdamage")
    assert members_of(world, "aiib").isdisjoint({"ZAF", "USA", "JPN"}), "prospective members and outsiders"
    assert world.joined.max() <= 2025
    leaving = {(world.ids[item.actor], world.partnership_ids[item.partnership]) for item in world.exits}
    assert {("USA", "paris"), ("USA", "jetp_idn"), ("USA", "lossdamage")} <= leaving
    assert all(item.year >= 2025 for item in world.exits)
    members = {tuple(pair) for pair in world.members.tolist()}
    assert all((item.actor, item.partnership) in members for item in world.exits)


def test_complete_lists_agree_with_published_numbers(world):
    for p, status in enumerate(world.listed):
        name, published, counted = world.partnership_ids[p], world.published[p, 0], world.listed_count[p, 0]
        if status == "complete" and published != counted:
            assert world.list_notes[p], name
            assert name in {"paris", "aiib", "jetp_vnm"}
        if status == "none":
            leads = set(world.leads[p])
            assert set(world.members[world.members[:, 1] == p, 0].tolist()) <= leads, name
    status = dict(zip(world.partnership_ids, world.listed, strict=True))
    assert status["gavi"] == "partial", "its list does not claim to be exhaustive"
    assert status["missioninnovation"] == "partial", "20 founders of 24"
    assert status["fics"] == status["ppca"] == "none"
    assert status["paris"] == status["aiib"] == status["nato"] == "complete"


def test_nobody_is_listed_beyond_the_published_number(world):
    beyond = {
        (world.partnership_ids[p], Kind(kind).name)
        for p, kind in np.argwhere(world.listed_count > world.published).tolist()
    }
    assert beyond == {("jetp_vnm", "STATE")}, "the published number leaves out the state that receives"


def test_names_without_an_actor_are_reported(world):
    unresolved = {(item.partnership, item.name) for item in world.unresolved}
    assert {("mission300", "geapp"), ("paris", "Holy See"), ("firstmovers", "WEF")} <= unresolved
    assert all(item.reason and item.name not in world.ids for item in world.unresolved)


@pytest.mark.parametrize(
    ("name", "rule", "admission", "consent"),
    [
        ("gavi", BurdenRule.RECIPROCITY, Admission.OPEN, Consent.OPEN),
        ("montreal", BurdenRule.CAPACITY, Admission.STATES, Consent.OPEN),
        ("pepfar", BurdenRule.HEGEMONIC, Admission.STATES, Consent.MAJORITY),
        ("nato2pct", BurdenRule.QUANTITY, Admission.LIKE_MINDED, Consent.UNANIMITY),
        ("leaf", BurdenRule.BENEFIT, Admission.OPEN, Consent.OPEN),
        ("ukraineaid", BurdenRule.RECIPROCITY, Admission.LIKE_MINDED, Consent.MAJORITY),
        ("aiib", BurdenRule.CAPACITY, Admission.STATES, Consent.MAJORITY),
        ("euturkey", BurdenRule.RECIPROCITY, Admission.STATES, Consent.UNANIMITY),
        ("jetp_zaf", BurdenRule.RECIPROCITY, Admission.OPEN, Consent.MAJORITY),
        ("gifct", BurdenRule.VOLUNTARY, Admission.OPEN, Consent.MAJORITY),
    ],
)
def test_coding_of_known_partnerships(world, name, rule, admission, consent):
    p = partnership(world, name)
    assert (world.rule[p], world.admission[p], world.consent[p]) == (rule, admission, consent)


def test_rivals_and_neighbours(world):
    def pair(a, b):
        return sorted((row(world, a), row(world, b)))

    assert pair("IND", "PAK") in world.rivalries.tolist()
    assert pair("USA", "GBR") in world.pacts.tolist()
    assert pair("FRA", "DEU") in world.borders.tolist()
    assert pair("USA", "GBR") not in world.borders.tolist()


def test_groups(world):
    sizes = {name: int(flags.sum()) for name, flags in world.groups.items()}
    assert (sizes["g7"], sizes["g20"], sizes["eu"], sizes["unsc_permanent"], sizes["nuclear_armed"]) == (
        *(7, 19, 27, 5, 9),
    )


def test_filled_values_are_on_record_with_their_rule(world):
    columns = {value.column for value in world.filled}
    assert {"states.military", "states.food_insecurity", "states.assessment", "states.gdp"} <= columns
    assert all(value.rule and value.unit and value.source for value in world.filled)
    assert all(np.isfinite(value.value) for value in world.filled)
    assert any(value.actor == "UKR" and "pre-war" in value.rule for value in world.filled)
    with (DATA / "states.csv").open(encoding="utf-8") as lines:
        empty = sum(not line["food_insecurity"] for line in csv.DictReader(lines))
    assert sum(value.column == "states.food_insecurity" for value in world.filled) == empty == 50


def test_every_column_of_every_table_is_documented():
    with (DATA / "figures.csv").open(encoding="utf-8") as lines:
        figures = list(csv.DictReader(lines))
    documented = {(figure["table"], figure["column"]) for figure in figures}
    assert len(documented) == len(figures), "a column is documented once"
    for figure in figures:
        assert all(figure.values()), figure
    for path in DATA.glob("*.csv"):
        if path.name != "figures.csv":
            header = path.read_text(encoding="utf-8").splitlines()[0].split(",")
            assert {(path.stem, column) for column in header} <= documented, path.name
            tables = {column for table, column in documented if table == path.stem}
            assert tables == set(header), path.name


def test_track_record_covers_ended_partnerships():
    records = {record.partnership: record for record in load_track_record()}
    assert len(records) == 54 + 3
    assert records["covax"].ended == 2023
    assert records["laquila"].pledged == 22
    assert records["gavi"].deployed is None


def test_a_loaded_roster_is_shared_and_protected(world):
    assert load_roster() is world
    with pytest.raises(ValueError, match="read-only"):
        world.resources[0] = 1.0
