"""No violation that axe finds, on each type of page and each kind of step; nothing wider than a phone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest_types import Reader
from playwright.sync_api import Page, expect

LANGUAGES = ["en", "sv", "de"]
PHONE, WIDE = {"width": 360, "height": 740}, {"width": 1280, "height": 900}

PAGES = [
    "",
    "reauthenticate-integrations/",
    "integrations/",
    "integrations/mysql-ssh/",
    "causes/",
    "causes/token-expired/",
    "troubleshooter/steps/",
    "about/",
    "404.html",
]
STEPS = {
    "question": ("troubleshooter/#status=re-auth", "ask"),
    "repair": (
        "troubleshooter/#access=settings-open&integration=zendesk&status=re-auth",
        "try",
    ),
    "obstacle": ("troubleshooter/#access=settings-closed&integration=zendesk", "try"),
    "done": ("troubleshooter/#fixed=reauthorize&status=re-auth", "done"),
    "ticket next": (
        "troubleshooter/#access=later&changed=dont-know&error=dont-know&integration=dont-know"
        "&scope=dont-know&since-when=dont-know&status=dont-know",
        "escalate",
    ),
}


@pytest.fixture(scope="session")
def axe(root: Path) -> str:
    """The source of axe-core, from npm."""
    return (root / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")


def violations(page: Page, axe: str) -> list[str]:
    """What axe finds on the page as it is now: rule, and the first element that breaks it."""
    # Colours are measured as they end up, not halfway through a transition.
    page.add_style_tag(content="*, ::before, ::after { transition: none !important }")
    page.evaluate(axe)
    found: dict[str, Any] = page.evaluate("axe.run(document)")
    return [f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in found["violations"]]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_has_no_violation(
    open_reader: Callable[..., Reader], axe: str, path: str, scheme: str
) -> None:
    # The languages take turns: the structure is the same, the words are checked below.
    language = LANGUAGES[PAGES.index(path) % 3]
    reader = open_reader(language, viewport=WIDE, color_scheme=scheme)
    reader.open(path)

    assert violations(reader.page, axe) == []


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_step_has_no_violation_on_a_phone(
    open_reader: Callable[..., Reader], axe: str, language: str, step: str
) -> None:
    path, kind = STEPS[step]
    scheme = "dark" if language == "sv" else "light"
    reader = open_reader(language, viewport=PHONE, color_scheme=scheme)
    reader.open(path)
    reader.expect_live()
    expect(reader.element).to_have_attribute("data-step-kind", kind)
    for closed in reader.page.locator("kb-troubleshooter details:not([open])").all():
        closed.locator("summary").click()

    assert violations(reader.page, axe) == []
    assert overflow(reader.page) <= 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_ticket_has_no_violation(
    open_reader: Callable[..., Reader], axe: str, language: str
) -> None:
    reader = open_reader(language, viewport=PHONE)
    reader.open("support/ticket/#integration=zendesk&status=re-auth")
    expect(reader.page.locator("[name=integration]")).to_have_value("Zendesk")

    assert violations(reader.page, axe) == []
    assert overflow(reader.page) <= 0


def test_search_and_language_menu_have_no_violation(reader: Reader, axe: str) -> None:
    reader.open("about/")
    reader.page.locator(".kb-languages summary").click()
    assert violations(reader.page, axe) == []

    search = reader.page.locator(".md-search__input")
    search.click()
    search.press_sequentially("zendesk")  # the theme listens to keys
    expect(reader.page.locator(".md-search-result__item").first).to_be_visible()
    assert violations(reader.page, axe) == []
    expect(reader.page.locator(".md-search-result__meta")).to_have_attribute("role", "status")


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_wider_than_a_phone(open_reader: Callable[..., Reader], path: str) -> None:
    language = LANGUAGES[(PAGES.index(path) + 1) % 3]
    reader = open_reader(language, viewport=PHONE)
    reader.open(path)

    assert overflow(reader.page) <= 0


def test_axe_would_see_a_picture_without_text(reader: Reader, axe: str) -> None:
    reader.open("about/")
    reader.page.evaluate(
        "document.querySelector('article').append(Object.assign(new Image(), {src: 'x.png'}))"
    )

    assert [v.split(":")[0] for v in violations(reader.page, axe)] == ["image-alt"]


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than the window."""
    wide: int = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return wide
