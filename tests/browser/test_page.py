"""The page in a real browser, Chromium without a head: what a hand meets."""

from __future__ import annotations

import io
import re
import tomllib
import xml.etree.ElementTree as ET

import pandas as pd
import pytest

from tests.browser.hands import SMALL, lever, pressed, rested

expect = pytest.importorskip("playwright.sync_api", reason="playwright is not installed").expect
pytestmark = pytest.mark.slow

EQUAL = "a=small&b=small&years=2&histories=3"


def test_equal_policies_differ_nowhere_and_others_do(show):
    page = show(EQUAL)
    expect(page.get_by_text("At the end, B − A: 0 (0 to 0)").first).to_be_visible()
    page = show(SMALL)
    expect(page.locator("text=B − A").first).to_be_visible()
    assert page.get_by_text("At the end, B − A: 0 (0 to 0)").count() == 0


def test_a_key_on_a_lever_redraws_the_paths(show):
    page = show(SMALL)
    assert pressed(page, lever(page, "B", "regard")) > 0.0


def test_every_key_counts_and_the_way_back_leads_to_the_scenario(show):
    page = show(SMALL)
    slider = lever(page, "B", "regard")
    before = slider.get_attribute("aria-valuenow")
    slider.focus()
    for _ in range(10):
        page.keyboard.press("ArrowRight")
    expect(slider).to_have_attribute("aria-valuenow", f"{float(before) + 0.1:g}")
    expect(page).to_have_url(re.compile(f"b\\.us\\.regard={float(before) + 0.1:g}"))
    page.get_by_role("button", name="B: regard back to the scenario").click()
    expect(slider).to_have_attribute("aria-valuenow", before)


def test_at_rest_nothing_is_shown_of_an_earlier_position(show, page):
    show(SMALL)
    slider = lever(page, "B", "regard")
    for key in ("ArrowRight", "ArrowRight", "ArrowRight", "ArrowLeft", "ArrowRight"):
        slider.press(key)
    moved, said = rested(page), page.locator(".words").inner_text()
    page.goto(page.url)
    assert rested(page) == moved
    assert page.locator(".words").inner_text() == said


def test_a_link_restores_everything(show, page, site, browser):
    show(f"{SMALL}&seed=7")
    pressed(page, lever(page, "B", "regard"))
    page.get_by_role("tab", name="Levels").click()
    expect(page).to_have_url(re.compile(r"b\.us\.regard.*view=levels"))
    value, link = lever(page, "B", "regard").get_attribute("aria-valuenow"), page.url
    page.goto("about:blank")
    page.goto(link)
    expect(lever(page, "B", "regard")).to_have_attribute("aria-valuenow", value)
    expect(page.get_by_role("tab", name="Levels")).to_have_attribute("aria-selected", "true")
    for name, number in (("first seed", "7"), ("years", "2"), ("histories", "3")):
        expect(page.get_by_label(name, exact=True)).to_have_value(number)


def test_a_link_restores_date_and_actor_of_the_map(show, page):
    show(f"{SMALL}&view=map&look.year=2026&look.actor=IND&look.side=a")
    detail = page.locator(".detail")
    expect(detail).to_contain_text("India")
    expect(page.get_by_role("slider", name="Year")).to_have_attribute("aria-valuenow", "2026")
    page.get_by_role("button", name="B", exact=True).click()
    expect(page).to_have_url(re.compile(r"look\.year=2026.*look\.actor=IND"))
    assert "look.side" not in page.url, "where the page begins needs no word"


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("a=cooperativ", "Did you mean 'cooperative'?"),
        ("b.us.regard=7", "must be a number from 0 to 1"),
        ("b=mine.toml&b.file=xyz", "The scenario file in the link is damaged"),
    ],
)
def test_a_wrong_link_gets_one_clear_sentence(page, site, query, said):
    page.goto(f"{site}/?{query}")
    expect(page.get_by_role("alert").first).to_contain_text(said)


def test_a_link_of_another_version_says_so(page, site):
    page.goto(f"{site}/?{SMALL}&v=0.0.1-dead")
    expect(page.get_by_role("alert").first).to_contain_text("made by version 0.0.1-dead")


def taken(page, label):
    page.get_by_role("button", name="Take away").click()
    with page.expect_download() as caught:
        page.get_by_text(label, exact=True).click()
    expect(page.get_by_role("menu")).to_have_count(0)
    return caught.value.path().read_bytes()


def test_what_is_taken_away_is_valid(show):
    page = show(SMALL)
    assert tomllib.loads(taken(page, "Policy B as scenario file").decode())["us"]["effort_share"] == 0.2
    assert {"scenario", "outcome"} <= set(pd.read_csv(io.BytesIO(taken(page, "Bands as CSV")), comment="#"))
    assert len(pd.read_parquet(io.BytesIO(taken(page, "All histories as Parquet")))) == 2 * 3 * 9
    assert ET.fromstring(taken(page, "Figure as SVG")).tag.endswith("svg")
    assert taken(page, "Figure as PNG").startswith(b"\x89PNG")
    report = taken(page, "Report as HTML")
    assert b"<svg" in report
    assert len(report) < 3_000_000


def test_a_file_of_ones_own_is_dropped_and_the_link_carries_it(show, page):
    show(EQUAL)
    drop = page.locator('.side-b input[type="file"]')
    drop.set_input_files({"name": "half.toml", "mimeType": "text/plain", "buffer": b'extends = "smal"'})
    expect(page.get_by_text("Did you mean 'small'?")).to_be_visible()
    text = b'extends = "small"\ntitle = "Half"\n[us]\neffort_share = 0.3\n'
    drop.set_input_files({"name": "half.toml", "mimeType": "text/plain", "buffer": text})
    expect(page).to_have_url(re.compile(r"b=half\.toml.*b\.file="))
    expect(lever(page, "B", "effort share")).to_have_attribute("aria-valuenow", "0.3")
    page.goto(page.url)
    expect(lever(page, "B", "effort share")).to_have_attribute("aria-valuenow", "0.3")


def test_purse_and_manner_add_up_on_a_page_of_their_own(show):
    page = show(f"{SMALL}&view=purse")
    row = page.locator("tr", has_text="total damage").or_(page.locator("tr", has_text="damage over the run")).first
    expect(row).to_contain_text("%")
    expect(page.locator("[aria-label^='Purse and manner'] svg path")).not_to_have_count(0)


def test_claims_and_evidence_have_pages_of_their_own(page, site):
    page.goto(f"{site}/claims")
    expect(page.get_by_role("heading", name="Claims").first).to_be_visible()
    assert page.locator("table").count() >= 1
    page.goto(f"{site}/evidence")
    expect(page.get_by_role("heading", name="Evidence").first).to_be_visible()
    page.wait_for_load_state("networkidle")
    broken = "() => [...document.images].filter(each => !each.complete || !each.naturalWidth).length"
    assert page.evaluate(broken) == 0


def test_dark_and_light_change_at_a_press(show):
    page = show(SMALL)
    before = page.evaluate("document.body.classList.contains('body--dark')")
    page.get_by_role("button", name="Dark or light").click()
    page.wait_for_function("before => document.body.classList.contains('body--dark') !== before", arg=before)
