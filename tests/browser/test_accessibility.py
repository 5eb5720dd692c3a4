"""No violation that axe finds, on each type of page and in each state, in each language, in the light,
dark and forced colours; what a screen reader is given; nothing wider than a phone.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest
from conftest_types import Reader
from playwright.sync_api import Page, expect
from states import STATES, many_answers

LANGUAGES = ["en", "sv", "de"]
PHONE, WIDE = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
Scheme = Literal["light", "dark"]
Colours = Literal["active", "none"]
SCHEMES: list[tuple[Scheme, Colours]] = [("light", "none"), ("dark", "none"), ("light", "active")]

PAGES = [
    "",
    "reauthenticate-integrations/",
    "integrations/",
    "integrations/mysql-ssh/",
    "causes/",
    "causes/token-expired/",
    "troubleshooter/steps/",
    "about/",
    "accessibility/",
    "404.html",
]
RECORDED = Path(__file__).parent / "aria"

# A target is at least 24 pixels wide and high, or has room around it (WCAG 2.2, 2.5.8).
OPTIONS = {"rules": {"target-size": {"enabled": True}}, "resultTypes": ["violations"]}


@pytest.fixture(scope="session")
def axe(root: Path) -> str:
    """The source of axe-core, from npm."""
    return (root / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")


def violations(page: Page, axe: str, where: str = "html") -> list[str]:
    """What axe finds on the page as it is now: rule, and the first element that breaks it."""
    if not page.evaluate("'axe' in window"):
        # Colours are measured as they end up, not halfway through a transition.
        page.add_style_tag(content="*, ::before, ::after { transition: none !important }")
        page.evaluate(axe)
    found: list[str] = page.evaluate(
        "([where, how]) => axe.run(where, how).then(({ violations }) => violations.map("
        "({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 200)}`))",
        [where, OPTIONS],
    )
    return found


def in_all_colours(page: Page, axe: str, where: str = "html") -> list[str]:
    """The violations in the light and the dark scheme and in forced colours."""
    found = []
    for scheme, colours in SCHEMES:
        page.emulate_media(color_scheme=scheme, forced_colors=colours)
        found += [f"{scheme}/{colours} {violation}" for violation in violations(page, axe, where)]
    return found


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_has_no_violation(
    open_reader: Callable[..., Reader], axe: str, path: str, language: str
) -> None:
    reader = open_reader(language, viewport=WIDE)
    reader.open(path)

    assert in_all_colours(reader.page, axe) == []
    reader.page.set_viewport_size({"width": 320, "height": 640})
    assert overflow(reader.page) <= 0


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_state_has_no_violation_and_reads_as_recorded(
    open_reader: Callable[..., Reader], axe: str, language: str, state: str, record: bool
) -> None:
    reader = open_reader(language, viewport=PHONE)
    STATES[state](reader)
    page = reader.page
    file = RECORDED / language / f"{state}.yml"
    read = as_read_out(reader)
    if record:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(read, encoding="utf-8")
    page.locator("main details").evaluate_all("all => all.forEach((part) => { part.open = true })")
    expect(page.locator(".kb-why > div:empty, .kb-turns > div:empty")).to_have_count(0)

    assert in_all_colours(page, axe, "main") == []
    assert overflow(page) <= 0
    page.set_viewport_size(WIDE)
    assert in_all_colours(page, axe, "main") == []
    assert read.splitlines() == file.read_text(encoding="utf-8").splitlines()


def as_read_out(reader: Reader) -> str:
    """Roles, names and states of the element's parts, without what differs from run to run."""
    asking = "kb-troubleshooter:not([data-engine=failed])[data-step-kind=ask]"
    if reader.page.locator(asking).count():
        expect(reader.page.locator("[data-part=ahead]")).not_to_be_empty()
    if reader.page.locator("[data-causes] > li:visible").count():
        expect(reader.page.locator("[data-part=status]")).not_to_be_empty()
    text = reader.page.locator("kb-troubleshooter, kb-ticket").aria_snapshot()
    text = re.sub(r"mailto:\S+", "mailto:", text.replace(reader.address, ""))
    return re.sub(r"[\w/]+ \(UTC[^)]*\)", "(time zone)", text) + "\n"


