"""What a hand does on the page, and what an eye sees of it."""

from __future__ import annotations

import re
from time import perf_counter

SMALL = "a=small&b=small&b.us.effort_share=0.2&years=2&histories=3"
VIEWS = ("differences", "levels", "purse", "payers", "map", "partnerships")
PATHS = """() => [...document.querySelectorAll('.panels svg path')].map(path => path.getAttribute('d')).join('')"""
REDRAWN = f"before => ({PATHS})() !== before"
AT_REST = "!document.querySelector('.waiting')"


def lever(page, side, name):
    """Return a lever, as those who listen find it."""
    return page.get_by_role("slider", name=f"{side}: {name}")


def pressed(page, slider, key="ArrowRight"):
    """Press a key on a lever; return the seconds until the lines are others."""
    slider.focus()
    before = page.evaluate(PATHS)
    began = perf_counter()
    page.keyboard.press(key)
    page.wait_for_function(REDRAWN, arg=before, polling="raf")
    return perf_counter() - began


def rested(page, pairs=3):
    """Wait until all histories are there and nothing changes any more; return the lines."""
    whole = f"document.querySelector('[role=status]')?.innerText === '{pairs} of {pairs} paired histories' && {AT_REST}"
    page.wait_for_function(whole)
    before, now = "", page.evaluate(PATHS)
    while now != before:
        page.wait_for_timeout(400)
        before, now = now, page.evaluate(PATHS)
    return now


def nameless(page):
    """Return what can be worked and has no name for those who listen."""
    can_be_worked = r"^\s*- '?(?:button|link|slider|tab|combobox|spinbutton|textbox|switch|menuitem)\b(?! \").*$"
    return re.findall(can_be_worked, page.locator("body").aria_snapshot(), re.MULTILINE)


def tabbed_to(page, name, most=80):
    """Go by the Tab key to what has a name, and say whether it was reached."""
    has_focus = """name => { const each = document.activeElement;
        return each.ariaLabel === name || each.innerText.trim().endsWith(name); }"""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(has_focus, name):
            return True
    return False
