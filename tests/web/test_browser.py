# SPDX-License-Identifier: MIT
"""The page in a real browser, without JavaScript: measured on a phone and on a desk."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from loggro_integration.sync import SqliteStore
from loggro_integration.web import LedgerPage, serve
from web.ledgers import NOW, a_month, key_of, write

pytestmark = pytest.mark.tools

PHONE, DESK = (360, 640), (1280, 800)
SALE = f"/sales/{quote(key_of(902), safe='')}"
ADDRESSES = ["/", "/sales", "/sales?state=parked,different&kind=electronic", SALE, "/nothing"]
LONG = "W" * 90
# Milliseconds: a browser begins slowly where the machine is busy.
PATIENCE = 180_000

MEASURE = """() => {
  document.querySelectorAll("details").forEach(each => { each.open = true; });
  const light = text => {
    const parts = text.match(/[0-9.]+/g).map(Number);
    const [red, green, blue] = parts.slice(0, 3).map(part => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const ground = node => {
    for (let each = node; each; each = each.parentElement) {
      const colour = getComputedStyle(each).backgroundColor;
      if (!/, 0\\)$/.test(colour)) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) {
    const node = walker.currentNode, range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    if (!node.textContent.trim() || !box.width) continue;
    const style = getComputedStyle(node.parentElement);
    const pair = [light(style.color), light(ground(node.parentElement))].sort((a, b) => b - a);
    texts.push({
      text: node.textContent.trim().slice(0, 40),
      size: parseFloat(style.fontSize),
      contrast: (pair[0] + 0.05) / (pair[1] + 0.05),
      right: box.left < 0 ? 0 : box.right,
    });
  }
  return {width: document.scrollingElement.scrollWidth, inner: innerWidth, texts};
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start Debian's Chromium, or skip where there is none."""
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("chromium is not installed: apt-get install chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox"], timeout=PATIENCE
        )
        yield started
        started.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open a page of a ledger in a browser without JavaScript."""
    with ExitStack() as opened:

        def open_page(
            ledger: Path, address: str, size: tuple[int, int], language: str = "es",
            colours: str = "light",
        ) -> Page:  # fmt: skip
            page = LedgerPage(ledger=ledger, language=language, now=lambda: NOW)
            served = opened.enter_context(serve(page))
            context = browser.new_context(
                java_script_enabled=False,
                viewport={"width": size[0], "height": size[1]},
                color_scheme="dark" if colours == "dark" else "light",
            )
            opened.callback(context.close)
            context.set_default_timeout(PATIENCE)
            tab = context.new_page()
            tab.goto(served.url)
            tab.goto(served.address.rstrip("/") + address)
            return tab

        yield open_page


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory, week: Path) -> Path:
    """The bad week, with a customer whose name does not break."""
    path = tmp_path_factory.mktemp("crowded") / "loggro.db"
    with SqliteStore.open(week) as store:
        store.backup(path)
    shutil.copy(f"{week}.key", f"{path}.key")
    with SqliteStore.open(path) as store:
        store.remember(key_of(902), day="2026-11-23", document="9" * 40, name=LONG, email="")
    return path


@pytest.mark.parametrize(
    ("size", "language", "colours"),
    [(PHONE, "es", "light"), (PHONE, "en", "dark"), (DESK, "es", "dark"), (DESK, "en", "light")],
)
def test_every_page_can_be_read(
    crowded: Path, visit: Callable[..., Page], size: tuple[int, int], language: str, colours: str
) -> None:
    """No sideways scroll, no text below 15 px, and contrast of WCAG AA, wherever one looks."""
    faults: list[object] = []
    tab = visit(crowded, "/", size, language, colours)
    base = tab.url.rstrip("/")

    for address in ADDRESSES:
        tab.goto(base + address)
        found = tab.evaluate(MEASURE)
        assert found["texts"]
        if found["width"] > found["inner"]:
            faults.append((address, "scroll", found["width"]))
        faults += [
            (address, each)
            for each in found["texts"]
            if each["size"] < 15 or each["contrast"] < 4.5 or each["right"] > size[0] + 0.5
        ]

    assert [] == faults


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_first_screen_answers_without_scrolling(
    week: Path, visit: Callable[..., Page], size: tuple[int, int]
) -> None:
    """Is everything in Pymes, which is not, why, what to do, and how old the answer is."""
    tab = visit(week, "/", size)

    def above_the_fold(selector: str) -> str:
        part = tab.locator(selector).first
        box = part.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= size[1], selector
        return part.inner_text()

    assert "No: 7 ventas por resolver" == above_the_fold("h1")
    assert "FE901, FE902, FE903" in above_the_fold(".hero p:nth-of-type(1)")
    assert "Última pasada hace 12 min" in above_the_fold(".hero p:nth-of-type(2)")
    assert "2 ventas: se reenvió cuanto se puede" in above_the_fold(".reasons h3")
    assert "FE901" in above_the_fold(".reasons .numbers")
    assert "loggro check" in above_the_fold(".reasons .todo")


def test_a_yes_is_seen_at_once(tmp_path: Path, visit: Callable[..., Page]) -> None:
    """Nothing else stands above it."""
    tab = visit(write(tmp_path / "loggro.db", a_month(20)), "/", PHONE, "en")

    heading = tab.locator("h1")
    box = heading.bounding_box()
    assert "Yes: everything is in Pymes" == heading.inner_text()
    assert box is not None
    assert box["y"] < 120


def test_filters_and_pages_work_without_javascript(week: Path, visit: Callable[..., Page]) -> None:
    """As a person uses them on a phone: open, choose, search, look at a sale, and come back."""
    tab = visit(week, "/", PHONE)
    tab.get_by_role("link", name="Facturas").click()
    tab.get_by_text("Más filtros").click()
    tab.get_by_label("En Pymes").select_option(label="Apartada")
    tab.get_by_label("Desde").fill("2026-11-23")
    tab.get_by_role("button", name="Buscar").click()
    filtered = tab.locator("tbody tr").count()
    tab.get_by_role("link", name="FE904").click()
    heading = tab.locator("h1").inner_text()
    tab.get_by_role("link", name="Facturas", exact=True).first.click()
    tab.get_by_role("link", name="Siguiente").click()

    assert 4 == filtered
    assert "Factura FE904" == heading
    assert "Página 2 de 6" in tab.inner_text("main")


def test_the_language_is_one_link_away(week: Path, visit: Callable[..., Page]) -> None:
    """And stays."""
    tab = visit(week, "/", PHONE)

    tab.get_by_role("link", name="English").click()
    tab.get_by_role("link", name="Invoices").click()

    assert "Invoices" == tab.locator("h1").inner_text()


def test_the_keyboard_shows_where_it_is(week: Path, visit: Callable[..., Page]) -> None:
    """The first stop leads to the content, and each stop is drawn."""
    tab = visit(week, "/", DESK)
    stops: list[str] = []

    for _ in range(4):
        tab.keyboard.press("Tab")
        drawn = tab.evaluate("() => getComputedStyle(document.activeElement).outlineStyle")
        assert "none" != drawn
        stops.append(tab.evaluate("() => document.activeElement.textContent"))

    assert ["Ir al contenido", "Resumen", "Facturas", "English"] == stops


def test_a_name_with_a_script_runs_nothing(week: Path, browser: Browser) -> None:
    """Also where JavaScript is on, and nothing is loaded from elsewhere."""
    asked: list[str] = []
    complaints: list[str] = []
    page = LedgerPage(ledger=week, language="es", now=lambda: NOW)
    with serve(page) as served, browser.new_context() as context:
        context.set_default_timeout(PATIENCE)
        tab = context.new_page()
        tab.on("request", lambda request: asked.append(request.url))
        tab.on("console", lambda message: complaints.append(message.text))
        tab.on("dialog", lambda dialog: complaints.append(dialog.message))
        tab.goto(served.url)
        tab.goto(served.address.rstrip("/") + SALE)
        shown = tab.inner_text(".facts")

        assert "<script>alert('x')</script>" in shown
        assert [] == complaints
        assert {served.address} == {each[: len(served.address)] for each in asked}
        assert served.token not in tab.url
        assert "" == tab.evaluate("() => document.cookie")


def test_a_foreign_name_that_leads_here_gets_nothing(week: Path, browser: Browser) -> None:
    """A browser that was lured by DNS names another host: the page answers 421, key or not."""
    page = LedgerPage(ledger=week, language="es", now=lambda: NOW)
    lured = browser.browser_type.launch(
        executable_path=shutil.which("chromium"),
        args=["--no-sandbox", "--host-resolver-rules=MAP evil.example 127.0.0.1"],
        timeout=PATIENCE,
    )
    with serve(page) as served:
        tab = lured.new_page()
        tab.set_default_timeout(PATIENCE)
        answer = tab.goto(served.url.replace("127.0.0.1", "evil.example"))
        shown = tab.inner_text("body")
        lured.close()

    assert answer is not None
    assert 421 == answer.status
    assert "FE901" not in shown
