"""One step as a reader meets it: the question, what goes wrong with it, the list of integrations,
the end.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from conftest_types import Reader
from playwright.sync_api import Route, expect

LANGUAGES = ["en", "sv", "de"]
in_three_languages = pytest.mark.parametrize("reader", LANGUAGES, indirect=True)
ZENDESK_REPAIR = "troubleshooter/#access=settings-open&integration=zendesk&status=re-auth"


@in_three_languages
def test_going_on_without_an_answer_leads_to_what_is_missing(reader: Reader) -> None:
    reader.open("troubleshooter/")
    page = reader.page
    page.get_by_role("button", name=reader.say("ui.continue"), exact=True).click()

    summary = page.get_by_role("alert", name=reader.say("ui.error.summary"))
    expect(summary).to_be_focused()
    assert page.title().startswith(reader.say("ui.error.title"))
    link = summary.get_by_role("link", name=reader.say("ui.error.choose"))
    link.press("Enter")
    first = reader.element.get_by_role("radio").first
    expect(first).to_be_focused()
    expect(first).to_have_accessible_description(reader.say("ui.error.choose"))
    first.check()
    expect(summary).to_be_hidden()
    assert not page.title().startswith(reader.say("ui.error.title"))
    assert reader.fragment == ""


def test_the_short_form_in_an_article_says_what_is_missing_too(reader: Reader) -> None:
    reader.open("reauthenticate-integrations/")
    page = reader.page
    page.get_by_role("button", name=reader.say("ui.continue"), exact=True).click()

    expect(page.get_by_role("alert", name=reader.say("ui.error.summary"))).to_be_focused()
    assert not [url for url in reader.visited if url.endswith(("/troubleshooter.js", ".en.json"))]


@in_three_languages
def test_an_integration_is_found_by_typing(reader: Reader) -> None:
    reader.open("troubleshooter/#status=re-auth")
    reader.expect_question("integration")
    page = reader.page
    field = page.get_by_label(reader.say("ui.find"))

    reader.tab_to(field)
    page.keyboard.type("maria")
    found = page.get_by_role("group", name=reader.say("question.integration")).get_by_role("radio")
    # Another name of it will do; the two answers that are always there stay.
    expect(found).to_have_count(5)
    expect(page.locator("input[name=integration][value=mysql-direct]")).to_be_visible()
    status = reader.say("ui.find.count").replace("{count}", "3").replace("{of}", "27")
    expect(page.get_by_role("status").filter(has_text=status)).to_be_visible()

    page.keyboard.press("Enter")
    expect(page.locator("input[name=integration][value=mysql-direct]")).to_be_checked()
    page.keyboard.press("Enter")
    expect(reader.element).not_to_have_attribute("data-step-id", "integration")
    assert "integration=mysql-direct" in reader.fragment


def test_what_was_chosen_is_not_hidden_by_typing(reader: Reader) -> None:
    reader.open("troubleshooter/#status=re-auth")
    reader.expect_question("integration")
    page = reader.page
    page.get_by_role("radio", name="Stripe").check()
    field = page.get_by_label(reader.say("ui.find"))

    field.fill("zzz")
    expect(page.get_by_role("radio", name="Stripe")).to_be_visible()
    expect(page.get_by_role("radio", name="Mixpanel")).to_be_hidden()
    field.fill("")
    expect(page.get_by_role("radio", name="Mixpanel")).to_be_visible()


@in_three_languages
def test_how_many_questions_are_left_is_said_and_stays_when_python_comes(reader: Reader) -> None:
    left = {reader.say("ui.ahead.last")}
    for id in ("one", "some", "at-most-one", "at-most", "range"):
        for least in "1234567":
            for most in "1234567":
                sentence = reader.say(f"ui.ahead.{id}").replace("{count}", most)
                left.add(sentence.replace("{most}", most).replace("{least}", least))
    reader.open("troubleshooter/")
    line = reader.page.locator("[data-part=ahead]")
    assert line.inner_text() in left

    reader.answer("status", "re-auth")
    reader.expect_question("integration")
    expect(line).not_to_be_empty()
    before = line.inner_text()
    assert before in left
    reader.expect_live()
    assert line.inner_text() == before


def test_beyond_the_table_the_engine_says_how_many_are_left(reader: Reader) -> None:
    reader.open(
        "troubleshooter/#changed=dont-know&error=dont-know&integration=postgresql-ssh"
        "&since-when=dont-know&status=failed"
    )
    reader.expect_live()
    expect(reader.element).to_have_attribute("data-step-kind", "ask")

    expect(reader.page.locator("[data-part=ahead]")).not_to_be_empty()


def test_a_picture_shows_where_to_look(reader: Reader) -> None:
    reader.open("troubleshooter/")
    reader.page.get_by_text(reader.say("ui.picture")).click()

    picture = reader.page.get_by_role("img", name=reader.say("question.status.picture"))
    expect(picture).to_be_visible()
    picture.evaluate("image => image.decode()")  # it exists and can be drawn


def test_the_engine_comes_without_a_change_under_the_readers_hand(reader: Reader) -> None:
    waiting: list[Route] = []
    reader.page.route("**/engine.zip", lambda route: waiting.append(route))
    reader.open("troubleshooter/#status=re-auth")
    reader.expect_question("integration")
    stripe = reader.page.get_by_role("radio", name="Stripe")
    stripe.check()
    reader.page.evaluate(
        "window.changes = 0; new MutationObserver((all) => { window.changes += all.length; })"
        ".observe(document.querySelector('[data-part=step]'), {childList: true, subtree: true})"
    )
    for route in waiting:
        route.continue_()
    reader.expect_live()

    expect(stripe).to_be_focused()
    expect(stripe).to_be_checked()
    assert reader.page.evaluate("window.changes") == 0


@in_three_languages
def test_the_closing_page_says_what_it_was_and_how_to_keep_it_away(reader: Reader) -> None:
    reader.open(ZENDESK_REPAIR)
    reader.page.locator("button[data-reply=fixed]").click()

    step = reader.page.locator("[data-part=step]")
    expect(step.get_by_role("heading", name=reader.say("ui.done.title"))).to_be_focused()
    expect(step.get_by_text(reader.say("cause.api-key-replaced"))).to_be_visible()
    expect(step.get_by_text(reader.say("repair.reactivate-zendesk-token"))).to_be_visible()
    expect(step.get_by_text(reader.say("cause.api-key-replaced.prevent"))).to_be_visible()


def test_a_closing_page_by_link_is_complete_once_python_is_there(reader: Reader) -> None:
    reader.open("troubleshooter/#fixed=reauthorize&integration=stripe&scope=several&status=re-auth")

    expect(reader.page.get_by_text(reader.say("ui.done.cause"))).to_be_visible(timeout=60_000)


def test_a_step_can_be_sent_on_as_text_with_the_devices_own_sheet(
    open_reader: Callable[..., Reader],
) -> None:
    reader = open_reader("de", viewport={"width": 360, "height": 740})
    # Debian's Chromium has no share sheet; what the page hands to it is what counts.
    reader.page.add_init_script("navigator.share = async (what) => { window.shared = what; }")
    reader.open(ZENDESK_REPAIR)
    reader.page.get_by_text(reader.say("ui.hand-on"), exact=False).click()
    reader.page.get_by_role("button", name=reader.say("ui.hand-on.share")).click()

    text = reader.page.evaluate("window.shared.text")
    assert reader.say("repair.reactivate-zendesk-token.step.1") in text
    assert reader.say("repair.reactivate-zendesk-token.check") in text
    assert text.endswith(f"/de/{ZENDESK_REPAIR}")


def test_who_waits_for_python_sees_how_much_has_come(reader: Reader) -> None:
    held: list[Route] = []
    reader.page.route("**/engine.zip", lambda route: held.append(route))
    reader.open("troubleshooter/")
    reader.page.get_by_label(reader.say("ui.paste.label")).fill("ERROR 1045 (28000)")
    reader.page.get_by_role("button", name=reader.say("ui.paste.button")).click()

    progress = reader.page.locator(".kb-progress")
    expect(progress).to_contain_text(" MB")
    assert float(reader.page.locator("progress").get_attribute("max") or 0) > 4e6
    reader.answer("status", "re-auth")  # meanwhile the questions go on
    reader.expect_question("integration")
    for route in held:
        route.continue_()
    expect(reader.page.get_by_text(reader.say("ui.paste.found"))).to_be_visible(timeout=60_000)
    expect(progress).to_be_hidden()
    # The question at hand stays, with the focus; the findings join with the next answer.
    reader.expect_question("integration")
    expect(reader.page.locator(".kb-step .kb-title")).to_be_focused()
    assert reader.fragment == "status=re-auth"
    reader.answer("integration", "mysql-direct")
    expect(reader.page.locator("[data-undo=seen]")).to_be_visible()
    assert "seen=mysql-1045" in reader.fragment
