"""On which line each key of a TOML text stands."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.parameters.locating import line_of, lines_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a = 1\nb = 2", {"a": 1, "b": 2}),
        ("\r\na = 1\r\n[t]\r\nb = 2", {"a": 2, "t": 3, "t.b": 4}),
        ("[a.b]\nc = 1", {"a": 1, "a.b": 1, "a.b.c": 2}),
        ("a . b = 1\n[ c . d ]\n", {"a": 1, "a.b": 1, "c": 2, "c.d": 2}),
        ('"a" = 1\n\'b\'.c = 2', {"a": 1, "b": 2, "b.c": 2}),
        ("[[p]]\nx = 1\n[[p]]\nx = 2", {"p": 1, "p.0": 1, "p.0.x": 2, "p.1": 3, "p.1.x": 4}),
        ("[[p]]\n[p.q]\nx = 1\n[[p.r]]\n[[p.r]]\n", {"p": 1, "p.0": 1, "p.0.q": 2, "p.0.q.x": 3, "p.0.r": 4,
                                                       "p.0.r.0": 4, "p.0.r.1": 5}),
        ("a = [\n  1,\n  2, # ]\n]\nb = 1", {"a": 1, "b": 5}),
        ("a = [\n[1],\n[2]\n]\nb = 1", {"a": 1, "b": 5}),
        ('a = """\n[t]\nb = 1\n"""\nc = 1', {"a": 1, "c": 5}),
        ("a = '''\nb = \"\"\"\n'''\nc = 1", {"a": 1, "c": 4}),
        ('a = "[ # \\" x"\nc = 1', {"a": 1, "c": 2}),
        ("a = 'it\"s [' # [\nc = 1", {"a": 1, "c": 2}),
        ("a = { b = 1, c = [2] }\nd = 1", {"a": 1, "d": 2}),
        ("# a = 1\n  b = 2", {"b": 2}),
        ("", {}),
    ],
)  # fmt: skip
def test_lines(text, expected):
    tomllib.loads(text)
    assert lines_of(text) == expected


def test_a_name_that_is_not_listed_is_placed_with_its_ancestor():
    lines = {"a": 1, "a.b": 3}
    assert (line_of(lines, "a.b.c.d"), line_of(lines, "a.x"), line_of(lines, "z")) == (3, 1, None)


VALUES = st.sampled_from(["1", "'x'", "[1,\n 2]", '"""\n[a]\nb = 1\n"""', "{ z = 1 }", "true # a = 1"])


@given(st.dictionaries(st.from_regex(r"[a-z]{1,3}", fullmatch=True), VALUES, max_size=6), st.booleans())
def test_every_top_level_key_is_found_where_it_was_written(keys, inside):
    text, expected = ("[head]\n", {}) if inside else ("", {})
    prefix = "head." if inside else ""
    for key, value in keys.items():
        expected[prefix + key] = text.count("\n") + 1
        text += f"{key} = {value}\n"
    tomllib.loads(text)
    found = lines_of(text)
    found.pop("head", None) if inside else None
    assert found == expected
