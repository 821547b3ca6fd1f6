"""The page over hours: a server that is started again, hundreds of moves, many visitors."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.browser.hands import lever, rested

expect = pytest.importorskip("playwright.sync_api", reason="playwright is not installed").expect
pytestmark = pytest.mark.slow

SMALL = "a=small&b=small&b.us.regard=0.37&years=2&histories=3"
MOVES, SETTLED = 300, 60
PATIENCE = 120_000
MEGABYTES = 60
"""What 240 moves may add once everything is loaded."""


def resident(process):
    """Return the memory of a process [MB]; None where the machine does not tell."""
    status = Path(f"/proc/{process.pid}/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), None)


def test_levers_are_kept_when_the_server_is_started_again(page, serving, unused_port):
    with serving(unused_port) as (address, _):
        page.goto(f"{address}/?{SMALL}")
        expect(lever(page, "B", "regard")).to_have_attribute("aria-valuenow", "0.37")
    with serving(unused_port):
        expect(page.locator('[role="status"]')).to_have_text("3 of 3 paired histories")
        expect(lever(page, "B", "regard")).to_have_attribute("aria-valuenow", "0.37")
        lever(page, "B", "regard").press("ArrowRight")
        expect(page).to_have_url(re.compile(r"b\.us\.regard=0\.38"))


def test_memory_stays_flat_over_hundreds_of_moves(show, server):
    page = show(SMALL)
    slider, before, asked_for = lever(page, "B", "regard"), 0.0, set()
    for move in range(MOVES):
        slider.press("ArrowRight" if move // 50 % 2 == 0 else "ArrowLeft")
        page.wait_for_timeout(40)
        asked_for.add(page.url)
        if move == SETTLED:
            before = resident(server[1])
    rested(page)
    assert len(asked_for) > 40
    after = resident(server[1])
    if after is None:
        pytest.skip("this machine does not tell how much memory a process has")
    assert after - before < MEGABYTES


def test_ten_pages_at_once_each_show_their_own(browser, site):
    context = browser.new_context()
    pages = {share: context.new_page() for share in range(10)}
    for share, each in pages.items():
        each.goto(f"{site}/?a=small&b=small&years=2&histories=3&b.us.effort_share={share / 10}", timeout=PATIENCE)
    lines = {share: rested(each) for share, each in pages.items()}
    for share, each in pages.items():
        expect(lever(each, "B", "effort share")).to_have_attribute("aria-valuenow", f"{share / 10:g}")
    assert len(set(lines.values())) == len(pages)
    context.close()
