"""What is read does not move, the keyboard gets in and out of search and menu, and the typeface is ours."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest_types import Reader
from playwright.sync_api import Page, expect

PHONE, WIDE = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
SHIFT = """
  window.shift = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
"""
FONTS = "[...document.fonts].filter((face) => face.status === 'loaded').map((face) => face.weight)"
FIRST_VIEW = 28_000  # bytes of the typeface


def shift(page: Page) -> float:
    """The layout shift until now, once what is under way has been drawn."""
    page.wait_for_function("document.fonts.status === 'loaded'")
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    moved: float = page.evaluate("window.shift")
    return moved


@pytest.mark.parametrize("language", ["en", "sv", "de"])
@pytest.mark.parametrize("size", [PHONE, WIDE], ids=["phone", "wide"])
@pytest.mark.parametrize("path", ["", "troubleshooter/"])
def test_nothing_moves_when_a_page_starts(
    open_reader: Callable[..., Reader], language: str, size: dict[str, int], path: str
) -> None:
    reader = open_reader(language, viewport=size)
    # The offer of a language that the reader prefers to the page's must not push anything.
    preferred = "sv" if language != "sv" else "de"
    reader.page.add_init_script(
        f"Object.defineProperty(navigator, 'languages', {{ get: () => ['{preferred}'] }});{SHIFT}"
    )
    reader.open(path)
    reader.page.wait_for_load_state("networkidle")

    assert shift(reader.page) < 0.02


def test_a_push_from_above_would_be_seen(reader: Reader) -> None:
    reader.page.add_init_script(SHIFT)
    reader.open("")
    reader.page.evaluate(
        "document.querySelector('article').prepend(Object.assign(document.createElement('h1'),"
        " {textContent: 'Look here first, please, and then below'}))"
    )

    assert shift(reader.page) > 0.02


def test_the_typeface_is_small_and_brings_its_licence(reader: Reader, site: Path) -> None:
    reader.open("")
    reader.page.wait_for_function("document.fonts.status === 'loaded'")

    assert sorted(set(reader.page.evaluate(FONTS))) == ["400", "700"]
    files = list((site / "assets/fonts").glob("*.woff2"))
    assert 0 < sum(file.stat().st_size for file in files) <= FIRST_VIEW
    assert "SIL Open Font License" in (site / "assets/fonts/OFL.txt").read_text(encoding="utf-8")


def test_escape_leaves_the_search_and_the_focus_stays_in_its_field(reader: Reader) -> None:
    reader.page.set_viewport_size({"width": 1280, "height": 900})
    reader.open("about/")
    field = reader.page.locator(".md-search__input")
    field.focus()
    expect(reader.page.locator("#__search")).to_be_checked()
    way = reader.page.locator(".kb-search-way a")
    reader.tab_to(way)
    expect(way).to_have_attribute("href", "../troubleshooter/")
    reader.page.keyboard.press("Escape")

    expect(reader.page.locator("#__search")).not_to_be_checked()
    expect(field).to_be_focused()


@pytest.mark.parametrize("box", ["__search", "__drawer"])
def test_on_a_phone_search_and_menu_open_and_close_with_the_keyboard(
    open_reader: Callable[..., Reader], box: str
) -> None:
    reader = open_reader("de", viewport=PHONE)
    reader.open("causes/token-expired/")
    button = reader.page.locator(f".md-header__button[data-toggle={box}]")
    expect(button).to_have_attribute("aria-expanded", "false")
    reader.tab_to(button)
    reader.page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(button).not_to_be_focused()
    reader.page.keyboard.press("Escape")

    expect(button).to_have_attribute("aria-expanded", "false")
    expect(button).to_be_focused()


def test_the_button_that_stays_below_covers_no_answer_with_the_focus(
    open_reader: Callable[..., Reader],
) -> None:
    reader = open_reader("sv", viewport=PHONE)
    reader.open("troubleshooter/#status=re-auth")
    reader.expect_question("integration")
    for answer in reader.page.locator(".kb-step input[type=radio]").all():
        answer.focus()
        box = answer.bounding_box()
        below = reader.page.locator(".kb-go").bounding_box()
        assert box
        assert below
        assert box["y"] + box["height"] <= below["y"], answer.get_attribute("value")


def test_each_tile_leads_on_wherever_it_is_pressed(open_reader: Callable[..., Reader]) -> None:
    reader = open_reader("de", viewport=PHONE)
    reader.open("")
    tile = reader.page.locator(".kb-tile--failed")
    tile.click(position={"x": 8, "y": 8})

    reader.expect_question("integration")
    assert reader.fragment.startswith("status=failed")
