"""From the first page to a repair, to the end and to a ticket: by keyboard, at 320 pixels, without
Python, and what two tabs, Back and Forward and the browser's own memory do to it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from conftest_types import Reader
from playwright.sync_api import expect
from test_accessibility import overflow

LANGUAGES = ["en", "sv", "de"]
in_three_languages = pytest.mark.parametrize("reader", LANGUAGES, indirect=True)


def diagnose(reader: Reader, at_each_step: Callable[[], None]) -> None:
    """From the start page through two answers and a failed repair to the ticket, and to the end."""
    page = reader.page
    reader.open("")
    at_each_step()
    page.locator('main a[data-evidence="status=re-auth"]').first.click()
    reader.expect_question("integration")
    at_each_step()
    reader.answer("integration", "zendesk")
    expect(reader.element).to_have_attribute("data-step-kind", "try")
    title = page.locator(".kb-step .kb-title")
    expect(title).to_have_text(reader.say("repair.reactivate-zendesk-token"))
    expect(title).to_be_focused()
    at_each_step()
    page.get_by_role("button", name=reader.say("ui.reply.not-fixed")).click()
    expect(page.locator("[data-undo=tried]")).to_be_visible()
    at_each_step()
    page.locator("a[data-way=ticket]").click()
    tried = page.locator("[name=tried]")
    expect(tried).not_to_have_value("")
    assert reader.say("repair.reactivate-zendesk-token") in tried.input_value()
    at_each_step()
    page.go_back()
    page.locator("[data-undo=tried]").click()
    expect(title).to_have_text(reader.say("repair.reactivate-zendesk-token"))
    page.get_by_role("button", name=reader.say("ui.reply.fixed")).click()
    expect(reader.element).to_have_attribute("data-step-kind", "done")
    at_each_step()


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_the_smallest_phone(open_reader: Callable[..., Reader], language: str) -> None:
    reader = open_reader(language, viewport={"width": 320, "height": 568}, has_touch=True)
    wide: list[int] = []

    diagnose(reader, lambda: wide.append(overflow(reader.page)))

    assert len(wide) == 6
    assert max(wide) <= 0


@in_three_languages
def test_with_the_engine_blocked(reader: Reader) -> None:
    reader.page.route("**/py/**", lambda route: route.abort())

    diagnose(reader, lambda: None)

    expect(reader.page.get_by_text(reader.say("ui.engine.failed"))).to_be_visible()
    assert reader.element.get_attribute("data-engine") == "failed"


def test_back_and_forward_go_step_by_step(reader: Reader) -> None:
    reader.open("troubleshooter/")
    reader.answer("status", "re-auth")
    reader.answer("integration", "zendesk")
    expect(reader.element).to_have_attribute("data-step-kind", "try")

    reader.page.go_back()
    reader.expect_question("integration")
    reader.page.go_back()
    reader.expect_question("status")
    reader.page.go_forward()
    reader.page.go_forward()
    expect(reader.element).to_have_attribute("data-step-kind", "try")


def test_the_page_that_the_browser_kept_goes_on_where_it_was(reader: Reader) -> None:
    """The back/forward cache brings the page back as it was left, worker and all."""
    reader.open("troubleshooter/#status=re-auth")
    reader.expect_question("integration")
    reader.page.get_by_role("radio", name="Stripe").check()
    reader.page.goto(f"{reader.address}/about/")
    reader.page.go_back()

    reader.expect_question("integration")
    reader.answer("integration", "zendesk")
    expect(reader.element).to_have_attribute("data-step-kind", "try")
    reader.expect_live()


def test_two_tabs_keep_apart(reader: Reader) -> None:
    reader.open("troubleshooter/#status=failed")
    other = reader.page.context.new_page()
    other.goto(f"{reader.address}/troubleshooter/#integration=stripe&status=re-auth")
    expect(other.locator("kb-troubleshooter")).not_to_have_attribute("data-step-id", "integration")

    reader.page.reload()
    reader.expect_question("integration")
    assert reader.fragment == "status=failed"
    kept = "JSON.parse(sessionStorage.getItem('kb-troubleshooter')).fragment"
    assert reader.page.evaluate(kept) == "status=failed"
    assert other.evaluate(kept) == "integration=stripe&status=re-auth"


def test_an_old_link_is_followed_as_far_as_it_holds(reader: Reader) -> None:
    reader.open(
        "troubleshooter/#status=re-auth&integration=gone-service&old-question=yes&tried=old"
    )

    reader.expect_question("integration")
    assert reader.fragment == "status=re-auth"
    notice = reader.page.locator("[data-part=notice]")
    for lost in ("integration=gone-service", "old-question=yes", "tried=old"):
        expect(notice).to_contain_text(lost)


@pytest.mark.parametrize(("here", "there"), [("en", "sv"), ("sv", "de"), ("de", "en")])
def test_the_language_can_be_switched_at_every_step(
    open_reader: Callable[..., Reader], here: str, there: str
) -> None:
    reader = open_reader(here)
    page = reader.page

    def switch(to: str) -> None:
        page.locator(".kb-languages summary").click()
        page.locator(f".kb-languages a[hreflang={to}]").click()
        expect(page.locator("html")).to_have_attribute("lang", to)

    for fragment in (
        "",
        "#status=re-auth",
        "#access=settings-open&integration=zendesk&status=re-auth",
        "#access=settings-closed&integration=zendesk",
        "#fixed=reauthorize&status=re-auth",
    ):
        reader.open(f"troubleshooter/{fragment}")
        expect(reader.element).to_have_attribute("data-step-id", re.compile(".+"))
        expect(reader.element).not_to_have_attribute("aria-busy", "true")
        step = reader.element.get_attribute("data-step-id")
        switch(there)
        expect(reader.element).to_have_attribute("data-step-id", str(step))
        assert reader.fragment == fragment.removeprefix("#")
