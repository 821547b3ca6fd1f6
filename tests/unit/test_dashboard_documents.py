"""Claims and evidence as pages, and scenario files that a visitor drops."""

import pytest

from experiments.dashboard import documents
from experiments.dashboard.documents import DOCUMENTS, IMAGES, claims_in_short, document
from experiments.dashboard.own_file import LARGEST, packed, place_of, read_dropped, unpacked
from experiments.dashboard.state import PageState, Policy, arms_of, from_query, scenario_file, to_query
from experiments.design.equal import SUFFIX
from simulation.core.errors import MultipartnerError
from simulation.parameters import load_scenario

HALF = 'extends = "small"\ntitle = "Half"\nyears = 3\n\n[us]\neffort_share = 0.5\n'
OWN = Policy("half.toml", text=HALF)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_and_pictures_of_a_document_stay_on_this_server(name, tmp_path, monkeypatch):
    for each in DOCUMENTS:
        text = "# Head\n<!-- note -->[e](evidence.md#p1) [o](odd.md) [w](https://example.org) ![p](images/p.png)"
        (tmp_path / f"{each}.md").write_text(text)
    monkeypatch.setattr(documents, "FOLDERS", (tmp_path,))
    assert document(name) == f"# Head\n[e](/evidence#p1) o [w](https://example.org) ![p]({IMAGES}/p.png)"


def test_where_no_verdicts_are_written_the_claims_are_named(tmp_path, monkeypatch):
    monkeypatch.setattr(documents, "FOLDERS", (tmp_path,))
    assert claims_in_short() in document("claims")
    assert "Seeding partnerships" in claims_in_short()


def test_a_file_of_ones_own_is_a_policy_and_a_link_restores_it():
    state = PageState(b=OWN.with_lever("us.regard", 0.4))
    found, _ = from_query(to_query(state))
    assert found == state
    scenario = found.b.scenario(25)
    assert scenario.us.regard == 0.4
    assert scenario.us.effort_share == 0.5


def test_what_is_wrong_in_a_dropped_file_names_the_file_not_where_it_lies():
    with pytest.raises(MultipartnerError) as caught:
        Policy("half.toml", text='extends = "smal"').scenario(1)
    assert str(caught.value).startswith("half.toml:1")
    assert "Did you mean 'small'?" in str(caught.value)


@pytest.mark.parametrize("said", ["xyz", "%%%", packed("a" * (LARGEST + 1)), packed("some text")[:-6]])
def test_a_damaged_file_in_a_link_is_one_sentence(said):
    with pytest.raises(MultipartnerError, match="The scenario file in the link is damaged"):
        unpacked(said)


@pytest.mark.parametrize("content", [b"\xff\xfe", b"a" * (LARGEST + 1)])
def test_what_is_no_scenario_file_is_refused(content):
    with pytest.raises(MultipartnerError, match="scenario file"):
        read_dropped(content)


def test_a_name_leads_nowhere_else():
    path = place_of("../../etc/passwd", HALF)
    assert path.name == "passwd.toml"
    assert path.parent.parent == place_of("half.toml", HALF).parent.parent


def test_a_policy_from_a_file_is_taken_away_as_it_came_or_as_what_changes_it(tmp_path):
    assert scenario_file(OWN, 3, PageState()) == HALF
    changed = OWN.with_lever("us.regard", 0.4)
    (tmp_path / "half.toml").write_text(HALF)
    (tmp_path / "mine.toml").write_text(scenario_file(changed, 3, PageState()))
    assert load_scenario(tmp_path / "mine.toml").digest == changed.scenario(3).digest


def test_to_see_the_purse_b_is_run_at_the_money_of_a():
    a, b, equal = arms_of(PageState(Policy("small"), Policy("small", (("us.regard", 0.1),)), view="purse"))
    assert equal.name == b.name + SUFFIX
    assert len({a.digest, b.digest, equal.digest}) == 3
