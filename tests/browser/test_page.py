"""The page in a real browser, Chromium without a head: what a hand, a keyboard and a screen reader meet."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = next((path for name in ("chromium", "chromium-browser") if (path := shutil.which(name))), None)
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine (Debian: apt install chromium)"),
]

ROOT = Path(__file__).resolve().parents[2]
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PATIENCE = 60_000
SMALL = "a=small&b=small&b.us.effort_share=0.2&years=2&histories=3"
COUNT = '[role="status"]'


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answers(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def served(port):
    """Serve the page in a process of its own, until it answers."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    command = [sys.executable, "-m", "multipartner", "dashboard", "--port", str(port), "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=ROOT, env=plain) as server:
        until = time.monotonic() + 10 * PATIENCE / 1000
        while not answers(port):
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


def test_equal_policies_differ_nowhere_and_others_do(page, site):
    opened(page, site, "a=small&b=small&years=2&histories=3")
    note = page.get_by_text("At the end, B − A: 0 (0 to 0)").first
    playwright.expect(note).to_be_visible()
    opened(page, site)
    assert page.get_by_text("At the end, B − A: 0 (0 to 0)").count() == 0


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
