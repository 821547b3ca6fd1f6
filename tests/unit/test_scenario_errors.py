"""A user's mistake gives one clear line: where, what, allowed, found, closest match."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.core.errors import (
    DataError,
    MultipartnerError,
    NameUnknownError,
    ScenarioError,
    name_unknown,
    nearest,
    no_such,
)
from simulation.parameters import Scenario, fields, load_scenario, scenario_names
from simulation.parameters.payoff import Payoff

KNOWN = ", ".join(scenario_names())


@pytest.fixture
def said(tmp_path, monkeypatch):
    """Return a function that loads files given as name=text, the first one, and gives the error's text."""
    monkeypatch.chdir(tmp_path)

    def load(*texts, overrides=None):
        for name, text in zip(("mine.toml", "other.toml", "third.toml"), texts, strict=False):
            (tmp_path / name).write_text(text, encoding="utf-8")
        return complaint("mine.toml", overrides)

    return load


def complaint(scenario, overrides=None):
    with pytest.raises(ScenarioError) as caught:
        load_scenario(scenario, overrides)
    text = str(caught.value)
    assert "\n" not in text
    return text


def test_one_family():
    for error in (ScenarioError, DataError, NameUnknownError):
        assert issubclass(error, MultipartnerError)
    assert str(MultipartnerError("one\n  line\t only ")) == "one line only"


def test_nearest_right_word():
    assert no_such("rule", "abilty_to_pay", ["equal", "ability_to_pay"]) == (
        "No rule is called 'abilty_to_pay'. Did you mean 'ability_to_pay'? Known: equal, ability_to_pay."
    )
    assert no_such("rule", "zzz", ["equal"]) == "No rule is called 'zzz'. Known: equal."
    assert no_such("rule", "zzz", []) == "No rule is called 'zzz'. Known: none."
    assert nearest("EQUAL", ["equal"]) == "equal"
    assert no_such("rule", "zzz", [f"r{i}" for i in range(70)]).endswith("r59, and 10 more.")
    assert isinstance(name_unknown("rule", "x", ["y"]), NameUnknownError)


def test_unknown_scenario():
    assert complaint("todya") == (
        f"No scenario is called 'todya'. Did you mean 'today'? Known: {KNOWN}. Or give the path of a file."
    )


@pytest.mark.parametrize("name", ["", " ", "a\0b", "x" * 5000, "🌍"])
def test_names_that_cannot_be_scenarios(name):
    complaint(name)


@pytest.mark.parametrize("name", ["a\0b.toml", "/nowhere/" + "x" * 5000 + ".toml", "~nobody-at-all/x.toml"])
def test_paths_that_cannot_be_files(name):
    complaint(name)


def test_missing_file(tmp_path):
    path = tmp_path / "gone.toml"
    assert complaint(path) == f"There is no scenario file {path}. Shipped scenarios: {KNOWN}."


def test_folder(tmp_path):
    assert complaint(tmp_path) == f"{tmp_path} is a folder, not a scenario file (*.toml)."


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "\ufeff"])
def test_empty_file(said, text):
    assert said(text) == 'mine.toml is empty; begin with: extends = "today"'


def test_a_byte_order_mark_is_no_mistake(tmp_path):
    (tmp_path / "mine.toml").write_bytes(b"\xef\xbb\xbfyears = 5\r\n[payoff]\r\nphi = 0.5\r\n")
    scenario = load_scenario(tmp_path / "mine.toml")
    assert scenario.years == 5
    assert scenario.origin["payoff.phi"].endswith("mine.toml:3")


