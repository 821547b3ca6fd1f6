"""The page for everyone: without a mouse, by ear, on a phone and on a wall."""

from __future__ import annotations

import pytest

expect = pytest.importorskip("playwright.sync_api", reason="playwright is not installed").expect
pytestmark = pytest.mark.slow

SMALL = "a=small&b=small&b.us.effort_share=0.2&years=2&histories=3"
VIEWS = ("differences", "levels", "purse", "payers", "map", "partnerships")
NAMELESS = """() => [...document.querySelectorAll('button, a, input, [role=slider], [role=tab], [role=combobox]')]
    .filter(each => each.offsetParent !== null && !each.closest('[aria-hidden=true]'))
    .filter(each => !(each.getAttribute('aria-label') || each.innerText || each.title || each.labels?.length
        || each.getAttribute('aria-labelledby') || each.closest('label')?.innerText))
    .map(each => each.outerHTML.slice(0, 200))"""
BEYOND = """() => [...document.querySelectorAll('main *, [role=main] *, [role=form] *')]
    .filter(each => !each.closest('svg, .q-tabs__content, .q-table__middle, .q-uploader'))
    .filter(each => each.offsetParent && each.getBoundingClientRect().right > innerWidth + 1)
    .map(each => each.outerHTML.slice(0, 160))"""
HAS_FOCUS = "name => document.activeElement?.getAttribute('aria-label') === name"
TABS = 80


@pytest.mark.parametrize("width", [390, 1280, 1920])
def test_nothing_stands_beyond_the_edge(show, page, width):
    page.set_viewport_size({"width": width, "height": 900})
    for view in VIEWS:
        show(f"{SMALL}&view={view}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, view
        assert page.evaluate(BEYOND) == [], view


@pytest.mark.parametrize("view", VIEWS)
def test_all_that_can_be_worked_has_a_name(show, view):
    assert show(f"{SMALL}&view={view}").evaluate(NAMELESS) == []


def test_what_is_said_is_told_to_those_who_listen(show):
    page = show(SMALL)
    assert page.locator('[aria-live="polite"]').count() >= 2
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    assert page.get_by_role("img").first.get_attribute("aria-label")


def test_a_lever_is_found_and_moved_without_a_mouse(show):
    page = show(SMALL)
    for _ in range(TABS):
        page.keyboard.press("Tab")
        if page.evaluate(HAS_FOCUS, "B: regard"):
            break
    else:
        pytest.fail("no lever within reach of the Tab key")
    before = page.url
    page.keyboard.press("ArrowRight")
    expect(page).not_to_have_url(before)
