"""The summary says higher or lower only where the interval leaves out zero."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from experiments.analysis.paired import Outcome, mean_interval, paired_difference
from experiments.analysis.plain_words import plain_answer
from experiments.analysis.summary import Cell, Row, Summary, summarise
from experiments.analysis.wording import sentence
from experiments.execution.experiment import Experiment, run_experiment
from experiments.storage.frames import Results
from tests.fake_world import ALONE, ENGINE, arm


def outcome(base, other, shown="level", decided=1.0):
    values = pd.DataFrame({"cooperative": base, "transactional": other}, dtype=float)
    return Outcome("climate, final level", "climate", "ends", shown, values, decided)


def compared(given):
    return paired_difference(given, "transactional", "cooperative")


def said(given):
    return sentence(given, "transactional", "cooperative", paired_difference(given, "transactional", "cooperative"))


def test_interval_of_a_mean_by_hand():
    # mean 2, standard error 1/sqrt(3), t(0.975, 2) = 4.302653
    mean, low, high = mean_interval(np.array([1.0, 2.0, 3.0]))
    assert mean == 2.0
    assert (low, high) == pytest.approx((2 - 4.302653 / 3**0.5, 2 + 4.302653 / 3**0.5), rel=1e-6)


def test_pairing_takes_luck_out():
    luck = np.linspace(0, 100, 50)
    difference = compared(outcome(100 + luck, 104 + luck))
    assert difference.is_clear
    assert difference.mean == pytest.approx(100 * 4 / 150)
    assert difference.low == pytest.approx(difference.high)


def test_clear_differences_name_their_direction():
    base = np.full(100, 1.0)
    wobble = np.tile([0.0, 0.02], 50)
    assert said(outcome(base, base + 0.03 + wobble)) == (
        "Under “transactional”, climate ends 4.0 % higher than under “cooperative” "
        "(95 % interval 3.8–4.2 %, 100 paired histories)."
    )
    assert "4.0 % lower than under “cooperative” (95 % interval 3.8–4.2 %" in said(outcome(base, base - 0.03 - wobble))


def test_what_chance_could_have_done_is_no_clear_difference():
    wobble = np.tile([-0.05, 0.06], 5)
    text = said(outcome(np.ones(10), 1 + wobble))
    assert "shows no clear difference" in text
    assert "higher" not in text
    assert "lower" not in text


def test_exactly_equal_one_history_and_too_little_of_the_effort():
    assert "exactly as under" in said(outcome([1, 2, 3], [1, 2, 3]))
    assert "too few paired histories" in said(outcome([1], [2]))
    assert "no claim" in said(outcome([1, 1], [2, 2.1], decided=0.1))


def test_shares_differ_in_percentage_points():
    difference = compared(outcome([0.2, 0.3], [0.1, 0.2], "share"))
    assert difference.mean == pytest.approx(-10)
    assert difference.unit == "percentage points"


@pytest.mark.parametrize("first", [[-2.0, -1.0], [0.0, 0.0]])
def test_nothing_is_a_part_of_a_mean_that_is_not_above_zero(first):
    """A measure may be negative: what rises is higher, not lower by some per cent of what it was."""
    higher = outcome(first, [value + 3 for value in first])
    found = compared(higher)
    assert (found.mean, found.unit) == (pytest.approx(3), "")
    text = sentence(higher, "transactional", "cooperative", replace(found, low=2.0, high=4.0))
    assert re.search(r"ends 3(\.0)? higher than", text)
    assert re.search(r"interval 2(\.0)?–4(\.0)?, 2 paired", text)


def test_missing_histories_leave_pairs_out():
    difference = paired_difference(outcome([1, 2, np.nan, 4], [2, np.nan, 3, 5]), "transactional", "cooperative")
    assert difference.pairs == 2


def test_summary_of_stored_runs(tmp_path):
    arms = [arm("cooperative"), arm("transactional", 0.004)]
    run_experiment(Experiment(arms, 6, tmp_path, engine=ENGINE), ALONE)
    results = Results.open(tmp_path)
    summary = summarise(results)
    labels = [row.outcome.label for row in summary.rows]
    assert labels[0] == "climate, final level"
    assert labels[-1] == "U.S. share of deliveries"
    # damage by hand: quarterly rates after the start, a quarter of a year each
    frame = results.outcomes.query("scenario == 'cooperative' and history == 0 and quarter > 0")
    damage = summary.rows[labels.index("damage over the run, US$bn")].outcome.values
    assert damage.loc[0, "cooperative"] == pytest.approx(frame["damage"].sum() / 4)
    ledger = results.ledger.query("scenario == 'cooperative' and history == 0")
    share = ledger.loc[ledger["actor"] == "USA", "delivered"].sum() / ledger["delivered"].sum()
    assert summary.rows[-1].outcome.values.loc[0, "cooperative"] == pytest.approx(share)
    assert len(summary.sentences()) == len(labels)
    assert len(summary.answers()) == 1


def answered(*means, spread=0.01):
    """Return the plain answer about arms whose total damage differs from the first arm's by parts of it."""
    wobble = np.tile([-spread, spread], 20)
    columns = {"base": np.ones(40) + 0.0 * wobble}
    columns |= {f"arm_{k}": 1.0 + mean + wobble for k, mean in enumerate(means)}
    given = Outcome("damage", "total damage", "is", "money", pd.DataFrame(columns))
    cells = [Cell(1.0, 0.9, 1.1, None)]
    cells += [Cell(1.0, 0.9, 1.1, paired_difference(given, name, "base")) for name in list(columns)[1:]]
    return plain_answer(Summary(tuple(columns), (Row(given, tuple(cells)),), 40, 0, 2050.0))


@pytest.mark.parametrize(
    ("means", "headline"),
    [
        ((0.2,), "Total damage is 20 % higher under “arm 0” than under “base”, in 40 paired histories."),
        ((-0.2,), "Total damage is 20 % lower under “arm 0” than under “base”, in 40 paired histories."),
        ((0.0,), "Total damage shows no clear difference from “base”, in 40 paired histories."),
        ((0.1, 0.3), "Total damage is highest under “arm 1”, 30 % above “base”; none is clearly below, in 40 paired"),
        ((-0.1, -0.3), "Total damage is lowest under “arm 1”, 30 % below “base”; none is clearly above, in 40 paired"),
        ((-0.1, 0.3), "Total damage is lowest under “arm 0”, 10 % below “base”, and highest under “arm 1”, 30 % above"),
    ],
)
def test_the_headline_is_one_sentence(means, headline):
    assert answered(*means).headline.startswith(headline)


def test_at_most_four_short_sentences_without_intervals():
    plain = answered(0.1, 0.2, 0.3, 0.4, 0.5, 0.6)
    assert len(plain.sentences) == 4
    assert plain.sentences[-1] == "For the other 3, see the table."
    assert plain.sentences[0] == "Under “arm 0” – higher: total damage by 10 %."
    assert answered().headline == ""
