"""The page in a real browser, Chromium without a head: what a hand, a keyboard and a screen reader meet."""

from __future__ import annotations

import logging
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import time
import tomllib
import urllib.request
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

import pandas as pd
import pytest

from simulation.parameters import load_scenario

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = next((path for name in ("chromium", "chromium-browser") if (path := shutil.which(name))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine (Debian: apt install chromium)")

LOG = logging.getLogger(__name__)
ROOT = Path(__file__).resolve().parents[2]
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PATIENCE = 60_000
SMALL = "a=small&b=small&b.us.effort_share=0.2&years=2&histories=3"
COUNT = '[role="status"]'
CURVE = '[aria-label="climate"] svg path'


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answers(url):
    try:
        return urllib.request.urlopen(url, timeout=5).status == 200
    except OSError:
        return False


@contextmanager
def served(port):
    """Serve the page in a process of its own, until it answers."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    command = [sys.executable, "-m", "multipartner", "dashboard", "--port", str(port), "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=ROOT, env=plain) as server:
        until = time.monotonic() + 10 * PATIENCE / 1000
        while not answers(f"http://127.0.0.1:{port}/"):
            assert server.poll() is None, server.stdout.read().decode()
            assert time.monotonic() < until, "the page did not come up"
            time.sleep(0.3)
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(60)


@pytest.fixture(scope="module")
def site():
    with served(free_port()) as address:
        yield address


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def page(browser):
    """A page that notes every request that would leave the machine, and every error of its scripts."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    opened = context.new_page()
    opened.set_default_timeout(PATIENCE)
    opened.outside, opened.errors = [], []
    opened.on("request", lambda each: None if is_here(each.url) else opened.outside.append(each.url))
    opened.on("pageerror", lambda error: opened.errors.append(str(error)))
    yield opened
    outside, errors = opened.outside, opened.errors
    context.close()
    assert outside == []
    assert errors == []


def is_here(url):
    return url.startswith(("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:"))


def opened(page, site, query=SMALL, pairs=3):
    page.goto(f"{site}/?{query}")
    wait_for_pairs(page, pairs)


def wait_for_pairs(page, pairs):
    playwright.expect(page.locator(COUNT)).to_have_text(f"{pairs} of {pairs} paired histories", timeout=PATIENCE)
    page.wait_for_timeout(300)


def paths(page):
    return page.locator(CURVE).evaluate_all("all => all.map(each => each.getAttribute('d')).join('|')")


def lever(page, name):
    return page.get_by_role("slider", name=name, exact=True)


def wait_until_redrawn(page, before):
    page.wait_for_function(
        "([css, old]) => [...document.querySelectorAll(css)].map(p => p.getAttribute('d')).join('|') !== old",
        arg=[CURVE, before],
        polling=5,
    )


def test_a_key_on_a_lever_redraws_the_paths(page, site, record_property):
    opened(page, site)
    lever(page, "B: effort share").focus()
    seconds = []
    for _ in range(7):
        before, start = paths(page), time.perf_counter()
        page.keyboard.press("ArrowRight")
        wait_until_redrawn(page, before)
        seconds.append(time.perf_counter() - start)
        wait_for_pairs(page, 3)
    record_property("key press to redraw, median ms", round(1000 * statistics.median(seconds)))
    LOG.info(
        "key press to redraw, median of 7 in a small world of two years: %.0f ms", 1000 * statistics.median(seconds)
    )
    assert lever(page, "B: effort share").get_attribute("aria-valuenow") == "0.34"


def test_equal_policies_differ_nowhere_and_others_do(page, site):
    opened(page, site, "a=small&b=small&years=2&histories=3")
    note = page.get_by_text("At the end, B − A: 0 (0 to 0)").first
    playwright.expect(note).to_be_visible()
    opened(page, site)
    assert page.get_by_text("At the end, B − A: 0 (0 to 0)").count() == 0


def test_a_link_restores_levers_view_and_pictures(page, site):
    query = SMALL + "&b.order.seats=0.25&seed=5&view=levels"
    opened(page, site, query)
    drawn, values = paths(page), lever(page, "B: effort share").get_attribute("aria-valuenow")
    assert float(values) == pytest.approx(0.2)
    lever(page, "A: transactionalism").evaluate(
        "each => each.closest('.q-expansion-item').querySelector('.q-item').click()"
    )
    link = page.url if "v=" in page.url else f"{site}/?{query}"
    page.goto("about:blank")
    page.goto(link)
    wait_for_pairs(page, 3)
    assert paths(page) == drawn
    assert page.get_by_role("tab", name="Levels").get_attribute("aria-selected") == "true"


@pytest.mark.parametrize(
    ("query", "said"),
    [("a=cooperativ", "Did you mean 'cooperative'?"), ("b.us.regard=7", "must be a number from 0 to 1")],
)
def test_a_wrong_link_gets_one_clear_sentence(page, site, query, said):
    page.goto(f"{site}/?{query}")
    playwright.expect(page.get_by_role("alert").first).to_contain_text(said)


def test_a_link_of_another_version_says_so(page, site):
    page.goto(f"{site}/?{SMALL}&v=0.0.1-dead")
    playwright.expect(page.get_by_role("alert").first).to_contain_text("made by version 0.0.1-dead")


def taken(page, label):
    page.get_by_role("button", name="Take away").click()
    with page.expect_download() as found:
        page.get_by_text(label, exact=True).click()
    page.wait_for_timeout(400)
    return Path(found.value.path()).read_bytes()


def test_downloads_are_valid(page, site):
    opened(page, site)
    page.wait_for_function("() => document.querySelector('.answer').textContent.includes('3 paired histories')")
    scenario = load_scenario(tomllib.loads(taken(page, "Policy B as scenario file").decode()))
    assert scenario.us.effort_share == 0.2
    bands = pd.read_csv(BytesIO(taken(page, "Bands as CSV")))
    assert set(bands["outcome"]) >= {"level_climate", "damage"}
    assert len(pd.read_parquet(BytesIO(taken(page, "All histories as Parquet")))) == 2 * 3 * 9
    assert ET.fromstring(taken(page, "Figure as SVG")).tag.endswith("svg")
    assert taken(page, "Figure as PNG").startswith(b"\x89PNG")
    report = taken(page, "Report as HTML").decode()
    assert "paired histories" in report
    assert not re.search(r'(src|href)="https?:', report)


@pytest.mark.parametrize("width", [390, 1280, 1920])
def test_nothing_is_cut_off_at_any_width(page, site, width):
    page.set_viewport_size({"width": width, "height": 900})
    for view in ("differences", "payers", "map", "partnerships"):
        opened(page, site, f"{SMALL}&view={view}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.get_by_role("tab").count() == 5


def test_every_control_has_a_name_for_screen_readers(page, site):
    opened(page, site)
    for role in ("slider", "button", "tab", "combobox", "spinbutton"):
        for each in page.get_by_role(role).all():
            if each.is_visible():
                said = each.evaluate(
                    "e => (e.getAttribute('aria-label') || e.innerText || e.title || "
                    "(e.labels && e.labels[0] && e.labels[0].innerText) || '').trim()"
                )
                assert said, each.evaluate("e => e.outerHTML")


def test_a_keyboard_alone_reaches_levers_and_views(page, site):
    opened(page, site)
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.getAttribute('role') || document.activeElement.tagName"))
    assert {"slider", "tab"} <= reached


def test_partnerships_say_who_sits_in_them_and_why(page, site):
    opened(page, site, f"{SMALL}&view=partnerships")
    detail = page.locator(".detail")
    page.get_by_label("partnership").click()
    page.get_by_role("option").first.click()
    playwright.expect(detail).to_contain_text("members pledge")
    detail.locator(".list button").first.click()
    playwright.expect(detail).to_contain_text("a review leaves it in with a chance of")


def test_levers_are_kept_when_the_server_is_restarted(page):
    port = free_port()
    with served(port) as site:
        opened(page, site)
        lever(page, "B: regard").focus()
        page.keyboard.press("ArrowRight")
        page.wait_for_url("**b.us.regard**")
        wait_for_pairs(page, 3)
        moved = lever(page, "B: regard").get_attribute("aria-valuenow")
    with served(port):
        page.reload()
        wait_for_pairs(page, 3)
        assert lever(page, "B: regard").get_attribute("aria-valuenow") == moved


def test_many_pages_at_once_all_get_their_histories(browser, site):
    context = browser.new_context()
    pages = [context.new_page() for _ in range(10)]
    for k, each in enumerate(pages):
        each.set_default_timeout(PATIENCE)
        each.goto(f"{site}/?{SMALL}&b.us.seats={k / 10}")
    for each in pages:
        wait_for_pairs(each, 3)
    context.close()
