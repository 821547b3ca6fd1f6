"""Rules of coding, filling and exposure, and errors of tables, on numbers a reader can check by hand."""

import numpy as np
import pytest

from simulation.core.codes import Admission, Consent
from simulation.core.errors import DataError
from simulation.roster import load_roster
from simulation.roster.coding import admission_code, consent_code
from simulation.roster.exposure import displaced_people, governance_gap, lacking_share, vulnerable_income
from simulation.roster.filling import complete_assessment, region_median, region_median_per_person, zero
from simulation.roster.members import list_status
from simulation.roster.states import COLUMNS, as_shares

NAN = np.nan


def test_exposure_equations():
    assert vulnerable_income(200.0, 0.5) == 100.0
    assert lacking_share(0.75, 0.02) == 0.25
    assert lacking_share(1.0, 0.02) == 0.02
    assert displaced_people(3.0, 4.0) == 7.0
    assert governance_gap(0.0) == 0.5


def test_shares_of_nothing_are_equal():
    np.testing.assert_array_equal(as_shares(np.array([[1.0, 0.0], [3.0, 0.0]])), [[0.25, 0.5], [0.75, 0.5]])


def test_filling_rules():
    regions, people = np.array([0, 0, 0, 1]), np.array([1.0, 2.0, 10.0, 4.0])
    values = np.array([3.0, 10.0, NAN, NAN])
    assert zero(values, regions, people).tolist() == [3, 10, 0, 0]
    assert region_median(values, regions, people).tolist() == [3, 10, 6.5, 6.5]
    assert region_median_per_person(values, regions, people).tolist() == [3, 10, 40, 16]
    assert np.isnan(values[2]), "inputs stay as they are"


def test_rest_of_the_assessment_follows_income():
    shares = complete_assessment(
        np.array([0.6, NAN, NAN, NAN]), np.array([9.0, 3.0, 1.0, 5.0]), np.array([1.0, 1.0, 1.0, 0.0])
    )
    np.testing.assert_allclose(shares, [0.6, 0.3, 0.1, 0.0])


@pytest.mark.parametrize(
    ("form", "issue", "outsiders", "states", "admission", "consent"),
    [
        ("alliance", "security", 0, 32, Admission.LIKE_MINDED, Consent.UNANIMITY),
        ("alliance", "security", 0, 33, Admission.LIKE_MINDED, Consent.MAJORITY),
        ("club", "minerals", 0, 15, Admission.STATES, Consent.UNANIMITY),
        ("alliance", "food", 18, 16, Admission.OPEN, Consent.MAJORITY),
        ("treaty", "climate", 0, 20, Admission.STATES, Consent.OPEN),
        ("fund", "disease", 3, 24, Admission.OPEN, Consent.OPEN),
        ("bank", "infra", 0, 9, Admission.STATES, Consent.MAJORITY),
    ],
)
def test_coding_rules(form, issue, outsiders, states, admission, consent):
    assert admission_code(form, issue, outsiders) is admission
    assert consent_code(form, admission, states) is consent


@pytest.mark.parametrize(
    ("states", "expected", "exhaustive", "named", "status"),
    [
        (5, 5, True, True, "complete"),
        (5, 5, False, True, "partial"),
        (4, 5, True, True, "partial"),
        (1, 5, True, False, "none"),
    ],
)
def test_status_of_a_list(states, expected, exhaustive, named, status):
    assert list_status(states, expected, exhaustive, named) == status


def write(folder, table, columns):
    rows = zip(*columns.values(), strict=True)
    lines = [",".join(columns), *(",".join(map(str, cells)) for cells in rows)]
    (folder / f"{table}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def states_of(**changes):
    usual = {column: ["0", "0"] for column in COLUMNS}
    usual |= {"id": ["AAA", "BBB"], "name": ["A", "B"], "region": ["north", "north"], "gdp": [3, 1]}
    usual |= {"population": [10, 10], "gdp_year": [2023, 2023], "un_member": [1, 1], "assessment": ["", ""]}
    return usual | {"military_note": ["", ""]} | changes


COMPANY = {"id": ["shop"], "name": ["Shop"], "home": ["AAA"], "revenue": [2], "interest": ["food:1"]}


def test_anybody_can_bring_a_world_of_their_own(tmp_path):
    write(tmp_path, "states", states_of())
    write(tmp_path, "companies", COMPANY)
    roster = load_roster(folder=tmp_path)
    assert roster.ids == ("AAA", "BBB", "shop")
    np.testing.assert_allclose(roster.assessment, [0.75, 0.25, 0.0])
    assert roster.home.tolist() == [0, 1, 0]
    assert roster.n_partnerships == len(roster.members) == 0


@pytest.mark.parametrize(
    ("table", "columns", "message"),
    [
        ("states", states_of(gdp=["3", "many"]), "found 'many': states.csv, line 3, column 'gdp'"),
        ("states", states_of(gdp=["3", ""]), "empty cell: states.csv, line 3, column 'gdp'"),
        ("states", states_of(climate_vulnerability=["7", "0"]), "from 0 to 1 is needed, found 7"),
        ("states", states_of(military=["nan", "0"]), "found nan: states.csv, line 2"),
        ("states", {"id": ["AAA"], "nam": ["A"]}, "No column is called 'name'. Did you mean 'nam'"),
        ("companies", COMPANY | {"home": ["AAB"]}, "No state is called 'AAB'. Did you mean 'AAA'"),
        ("companies", COMPANY | {"id": ["BBB"]}, "found 'BBB' twice"),
        ("companies", COMPANY | {"interest": ["fod:1"]}, "No issue is called 'fod'. Did you mean 'food'"),
        ("companies", COMPANY | {"interest": ["food:0.4"]}, "must sum to 1, found 0.4"),
        (
            "companies",
            COMPANY | {"interest": ["food"]},
            "An interest is written issue:weight, such as climate:0.6|food:0.4, found 'food'",
        ),
        (
            "memberships",
            {"actor": ["AAA"], "partnership": ["klub"], "joined": [""], "role": ["member"]},
            "No partnership is called 'klub'",
        ),
    ],
)
def test_a_mistake_in_a_table_is_named_with_its_place(tmp_path, table, columns, message):
    write(tmp_path, "states", states_of())
    write(tmp_path, table, columns)
    with pytest.raises(DataError) as error:
        load_roster(folder=tmp_path)
    assert message in str(error.value)
    assert "\n" not in str(error.value)


def test_missing_empty_and_ragged_tables(tmp_path):
    with pytest.raises(DataError, match=r"'states.csv' is missing"):
        load_roster(folder=tmp_path)
    (tmp_path / "states.csv").write_text("", encoding="utf-8")
    with pytest.raises(DataError, match="is empty"):
        load_roster(folder=tmp_path)
    (tmp_path / "states.csv").write_text(",".join(COLUMNS) + "\nAAA\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"cells are needed, found 1: states.csv, line 2"):
        load_roster(folder=tmp_path)
    (tmp_path / "states.csv").write_bytes(b"id\n\xff\n")
    with pytest.raises(DataError, match="not UTF-8"):
        load_roster(folder=tmp_path)
