"""Readers with a broken integration, in a real browser with the real Pyodide, in three languages."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from conftest_types import Reader
from playwright.sync_api import Route, expect

LANGUAGES = ["en", "sv", "de"]
in_three_languages = pytest.mark.parametrize("reader", LANGUAGES, indirect=True)
MESSAGE = (
    "ERROR 1045 (28000): Access denied for user 'magentobi'@'54.88.76.97' (using password: YES)\n"
    "mysql://magentobi:hunter22@db.example.com/shop"
)


@in_three_languages
def test_a_zendesk_reader_gets_from_the_start_page_to_a_repair_and_a_ticket(
    reader: Reader,
) -> None:
    reader.open("")
    reader.page.locator('main a[data-evidence="status=re-auth"]').click()
    reader.answer("integration", "zendesk")

    repair = reader.say("repair.reactivate-zendesk-token")
    expect(reader.element).to_have_attribute("data-step-kind", "try")
    expect(reader.page.get_by_role("heading", name=repair)).to_be_visible()
    check = reader.say("repair.reactivate-zendesk-token.check")
    expect(reader.page.locator(".kb-step").get_by_text(check)).to_be_visible()
    way = reader.page.get_by_text(reader.say("ui.reauthenticate.yes"))
    expect(way).to_be_visible()
    cause = reader.page.locator("[data-causes] > li").first
    expect(cause).to_have_attribute("data-cause", "api-key-replaced")
    expect(cause).to_have_attribute("data-word", "most-likely")
    heading = reader.page.get_by_role("heading", name=reader.say("cause.api-key-replaced"))
    expect(heading).to_be_visible()
    assert reader.element.locator("[lang=en]").count() == 0 or reader.language == "en"

    reader.page.locator("a[data-way=ticket]").first.click()

    form = reader.page.locator("kb-ticket")
    expect(form.locator("[name=integration]")).to_have_value("Zendesk")
    expect(form.locator("[name=cause]")).to_have_value(
        f"{reader.say('cause.api-key-replaced')} ({reader.say('ui.word.most-likely')})"
    )
    expect(form.locator("[name=answers]")).to_have_value(
        # Each question with its answer, in the reader's words.
        _contains(reader.say("question.status"), reader.say("answer.status.re-auth"))
    )
    assert reader.page.locator("html").get_attribute("lang") == reader.language


@in_three_languages
def test_a_whole_diagnosis_by_keyboard_alone(reader: Reader) -> None:
    reader.open("troubleshooter/")
    page = reader.page
    answers = {"status": "re-auth", "integration": "adobe-analytics"}
    for question, answer in answers.items():
        reader.expect_question(question)
        radios = page.locator(f"input[name={question}]")
        reader.tab_to(radios.first)
        wanted = page.locator(f"input[name={question}][value={answer}]")
        page.keyboard.press("Space")
        for _ in range(30):
            if wanted.is_checked():
                break
            page.keyboard.press("ArrowDown")
        expect(wanted).to_be_checked()
        reader.tab_to(page.get_by_role("button", name=reader.say("ui.continue"), exact=True))
        page.keyboard.press("Enter")

    title = page.get_by_role(
        "heading", name=reader.say("repair.reauthorize-adobe-analytics"), exact=True
    )
    expect(title).to_be_visible()
    expect(page.locator(".kb-step .kb-title")).to_be_focused()
    reader.tab_to(page.locator("button[data-reply=fixed]"))
    page.keyboard.press("Enter")

    expect(reader.element).to_have_attribute("data-step-kind", "done")
    assert "fixed=reauthorize-adobe-analytics" in reader.fragment


@in_three_languages
def test_a_pasted_message_is_read_masked_and_never_in_the_address(reader: Reader) -> None:
    reader.open("troubleshooter/")
    reader.page.get_by_label(reader.say("ui.paste.label")).fill(MESSAGE)
    reader.page.get_by_role("button", name=reader.say("ui.paste.button")).click()

    expect(reader.page.get_by_text(reader.say("signature.mysql-1045")).first).to_be_visible(
        timeout=60_000
    )
    first = reader.page.locator("[data-causes] > li").first
    expect(first).to_have_attribute("data-cause", "password-changed")
    assert reader.fragment == "seen=mysql-1045"
    kept = reader.page.evaluate("sessionStorage.getItem('kb-troubleshooter')")
    assert "(using password: YES)" in json.loads(kept)["text"]
    assert "hunter22" not in kept
    assert not [url for url in reader.visited if "hunter22" in url or "magentobi" in url]

    reader.page.locator("a[data-way=ticket]").first.click()

    error = reader.page.locator("kb-ticket [name=error]")
    expect(error).to_have_value(_contains("(using password: YES)", "[masked: password]"))


def test_a_message_answers_questions_and_the_page_says_which(reader: Reader) -> None:
    reader.open("troubleshooter/")
    reader.page.get_by_label(reader.say("ui.paste.label")).fill(
        "Connection Successful!\n"
        "psycopg2.OperationalError: FATAL: Passwort-Authentifizierung fehlgeschlagen"
    )
    reader.page.get_by_role("button", name=reader.say("ui.paste.button")).click()
    reading = reader.page.locator("[data-part=reading]")
    told = reading.locator("[data-told] li")

    expect(told.filter(has_text=reader.say("question.error")).first).to_be_visible(timeout=60_000)
    expect(reading.get_by_text(reader.say("ui.paste.healthy"))).to_be_visible()
    expect(reading.locator("q").first).not_to_be_empty()
    expect(reader.element).not_to_have_attribute("data-step-id", "error")
    quote = reading.locator("ul").first.locator("q").first.inner_text()
    why = reader.page.locator("[data-causes] > li").first.locator("details")
    why.locator("summary").click()
    expect(why.locator("q").first).to_have_text(quote)


def test_a_step_for_somebody_else_can_be_handed_on(
    reader: Reader, open_reader: Callable[..., Reader]
) -> None:
    reader.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    reader.open(
        "troubleshooter/#changed=dont-know&error=dont-know&integration=postgresql-ssh&status=failed"
    )
    expect(reader.page.locator("details[data-who]")).to_have_attribute("data-who", "developer")

    reader.page.locator("details[data-who] summary").click()
    reader.page.get_by_role("button", name=reader.say("ui.hand-on.copy-link")).click()

    expect(reader.page.get_by_text(reader.say("ui.hand-on.copied"))).to_be_visible()
    link = reader.page.evaluate("navigator.clipboard.readText()")
    step = str(reader.element.get_attribute("data-step-id"))
    developer = open_reader("en")
    developer.page.goto(link)
    developer.expect_question(step)
    assert developer.fragment == reader.fragment


def test_who_knows_nothing_gets_a_ticket_that_says_what_was_asked(reader: Reader) -> None:
    """ "I don't know" to every question, "I can't do this" to every repair."""
    reader.open("troubleshooter/")
    reader.page.locator("input[name=status]").first.focus()
    reader.expect_live()
    for _ in range(30):
        if reader.element.get_attribute("data-step-kind") == "escalate":
            break
        step = str(reader.element.get_attribute("data-step-id"))
        if reader.element.get_attribute("data-step-kind") == "ask":
            reader.page.locator(f"input[name={step}][value=dont-know]").check()
            reader.page.get_by_role("button", name=reader.say("ui.continue"), exact=True).click()
        else:
            reader.page.get_by_role("button", name=reader.say("ui.reply.skip")).click()
        expect(reader.element).not_to_have_attribute("data-step-id", step)

    expect(reader.element).to_have_attribute("data-step-kind", "escalate")
    reader.page.locator(".kb-escalate a").click()
    answers = reader.page.locator("kb-ticket [name=answers]")
    expect(answers).to_have_value(
        _contains(reader.say("question.integration"), reader.say("ui.answer.dont-know"))
    )


@in_three_languages
def test_switching_language_in_the_middle_keeps_every_answer(reader: Reader) -> None:
    reader.open("troubleshooter/")
    reader.answer("status", "failed")
    reader.answer("integration", "salesforce")
    reader.expect_question("error")
    before = reader.fragment
    other = {"en": "sv", "sv": "de", "de": "en"}[reader.language]

    reader.page.locator(".kb-languages summary").click()
    reader.page.locator(f'.kb-languages a[hreflang="{other}"]').click()

    expect(reader.page.locator("html")).to_have_attribute("lang", other)
    expect(reader.element).to_have_attribute("data-step-id", "error")
    assert reader.fragment == before


def test_switching_language_keeps_query_and_anchor_of_an_article(reader: Reader) -> None:
    reader.open("reauthenticate-integrations/?v=2#statuses")
    reader.page.locator(".kb-languages summary").click()
    reader.page.get_by_role("link", name="Deutsch").click()

    expect(reader.page.locator("html")).to_have_attribute("lang", "de")
    assert reader.page.url == f"{reader.address}/de/reauthenticate-integrations/?v=2#statuses"
    expect(reader.page.locator("#statuses")).to_be_in_viewport()


def test_the_article_starts_the_troubleshooter(reader: Reader) -> None:
    reader.open("reauthenticate-integrations/")
    expect(reader.element).to_have_attribute("data-engine", "table")

    reader.answer("status", "failed")

    reader.expect_question("integration")
    assert reader.fragment == "status=failed"


def test_a_changed_answer_keeps_the_others(reader: Reader) -> None:
    reader.open("troubleshooter/#integration=zendesk&status=failed")
    reader.expect_question("error")
    status = reader.say("question.status")
    change = reader.page.get_by_role("button", name=f"{reader.say('ui.change')}: {status}")
    change.or_(reader.page.locator('button[data-change="status"]')).first.click()

    reader.answer("status", "re-auth")

    expect(reader.element).not_to_have_attribute("data-step-id", "status")
    assert reader.fragment == "integration=zendesk&status=re-auth"


def test_a_repair_that_failed_is_evidence_and_takes_back_what_it_changes(reader: Reader) -> None:
    reader.open("troubleshooter/#integration=zendesk&status=re-auth")
    expect(reader.element).to_have_attribute("data-step-id", "reactivate-zendesk-token")

    reader.page.get_by_role("button", name=reader.say("ui.reply.not-fixed")).click()

    tried = "tried=reactivate-zendesk-token"
    expect(reader.element).not_to_have_attribute("data-step-id", "reactivate-zendesk-token")
    assert reader.fragment == f"integration=zendesk&status=re-auth&{tried}"

    reader.page.go_back()
    reader.page.get_by_role("button", name=reader.say("ui.reply.changed")).click()

    expect(reader.element).not_to_have_attribute("data-step-id", "reactivate-zendesk-token")
    assert reader.fragment == f"integration=zendesk&past=status&{tried}"


def test_reload_back_and_a_shared_link_keep_every_answer(reader: Reader) -> None:
    reader.open("troubleshooter/")
    reader.answer("status", "failed")
    reader.answer("integration", "zendesk")
    reader.expect_question("error")
    shared = reader.page.url

    reader.page.reload()
    reader.expect_question("error")
    reader.page.go_back()
    reader.expect_question("integration")
    assert reader.fragment == "status=failed"
    reader.page.go_forward()
    reader.expect_question("error")

    reader.page.goto("about:blank")
    reader.page.goto(shared)
    reader.expect_question("error")
    expect(reader.page.locator('button[data-change="integration"]')).to_be_visible()


def test_the_skip_link_in_the_middle_loses_nothing(reader: Reader) -> None:
    reader.open("troubleshooter/#integration=zendesk&status=failed")
    reader.expect_question("error")
    before = reader.page.url

    reader.page.locator(".md-skip").focus()
    reader.page.keyboard.press("Enter")

    assert reader.page.url == before
    reader.expect_question("error")
    focused = reader.page.evaluate("document.activeElement.tagName")
    assert focused not in ("BODY", "A")


def test_what_a_link_holds_beyond_our_ids_is_dropped_and_told(reader: Reader) -> None:
    reader.open("troubleshooter/#status=re-auth&colour=%3Cimg%20src=x%20onerror=alert(1)%3E")

    reader.expect_question("integration")
    expect(reader.page.locator("[data-part=notice]")).to_contain_text("colour")
    assert reader.page.locator("kb-troubleshooter img").count() == 0


def test_an_address_that_is_too_long_is_refused_with_a_sentence(reader: Reader) -> None:
    reader.open("troubleshooter/#status=" + "x" * 2_100)

    reader.expect_question("status")
    expect(reader.page.locator("[data-part=notice]")).to_contain_text("2000")


def test_a_state_outside_the_table_is_decided_live(reader: Reader) -> None:
    """Contradictory answers that no table would hold: the page waits for the engine, then asks."""
    reader.open(
        "troubleshooter/#changed=person-left&error=timed-out&integration=mixpanel&scope=all-of-them"
    )
    reader.expect_live()

    expect(reader.element).to_have_attribute("data-step-kind", "ask")


def test_a_blocked_worker_leaves_the_table_deciding_and_can_be_retried(reader: Reader) -> None:
    blocked = True

    def route(route: Route) -> None:
        if blocked:
            route.abort()
        else:
            route.continue_()

    reader.page.route("**/worker.js", route)
    reader.open("troubleshooter/")
    reader.page.locator("input[name=status]").first.focus()
    expect(reader.element).to_have_attribute("data-engine", "failed")
    expect(reader.page.get_by_text(reader.say("ui.engine.failed"))).to_be_visible()

    reader.answer("status", "re-auth")
    reader.answer("integration", "zendesk")
    expect(reader.element).to_have_attribute("data-step-id", "reactivate-zendesk-token")
    expect(reader.element).to_have_attribute("data-engine", "failed")

    blocked = False
    reader.page.get_by_role("button", name=reader.say("ui.engine.retry")).click()
    reader.expect_live()
    expect(reader.page.get_by_text(reader.say("ui.engine.failed"))).to_be_hidden()


def test_a_runtime_that_never_answers_counts_as_failed(reader: Reader) -> None:
    """Pyodide hangs instead of failing; 15 s without a byte are enough."""
    reader.page.clock.install()
    reader.page.route("**/pyodide.asm.wasm", lambda _: None)
    reader.open("troubleshooter/")
    reader.page.locator("input[name=status]").first.focus()
    expect(reader.element).to_have_attribute("data-engine", "starting")

    # In small steps: bytes that arrive meanwhile start the count anew.
    for _ in range(40):
        reader.page.clock.run_for(1_000)
        if reader.element.get_attribute("data-engine") == "failed":
            break

    expect(reader.element).to_have_attribute("data-engine", "failed")
    reader.answer("status", "re-auth")
    reader.expect_question("integration")


@pytest.mark.parametrize("reader_without_script", LANGUAGES, indirect=True)
def test_without_javascript_the_plain_steps_do_the_whole_job(
    reader_without_script: Reader,
) -> None:
    reader = reader_without_script
    reader.open("troubleshooter/")
    reader.page.get_by_role("link", name=reader.say("ui.no-script.link")).first.click()

    page = reader.page
    choices = [
        reader.say("answer.status.re-auth"),
        reader.say("answer.integration.zendesk"),
    ]
    for choice in choices:
        anchor = reader.fragment
        section = page.locator(f"[id='{anchor}'] ~ ul" if anchor else "article ul").first
        section.get_by_role("link", name=choice, exact=True).click()
        assert reader.fragment != anchor
    here = page.locator(f"[id='{reader.fragment}']")
    expect(here).to_be_in_viewport()
    repair = reader.say("repair.reactivate-zendesk-token")
    expect(
        here.locator("xpath=following::*[self::p or self::li or self::h3]")
        .filter(has_text=repair)
        .first
    ).to_be_visible()
    expect(page.locator("article a[href*='support/ticket']").first).to_be_visible()


def test_start_again_forgets_everything(reader: Reader) -> None:
    reader.open("troubleshooter/#integration=zendesk&status=failed")
    reader.expect_question("error")

    reader.page.get_by_role("button", name=reader.say("ui.restart")).click()

    reader.expect_question("status")
    assert reader.fragment == ""
    assert "zendesk" not in str(reader.page.evaluate("sessionStorage.getItem('kb-troubleshooter')"))


def _contains(*parts: str) -> re.Pattern[str]:
    return re.compile(".*".join(re.escape(part) for part in parts), re.DOTALL)
