"""What stands beside the step: the causes with their reasons, the answers, what is set aside."""

from __future__ import annotations

import re

import pytest
from conftest_types import Reader
from playwright.sync_api import expect

LANGUAGES = ["en", "sv", "de"]
in_three_languages = pytest.mark.parametrize("reader", LANGUAGES, indirect=True)


@in_three_languages
def test_each_likely_cause_tells_what_raised_and_what_lowered_it(reader: Reader) -> None:
    reader.open("troubleshooter/#integration=zendesk&status=re-auth")
    reader.expect_live()
    causes = reader.page.locator("[data-causes] > li")
    second = causes.nth(1)
    expect(causes.first).to_have_attribute("data-word", re.compile("likely"))

    second.locator("summary").click()

    expect(second).to_contain_text(reader.say("question.status"))
    expired = reader.page.locator("[data-cause=token-expired]")
    expired.locator("summary").click()
    expect(expired.get_by_text(reader.say("ui.because"))).to_be_visible()
    expect(expired.get_by_text(reader.say("ui.against"))).to_be_visible()


def test_the_single_answers_that_would_change_the_verdict_are_named(reader: Reader) -> None:
    reader.open("troubleshooter/#integration=zendesk&status=re-auth")
    reader.expect_live()
    reader.page.get_by_text(reader.say("ui.turns")).click()

    turns = reader.page.locator(".kb-turns li")
    expect(turns).to_have_count(3)
    then = reader.say("ui.turn").replace("{cause}", reader.say("cause.user-removed"))
    expect(turns.first).to_contain_text(then)


@in_three_languages
def test_who_knows_the_cause_goes_straight_to_its_page(reader: Reader) -> None:
    reader.open("troubleshooter/#status=re-auth")
    reader.expect_question("integration")
    shown = reader.page.locator("[data-causes] > li:visible")
    expect(reader.page.locator("[data-causes] > li")).to_have_count(27)
    expect(shown).to_have_count(5)

    button = reader.page.get_by_role("button", name=reader.say("ui.causes.known"))
    button.click()
    expect(shown).to_have_count(27)
    reader.page.get_by_role("link", name=reader.say("cause.metrics-differ")).click()

    assert reader.page.url.endswith("/causes/metrics-differ/")


@in_three_languages
def test_an_answer_that_no_longer_fits_is_set_aside_and_comes_back(reader: Reader) -> None:
    reader.open("troubleshooter/#integration=zendesk&key-state=key-gone&status=re-auth")
    reader.expect_live()
    page = reader.page
    aside = page.locator("[data-aside]")
    expect(aside).to_have_count(0)

    page.locator("button[data-change=integration]").click()
    reader.answer("integration", "mysql-ssh")

    expect(aside).to_contain_text(reader.say("question.key-state"))
    expect(page.get_by_text(reader.say("ui.aside.text"))).to_be_visible()
    assert "key-state=key-gone" in reader.fragment
    expect(reader.element).not_to_have_attribute("data-step-id", "integration")

    page.locator("button[data-change=integration]").click()
    reader.answer("integration", "zendesk")
    expect(aside).to_have_count(0)
    expect(page.locator("button[data-change=key-state]")).to_be_visible()


def test_an_answer_being_changed_survives_reload_and_language(reader: Reader) -> None:
    reader.open("troubleshooter/#integration=zendesk&status=re-auth")
    reader.page.locator("button[data-change=status]").click()
    reader.expect_question("status")

    reader.page.reload()
    reader.expect_question("status")
    reader.page.locator(".kb-languages summary").click()
    reader.page.locator(".kb-languages a[hreflang=sv]").click()

    expect(reader.element).to_have_attribute("data-step-id", "status")
    expect(reader.page.locator("html")).to_have_attribute("lang", "sv")
    reader.element.get_by_role("radio").nth(1).check()
    reader.page.locator(".kb-step button[type=submit]").click()
    expect(reader.element).not_to_have_attribute("data-step-id", "status")
    assert reader.fragment == "integration=zendesk&status=failed"
    assert "change=" not in reader.page.url

    reader.page.go_back()
    expect(reader.element).to_have_attribute("data-step-id", "status")


def test_a_change_that_is_not_made_keeps_the_answer(reader: Reader) -> None:
    reader.open("troubleshooter/#integration=zendesk&status=re-auth")
    reader.page.locator("button[data-change=status]").click()
    reader.expect_question("status")

    reader.page.get_by_role("button", name=reader.say("ui.keep")).click()

    expect(reader.element).to_have_attribute("data-step-id", re.compile("^(?!status$)"))
    assert reader.fragment == "integration=zendesk&status=re-auth"


@in_three_languages
def test_a_summary_of_the_state_can_be_copied(reader: Reader) -> None:
    reader.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    reader.open("troubleshooter/#integration=zendesk&status=re-auth&tried=reactivate-zendesk-token")
    reader.page.get_by_role("button", name=reader.say("ui.summary.copy")).click()

    expect(reader.page.get_by_text(reader.say("ui.summary.copied"))).to_be_visible()
    text = reader.page.evaluate("navigator.clipboard.readText()")
    assert reader.say("question.status") in text
    assert reader.say("repair.reactivate-zendesk-token") in text
    assert text.endswith(reader.fragment)


def test_printing_shows_the_step_and_not_the_tools(reader: Reader) -> None:
    reader.open("troubleshooter/#access=settings-open&integration=zendesk&status=re-auth")
    expect(reader.element).to_have_attribute("data-step-kind", "try")
    reader.page.emulate_media(media="print")

    title = reader.say("repair.reactivate-zendesk-token")
    expect(reader.page.get_by_role("heading", name=title)).to_be_visible()
    expect(reader.page.locator("[data-part=tools]")).to_be_hidden()
    expect(reader.page.locator("[data-part=paste]")).to_be_hidden()
    expect(reader.page.locator("header.md-header")).to_be_hidden()
