"""The dossier in a browser keeps to WCAG 2.1 AA by the rules of axe-core, with scripts switched off."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Error, Page, sync_playwright

from hiap.reports.follow_report import follow_document
from hiap.reports.page import dossier_html
from hiap.reports.page import page as laid_out
from hiap.workflow.follow import follow

pytestmark = pytest.mark.browser

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
WIDTHS = {"phone": 390, "tablet": 820, "desktop": 1280}
LOOKS = [("package", look, "light") for look in WIDTHS] + [("package", "tablet", "dark")]
LOOKS += [("nothing", look, scheme) for look in WIDTHS for scheme in ("light", "dark")]
LOOKS += [("followed", look, scheme) for look in ("phone", "desktop") for scheme in ("light", "dark")]
FOLLOWED = Path(__file__).resolve().parents[2] / "examples" / "follow"
NO_CLOCK = "() => { window.setTimeout = (job) => { Promise.resolve().then(job); return 0; }; }"
"""Where scripts are off a page has no clock, which axe waits for: its jobs follow each other at once."""
CHECK = """() => axe.run(document, {
  runOnly: {type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]},
  resultTypes: ["violations"],
})"""
TIMEOUT_MS = 300_000


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    found = next((path for path in map(shutil.which, CHROMIUMS) if path), None)
    if found is None:
        pytest.skip("no Chromium on this machine (Debian: apt install chromium)")
    with sync_playwright() as playwright:
        try:
            shown = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        except Error as error:
            pytest.skip(f"Chromium does not start: {str(error).splitlines()[0]}")
        yield shown
        shown.close()


@pytest.fixture(scope="module", params=["nl", "en"])
def pages(request: pytest.FixtureRequest, demo_results: dict[str, Any]) -> dict[str, str]:
    found = {name: dossier_html(result, request.param) for name, result in demo_results.items()}
    followed = follow(str(FOLLOWED / "city-south.yaml"), str(FOLLOWED / "city-south-invented.csv"))
    return {**found, "followed": laid_out(follow_document(followed, request.param))}


def opened(browser: Browser, html: str, width: int, scheme: Any, folder: Path) -> Page:
    """Open a page from a file, as a reader does, with scripts off."""
    path = folder / "dossier.html"
    path.write_text(html, encoding="utf-8")
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": width, "height": 900}, color_scheme=scheme
    )
    page = context.new_page()
    page.set_default_timeout(TIMEOUT_MS)
    page.goto(path.as_uri())
    return page


def violations(page: Page) -> list[str]:
    page.evaluate(NO_CLOCK)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(CHECK)
    assert len(found["passes"]) > 15, "axe looked at too little"
    return [f"{fault['id']}: {fault['nodes'][0]['html'][:200]}" for fault in found["violations"]]


@pytest.mark.parametrize(("name", "look", "scheme"), LOOKS)
def test_axe_finds_no_violation(
    browser: Browser, pages: dict[str, str], name: str, look: str, scheme: str, tmp_path: Path
) -> None:
    page = opened(browser, pages[name], WIDTHS[look], scheme, tmp_path)
    try:
        assert violations(page) == []
    finally:
        page.context.close()


def test_axe_sees_a_fault(browser: Browser, tmp_path: Path) -> None:
    html = "<!DOCTYPE html><html><head><title>t</title></head><body><img src='x.png'>" + "<p>x</p>" * 3
    page = opened(browser, html, 390, "light", tmp_path)
    page.evaluate(NO_CLOCK)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert {fault["id"] for fault in page.evaluate(CHECK)["violations"]} == {"html-has-lang", "image-alt"}


@pytest.mark.parametrize("name", ["package", "followed"])
@pytest.mark.parametrize("look", WIDTHS)
def test_nothing_sticks_out_of_the_page(
    browser: Browser, pages: dict[str, str], name: str, look: str, tmp_path: Path
) -> None:
    page = opened(browser, pages[name], WIDTHS[look], "light", tmp_path)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= WIDTHS[look]
    page.context.close()


def test_a_page_is_under_one_and_a_half_megabytes(pages: dict[str, str]) -> None:
    assert all(len(html.encode()) < 1.5e6 for html in pages.values())
