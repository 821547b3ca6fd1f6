"""Serves the page in a process of its own, and looks at it in Chromium without a head."""

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

CHROMIUM = next((path for name in ("chromium", "chromium-browser") if (path := shutil.which(name))), None)
ROOT = Path(__file__).resolve().parents[2]
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PATIENCE = 120_000


@pytest.fixture(autouse=True, scope="session")
def _needs_a_browser():
    pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine (Debian: apt install chromium)")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answers(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def served(port):
    """Serve the page until it answers; yields its address and the process."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    command = [sys.executable, "-m", "multipartner", "dashboard", "--port", str(port), "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=ROOT, env=plain) as server:
        until = time.monotonic() + 10 * PATIENCE / 1000
        while not answers(port):
            assert server.poll() is None, server.stdout.read().decode()
            assert time.monotonic() < until, "the page did not come up"
            time.sleep(0.3)
        try:
            yield f"http://127.0.0.1:{port}", server
        finally:
            server.terminate()
            server.wait(60)


@pytest.fixture(scope="session")
def serving():
    return served


@pytest.fixture
def unused_port():
    return free_port()


@pytest.fixture(scope="session")
def server():
    with served(free_port()) as found:
        yield found


@pytest.fixture
def site(server):
    return server[0]


@pytest.fixture(scope="session")
def browser():
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


def is_here(url):
    return url.startswith(("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:"))


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


@pytest.fixture
def show(page, site):
    """Return a function that opens a state of the page and waits until all its histories are there."""
    from playwright.sync_api import expect

    def shown(query, pairs=3):
        page.goto(f"{site}/?{query}")
        expect(page.locator('[role="status"]')).to_have_text(f"{pairs} of {pairs} paired histories", timeout=PATIENCE)
        expect(page.locator(".waiting")).to_have_count(0)
        return page

    return shown