@pytest.mark.parametrize("language", LANGUAGES)
def test_search_and_language_menu_have_no_violation(
    open_reader: Callable[..., Reader], axe: str, language: str
) -> None:
    reader = open_reader(language, viewport=WIDE)
    reader.open("about/")
    reader.page.locator(".kb-languages summary").click()
    assert in_all_colours(reader.page, axe, "header") == []

    search = reader.page.locator(".md-search__input")
    search.click()
    search.press_sequentially("zendesk")  # the theme listens to keys
    expect(reader.page.locator(".md-search-result__item").first).to_be_visible()
    assert in_all_colours(reader.page, axe, "header") == []
    expect(reader.page.locator(".md-search-result__meta")).to_have_attribute("role", "status")


@pytest.mark.parametrize("language", LANGUAGES)
def test_more_room_between_letters_and_lines_hides_nothing(
    open_reader: Callable[..., Reader], language: str
) -> None:
    """WCAG 1.4.12, on a page that is 320 pixels wide, as at 400 % zoom (1.4.10)."""
    reader = open_reader(language, viewport={"width": 320, "height": 256})
    many_answers(reader)
    reader.page.add_style_tag(
        content="* { line-height: 1.5 !important; letter-spacing: 0.12em !important;"
        " word-spacing: 0.16em !important } p { margin-bottom: 2em !important }"
    )

    assert overflow(reader.page) <= 0
    cut = reader.page.locator("article :is(label, button, legend, summary, p)").evaluate_all(
        "all => all.filter((e) => e.scrollWidth > e.clientWidth + 1"
        " && getComputedStyle(e).overflowX !== 'visible' && !e.classList.contains('kb-unseen'))"
        ".map((e) => e.outerHTML.slice(0, 100))"
    )
    assert cut == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_has_the_focus_is_never_hidden(
    open_reader: Callable[..., Reader], language: str
) -> None:
    """WCAG 2.4.11, with the header above and the button that stays within reach below."""
    reader = open_reader(language, viewport={"width": 320, "height": 480})
    many_answers(reader)
    page = reader.page
    covered = []
    for radio in reader.element.get_by_role("radio").all():
        radio.focus()
        if not radio.evaluate(
            "e => { const r = e.getBoundingClientRect();"
            " const top = document.elementFromPoint(r.x + r.width / 2, r.y + r.height / 2);"
            " return e.closest('label').contains(top); }"
        ):
            covered.append(radio.get_attribute("value"))

    assert covered == []
    assert overflow(page) <= 0


def test_who_wants_no_motion_gets_none(open_reader: Callable[..., Reader]) -> None:
    reader = open_reader("en", reduced_motion="reduce")
    many_answers(reader)

    moving = reader.page.locator("main *").evaluate_all(
        "all => all.filter((e) => ['transitionDuration', 'animationDuration'].some((name) =>"
        " parseFloat(getComputedStyle(e)[name]) > 0.01)).map((e) => e.outerHTML.slice(0, 80))"
    )
    assert moving == []


def test_axe_would_see_a_picture_without_text(reader: Reader, axe: str) -> None:
    reader.open("about/")
    reader.page.evaluate(
        "document.querySelector('article').append(Object.assign(new Image(), {src: 'x.png'}))"
    )

    assert [v.split(":")[0] for v in violations(reader.page, axe)] == ["image-alt"]


def test_axe_would_see_targets_that_are_too_small(reader: Reader, axe: str) -> None:
    reader.open("about/")
    reader.page.evaluate(
        "for (let n = 0; n < 2; n += 1) { const b = document.createElement('button');"
        " b.textContent = 'x'; b.style.cssText = 'display: inline-block; padding: 0; width: 12px;"
        " height: 12px; min-height: 0'; document.querySelector('article').append(b); }"
    )

    assert [v.split(":")[0] for v in violations(reader.page, axe)] == ["target-size"]


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than the window."""
    wide: int = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return wide
