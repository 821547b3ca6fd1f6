"""The page for everyone: without a mouse, by ear, on a phone and on a wall."""

from __future__ import annotations

import re

import pytest

from tests.browser.hands import SMALL, VIEWS, lever, nameless, tabbed_to

expect = pytest.importorskip("playwright.sync_api", reason="playwright is not installed").expect
pytestmark = pytest.mark.slow

BEYOND = """() => [...document.querySelectorAll('main *, [role=main] *, [role=form] *')]
    .filter(each => !each.closest('svg, .q-tabs__content, .q-table__middle, .q-uploader'))
    .filter(each => each.offsetParent && each.getBoundingClientRect().right > innerWidth + 1)
    .map(each => each.outerHTML.slice(0, 160))"""


@pytest.mark.parametrize("width", [390, 1280, 1920])
def test_nothing_stands_beyond_the_edge(show, page, width):
    page.set_viewport_size({"width": width, "height": 900})
    for view in VIEWS:
        show(f"{SMALL}&view={view}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, view
        assert page.evaluate(BEYOND) == [], view


@pytest.mark.parametrize("view", VIEWS)
def test_all_that_can_be_worked_has_a_name(show, view):
    assert nameless(show(f"{SMALL}&view={view}")) == []


def test_what_is_said_is_told_to_those_who_listen(show):
    page = show(SMALL)
    assert page.locator('[aria-live="polite"]').count() >= 2
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    assert page.get_by_role("img").first.get_attribute("aria-label")


def test_a_lever_is_found_and_moved_without_a_mouse(show):
    page = show(SMALL)
    assert tabbed_to(page, "B: regard")
    before = page.url
    page.keyboard.press("ArrowRight")
    expect(page).not_to_have_url(before)
    value = lever(page, "B", "regard").get_attribute("aria-valuenow")
    assert f"b.us.regard={value}" in page.url


def test_a_question_a_view_and_a_file_to_take_away_are_chosen_without_a_mouse(show):
    page = show(SMALL)
    assert tabbed_to(page, "Take away")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Bands as CSV")).to_be_visible()
    page.keyboard.press("Escape")
    assert tabbed_to(page, "What differs")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("view=levels"))
    assert tabbed_to(page, "Seeding against statist")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("a=statist&b=seeding"))
