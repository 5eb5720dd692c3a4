"""The states of the troubleshooter that everybody must be able to use, and how a reader comes to each."""

from __future__ import annotations

from collections.abc import Callable

from conftest_types import Reader
from playwright.sync_api import expect

MESSAGE = "ERROR 1045 (28000): Access denied for user 'bi'@'54.88.76.97' (using password: YES)"
ASKED = "troubleshooter/#integration=postgresql-ssh&status=failed"
REPAIR = "troubleshooter/#access=settings-open&integration=zendesk&status=re-auth"


def question(reader: Reader) -> None:
    """The first one."""
    reader.open("troubleshooter/")
    reader.element.get_by_role("radio").first.focus()
    reader.expect_live()


def many_answers(reader: Reader) -> None:
    """The integrations."""
    reader.open("troubleshooter/#status=re-auth")
    reader.expect_question("integration")
    reader.expect_live()


def error(reader: Reader) -> None:
    """Continue without an answer."""
    reader.open("troubleshooter/")
    reader.page.get_by_role("button", name=reader.say("ui.continue"), exact=True).click()
    expect(reader.page.get_by_role("alert")).to_be_focused()


def answers(reader: Reader) -> None:
    """A later question, with answers so far and one set aside."""
    reader.open(f"{ASKED}&key-state=key-gone")
    reader.expect_live()
    expect(reader.page.locator("[data-aside]")).to_be_visible()


def message(reader: Reader) -> None:
    """A pasted message that was read."""
    reader.open("troubleshooter/")
    reader.page.get_by_label(reader.say("ui.paste.label")).fill(MESSAGE)
    reader.page.get_by_role("button", name=reader.say("ui.paste.button")).click()
    expect(reader.page.locator("[data-part=reading] q").first).to_be_visible(timeout=60_000)


def result(reader: Reader) -> None:
    """The likely cause and its repair."""
    reader.open(REPAIR)
    reader.expect_live()
    expect(reader.element).to_have_attribute("data-step-kind", "try")


def failed_repair(reader: Reader) -> None:
    """The repair did not help; the next step."""
    result(reader)
    reader.page.locator("button[data-reply=not-fixed]").click()
    expect(reader.page.locator("[data-part=answers] [data-undo=tried]")).to_be_visible()


def obstacle(reader: Reader) -> None:
    """Something is in the way."""
    reader.open("troubleshooter/#access=settings-closed&integration=zendesk")
    reader.expect_live()
    expect(reader.page.locator("[data-obstacle]")).to_be_visible()


def closing(reader: Reader) -> None:
    """It works again."""
    result(reader)
    reader.page.locator("button[data-reply=fixed]").click()
    expect(reader.element).to_have_attribute("data-step-kind", "done")


def escalation(reader: Reader) -> None:
    """The ticket is next."""
    reader.open(
        "troubleshooter/#access=later&changed=dont-know&error=dont-know&integration=dont-know"
        "&scope=dont-know&since-when=dont-know&status=dont-know"
    )
    reader.expect_live()
    expect(reader.element).to_have_attribute("data-step-kind", "escalate")


def ticket(reader: Reader) -> None:
    """The form with what is known."""
    reader.open("support/ticket/#integration=zendesk&status=re-auth")
    expect(reader.page.locator("[name=integration]")).to_have_value("Zendesk")


def engine_failed(reader: Reader) -> None:
    """Python does not come."""
    reader.page.route("**/py/**", lambda route: route.abort())
    reader.open("troubleshooter/#status=re-auth")
    expect(reader.element).to_have_attribute("data-engine", "failed")
    expect(reader.page.get_by_text(reader.say("ui.engine.failed"))).to_be_visible()


STATES: dict[str, Callable[[Reader], None]] = {
    state.__name__.replace("_", "-"): state
    for state in (
        *(question, many_answers, error, answers, message, result, failed_repair),
        *(obstacle, closing, escalation, ticket, engine_failed),
    )
}