def test_not_text(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_bytes(b"years = 5\n\xff\xfe\x00")
    assert complaint(path) == f"{path} is not text in UTF-8 (byte 10)."


def test_unreadable(tmp_path, monkeypatch):
    path = tmp_path / "mine.toml"
    path.write_text("years = 5\n", encoding="utf-8")

    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.open", refuse)
    assert complaint(path) == f"{path} cannot be read: Permission denied."


def test_not_an_ordinary_file(tmp_path):
    path = tmp_path / "pipe.toml"
    os.mkfifo(path)
    assert complaint(path) == f"{path} is not an ordinary file."


def test_too_large(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text("#" * 1_000_001, encoding="utf-8")
    assert complaint(path) == f"{path} has 1000001 bytes; a scenario has at most 1000000."


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a = " + "[" * 5000, "is nested more than 16 levels deep on line 1."),
        ("years = 5\n[" + ".".join("a" * 600) + "]", "is nested more than 16 levels deep on line 2."),
        ("years = " + "9" * 5000, "has a number or a key of more than 100 letters on line 1."),
        ("a = [" + "1," * 50_001 + "]", "has more than 50000 keys and values."),
    ],
)
def test_what_no_scenario_needs_is_refused_before_it_is_parsed(said, text, reason):
    assert said(text) == f"mine.toml {reason}"


def test_syntax_error_names_its_line(said):
    assert said("years = 5\nphi == 3\n") == ("mine.toml is not valid TOML: Invalid value (at line 2, column 6).")


@pytest.mark.parametrize("text", ["a = [[[[[", "years = 9x", "years = 1\nyears = 2", "a = 'x"])
def test_text_that_is_not_toml(said, text):
    assert said(text).startswith("mine.toml is not valid TOML: ")


def test_unknown_key(said):
    known = ", ".join(Payoff.model_fields)
    assert said("years = 5\n\n[payoff]\nphii = 0.5\n") == (
        f"mine.toml:4: No field of [payoff] is called 'phii'. Did you mean 'phi'? Known: {known}."
    )


def test_unknown_section_and_misplaced_field(said):
    known = ", ".join(Scenario.model_fields)
    assert said("[pay_off]\nphi = 0.5\n") == (
        f"mine.toml:1: No field of a scenario is called 'pay_off'. Did you mean 'payoff'? Known: {known}."
    )
    assert said("theta = 0.5\n") == (
        f"mine.toml:1: No field of a scenario is called 'theta'. Did you mean 'payoff.theta'? Known: {known}."
    )


def test_unknown_key_in_an_entry_and_in_an_inline_table(said):
    start = 'years = 5\n[[us.policy]]\nfrom = 2025.0\nstance = "seeding"\n'
    assert said(start + "stnce = 1\n").startswith("mine.toml:5: No field of [us.policy.0] is called 'stnce'.")
    assert said(start + "levers = { regrd = 1 }\n").startswith(
        "mine.toml:5: No field of [us.policy.0.levers] is called 'regrd'. Did you mean 'regard'?"
    )


def test_out_of_range(said):
    assert said("years = 3000\n") == (
        "mine.toml:1: years must be a whole number from 1 to 1000 [years] (default 25), got 3000."
    )


@pytest.mark.parametrize(
    ("text", "got"),
    [
        ("2.5", "2.5"),
        ('"ten"', "'ten'"),
        ("true", "true"),
        ("[1]", "[1]"),
        ("{a = 1}", "a table"),
        ("[{a = 1}]", "a list of tables"),
        ("2025-01-01", "datetime.date(2025, 1, 1)"),
    ],
)
def test_wrong_type(said, text, got):
    assert said(f"\nyears = {text}\n") == (
        f"mine.toml:2: years must be a whole number from 1 to 1000 [years] (default 25), got {got}."
    )


def test_wrong_choice(said):
    assert said('[payoff]\ntie = "jion"\n').startswith("mine.toml:2: payoff.tie must be one of ")
    assert said('[payoff]\ntie = "jion"\n').endswith("got 'jion'. Did you mean 'join'?")
    assert said("[payoff]\ntie = 1\n").endswith("got 1.")


def test_a_value_where_a_table_belongs_and_the_reverse(said):
    assert said("payoff = 3\n") == "mine.toml:1: payoff must be a table, got 3."
    assert said("[title]\na = 1\n") == "mine.toml:1: title must be text in quotes (default ''), got a table."
    assert said("[us]\npolicy = 3\n") == "mine.toml:2: us.policy must be a list of tables, got 3."
    assert said("us.policy = [3]\n") == "mine.toml:1: us.policy.0 must be a table, got 3."
    assert said("[powers]\nCHN = 3\n") == "mine.toml:2: powers.CHN must be a table, got 3."


def test_a_missing_date(said):
    assert said('[[us.policy]]\nstance = "seeding"\n') == (
        "mine.toml:1: us.policy.0.from must be given: a number from 2025 to 2225 [calendar year]."
    )


def test_dates_that_do_not_rise(said):
    policy = '[[us.policy]]\nfrom = {}\nstance = "seeding"\n'
    for second in ("2029", "2028"):
        assert said("\n" + policy.format(2029) + policy.format(second)) == (
            f"mine.toml:2: us.policy must have rising dates, got 2029 before {second}."
        )


def test_a_withdrawal_that_ends_before_it_begins(said):
    text = '[[withdrawals]]\nactor = "USA"\npartnership = "who"\nfrom = 2026.0\nuntil = 2025.5\n'
    assert said(text) == ("mine.toml:1: withdrawals.0 must end after it begins, got from 2026 until 2025.5.")


def test_the_policy_of_the_united_states_stands_in_its_own_section(said):
    assert said("[powers.USA]\nregard = 0.5\n") == (
        "mine.toml:1: powers must not name USA: its policy is the section [us]."
    )


def test_several_mistakes_are_counted_and_unknown_keys_come_first(said):
    two = said("years = 3000\n[payoff]\nphii = 0.5\n")
    assert two.startswith("mine.toml:3: No field of [payoff] is called 'phii'.")
    assert two.endswith(" (1 more mistake.)")
    assert said("years = 3000\nyeers = 1\n[payoff]\nphii = 0.5\n").endswith(" (2 more mistakes.)")


def test_the_file_that_is_wrong_is_named_not_the_one_that_extends_it(said):
    assert said('extends = "other.toml"\n', "\nyears = 3000\n").startswith("other.toml:2: years must be")


def test_circle(said):
    assert said('extends = "other.toml"\n', '\nextends = "./mine.toml"\n') == (
        "other.toml:2: scenarios must not extend one another in a circle: mine.toml → other.toml → mine.toml."
    )
    assert said('extends = "mine.toml"\n') == (
        "mine.toml:1: scenarios must not extend one another in a circle: mine.toml → mine.toml."
    )


def test_a_circle_behind_ever_new_paths(said, tmp_path):
    assert "in a circle" in said(f'extends = "../{tmp_path.name}/mine.toml"\n')


def test_extends_something_unknown(said):
    assert said('years = 1\nextends = "todya"\n') == (
        f"mine.toml:2: No scenario is called 'todya'. Did you mean 'today'? Known: {KNOWN}. Or give the path of a file."
    )
    assert said('extends = "gone.toml"\n') == (
        f"mine.toml:1: There is no scenario file gone.toml. Shipped scenarios: {KNOWN}."
    )
    assert said('extends = ["today"]\n') == (
        "mine.toml:1: extends must be the name or path of one scenario, got ['today']."
    )


def test_tables_given_in_python():
    assert complaint({1: 2}) == "Python: keys of a scenario must be text, got 1."
    assert complaint({"payoff": {None: 2}}) == "Python: keys of payoff must be text, got None."
    assert complaint(3) == "A scenario must be a name, a path, a table or a Scenario, got int."
    assert complaint({"years": 10**5000}).endswith("got a huge number.")
    assert complaint({"years": "x" * 100}).endswith("xxx….")


def test_overrides():
    assert complaint("today", {"us.transactionalsm": 1}).startswith(
        "--set us.transactionalsm: No field of [us] is called 'transactionalsm'. Did you mean 'transactionalism'?"
    )
    assert complaint("today", {"years": "3000"}) == (
        "--set: years must be a whole number from 1 to 1000 [years] (default 25), got 3000."
    )
    assert complaint("today", {"years": "many"}).endswith("got 'many'.")
    assert complaint("today", {"years.x": 1}) == ("--set years.x: years is a single value and has no field 'x'.")
    assert complaint("today", {"years.0": 1}) == ("--set years.0: years is a single value and has no field '0'.")
    assert complaint("today", {"": 1}).startswith("--set : No field of a scenario is called ''.")
    assert complaint("today", {"us..x": 1}).startswith("--set us..x: No field of [us] is called ''.")
    assert complaint("today", {"us.policy.0.stance": "seeding"}) == (
        "--set us.policy.0.stance: the list has no entries, got '0'."
    )
    assert complaint("seeding", {"us.policy.1.stance": "seeding"}) == (
        "--set us.policy.1.stance: the list has entries 0 to 0, got '1'."
    )
    assert complaint("seeding", {"us.policy.first.stance": "seeding"}).endswith("got 'first'.")
    assert complaint({"us": 3}, {"us.regard": 1}) == "--set us.regard: us is not a table."


STEPS = sorted({step for field in fields(Scenario) for step in field.dotted.split(".")} | {"0", "", "CHN", "zz"})
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9) | st.dates() | st.just("seeding")
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(STEPS), inner, max_size=3),
    max_leaves=8,
)


def loads_or_complains(scenario, overrides=None):
    said = "loaded"
    try:
        load_scenario(scenario, overrides)
    except ScenarioError as error:
        said = str(error)
    assert said.strip()
    assert "\n" not in said


@given(st.dictionaries(st.sampled_from(STEPS), VALUES, max_size=4))
def test_no_table_gives_anything_but_a_scenario_or_one_line(table):
    loads_or_complains(table)


@given(st.lists(st.sampled_from(STEPS), min_size=1, max_size=5).map(".".join), VALUES)
def test_no_override_gives_anything_but_a_scenario_or_one_line(dotted, value):
    loads_or_complains("transactional_then_cooperative", {dotted: value})


@given(st.text(max_size=30))
def test_no_text_of_an_override_gives_anything_but_a_scenario_or_one_line(text):
    for dotted in ("payoff.phi", "us.regard", "us.policy", "us.policy.0", "years", "payoff.tie"):
        loads_or_complains("seeding", {dotted: text})
