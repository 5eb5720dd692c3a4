"""The support ticket: filled in, masked, edited by its reader, and taken along in every way there is."""

from __future__ import annotations

import email
import email.policy
import json
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import markdown  # type: ignore[import-untyped]
import pytest
from conftest_types import Reader
from playwright.sync_api import Locator, expect

LIVE = 60_000  # ms
LANGUAGES = ["en", "sv", "de"]
in_three_languages = pytest.mark.parametrize("reader", LANGUAGES, indirect=True)
KNOWN = "support/ticket/#integration=zendesk&status=re-auth&tried=reactivate-zendesk-token"
SECRET = "Sign-in failed, password=hunter22, on the second try"
MASKED = "Sign-in failed, password=[masked: password], on the second try"

# Every value that the page ever stores, also one that it stores over later.
RECORD_STORAGE = """
window.stored = [];
const setItem = Storage.prototype.setItem;
Storage.prototype.setItem = function (key, value) {
  window.stored.push(value);
  setItem.call(this, key, value);
};
"""


@in_three_languages
def test_everything_known_is_filled_in_and_what_is_typed_is_masked(reader: Reader) -> None:
    form = open_ticket(reader)
    repair = reader.say("repair.reactivate-zendesk-token")
    tried = reader.say("ui.ticket.tried.failed").replace("{repair}", repair)
    expect(form.locator("[name=tried]")).to_have_value(tried)
    expect(form.locator("[name=subject]")).to_have_value(re.compile("Zendesk"))
    expect(form.locator("[name=time-zone]")).to_have_value(re.compile(r"UTC[+-]\d\d:\d\d"))

    write(form, "error", SECRET)

    expect(form.locator("[name=error]")).to_have_value(MASKED, timeout=LIVE)
    told = reader.say("ui.ticket.masked").replace("{fields}", reader.say("ui.ticket.error"))
    expect(form.get_by_role("status").filter(has_text=told)).to_be_visible()
    text = final_text(form).input_value()
    assert MASKED in text
    parts = [
        f"{reader.say(f'ui.ticket.part.{part}').split(' (')[0]}\n---"
        for part in ("product", "problem", "contact")
    ]
    assert [text.index(part) for part in parts] == sorted(text.index(part) for part in parts)
    label = reader.say("ui.ticket.integration")
    assert f"{label}: Zendesk\n" in text


def test_edits_survive_a_reload_and_only_masked_ones_are_ever_stored(reader: Reader) -> None:
    reader.page.add_init_script(RECORD_STORAGE)
    form = open_ticket(reader)
    write(form, "error", SECRET)
    write(form, "impact", "Nobody can close the month")
    form.locator("[name=priority]").select_option("P2")
    form.locator("[name=reproducible][value=yes]").check()
    expect(form.locator("[name=error]")).to_have_value(MASKED, timeout=LIVE)
    final_text(form).fill("My own words, password=hunter22")
    final_text(form).blur()
    expect(final_text(form)).to_have_value("My own words, password=[masked: password]")
    stored = reader.page.evaluate("window.stored")

    reader.page.reload()

    assert [value for value in stored if "hunter22" in value] == []
    assert json.loads(stored[-1])["ticket"]["error"] == MASKED
    expect(form.locator("[name=error]")).to_have_value(MASKED)
    expect(form.locator("[name=impact]")).to_have_value("Nobody can close the month")
    expect(form.locator("[name=priority]")).to_have_value("P2")
    expect(form.locator("[name=reproducible][value=yes]")).to_be_checked()
    expect(form.locator("[name=integration]")).to_have_value("Zendesk")
    expect(final_text(form)).to_have_value("My own words, password=[masked: password]")


def test_who_presses_before_the_engine_is_ready_takes_no_secret_along(reader: Reader) -> None:
    allow_clipboard(reader)
    form = open_ticket(reader)
    write(form, "error", SECRET)
    expect(form).not_to_have_attribute("data-engine", "live")

    press(form, reader.say("ui.ticket.copy"))

    expect(form.get_by_text(reader.say("ui.ticket.copied"))).to_be_visible(timeout=LIVE)
    text = clipboard(reader)
    assert MASKED in text
    assert "hunter22" not in text


def test_a_field_in_use_is_left_alone_when_the_engine_comes(reader: Reader) -> None:
    form = open_ticket(reader)
    error = form.locator("[name=error]")
    error.fill(SECRET)
    expect(form).to_have_attribute("data-engine", "live", timeout=LIVE)
    expect(error).to_be_focused()
    expect(error).to_have_value(SECRET)

    error.press_sequentially("!")
    error.blur()

    expect(error).to_have_value(f"{MASKED}!")


@in_three_languages
def test_without_an_engine_the_reader_is_asked_to_check_and_nothing_typed_is_kept(
    reader: Reader,
) -> None:
    allow_clipboard(reader)
    reader.page.route("**/worker.js", lambda route: route.abort())
    form = open_ticket(reader)
    write(form, "error", SECRET)

    expect(form.get_by_text(reader.say("ui.ticket.unmasked.failed"))).to_be_visible()
    press(form, reader.say("ui.ticket.copy"))
    expect(form.get_by_text(reader.say("ui.ticket.copied"))).to_be_visible()
    kept = str(reader.page.evaluate("sessionStorage.getItem('kb-troubleshooter')"))
    assert "hunter22" not in kept


@in_three_languages
def test_an_edited_text_is_the_readers_until_they_ask_for_the_form(reader: Reader) -> None:
    form = open_ticket(reader)
    before = final_text(form).input_value()
    own = form.get_by_text(reader.say("ui.ticket.own"))
    expect(own).to_be_hidden()

    final_text(form).fill("Just this.")
    write(form, "impact", "A late change")

    expect(final_text(form)).to_have_value("Just this.")
    expect(own).to_be_visible()
    with reader.page.expect_download() as download:
        press(form, reader.say("ui.ticket.download"))
    assert download.value.path().read_text(encoding="utf-8") == "Just this."

    press(form, reader.say("ui.ticket.again"))

    expect(final_text(form)).to_have_value(re.compile("A late change"))
    expect(final_text(form)).to_be_focused()
    expect(own).to_be_hidden()
    assert before.splitlines()[:4] == final_text(form).input_value().splitlines()[:4]


@pytest.mark.parametrize("reader", ["sv"], indirect=True)
def test_a_draft_for_mail_programs_holds_the_same_text_and_subject(reader: Reader) -> None:
    form = open_ticket(reader)
    subject = "Zendesk får inte kontakt: åtkomsttoken har gått ut, " + "å" * 60
    write(form, "subject", subject)

    with reader.page.expect_download() as download:
        press(form, reader.say("ui.ticket.eml"))

    data = download.value.path().read_bytes()
    mail = email.message_from_bytes(data, policy=email.policy.default)
    assert mail["Subject"] == subject
    assert mail["X-Unsent"] == "1"
    assert mail["To"] is None
    assert mail.get_content().replace("\r\n", "\n") == final_text(form).input_value()
    assert "å" in mail.get_content()
    assert mail.defects == []
    assert max(len(line) for line in data.split(b"\r\n")) <= 76
    assert download.value.suggested_filename == "supportanmalan.eml"


def test_as_markdown_the_error_message_stays_one_block_of_code(reader: Reader) -> None:
    allow_clipboard(reader)
    form = open_ticket(reader)
    message = "It said:\n```\n# no heading\n````\n<b>and</b> [this](x)"
    write(form, "error", message)
    write(form, "impact", "1. *All* of <sales>\n# too")
    form.get_by_role("radio", name="Markdown").check()

    press(form, reader.say("ui.ticket.copy.markdown"))

    expect(form.get_by_text(reader.say("ui.ticket.copied"))).to_be_visible(timeout=LIVE)
    text = clipboard(reader)
    expect(final_text(form)).to_have_value(text)
    html = markdown.markdown(text, extensions=["pymdownx.superfences", "sane_lists"])
    reader.page.goto("about:blank")  # where no script of the site looks for its page
    reader.page.set_content(html)
    assert reader.page.locator("code").inner_text().rstrip("\n") == message
    assert reader.page.locator("article :is(b, em), h1, a[href=x]").count() == 0
    expect(reader.page.get_by_text("1. *All* of <sales>")).to_be_visible()
    expect(reader.page.locator("li", has_text="Re-auth")).to_be_visible()
    headings = reader.page.locator("h2").all_inner_texts()
    assert headings[:2] == ["Product Selection", "Problem Description"]
    expect(reader.page.get_by_role("link", name=re.compile("integration=zendesk"))).to_be_visible()


@in_three_languages
def test_each_field_of_adobes_form_can_be_copied(reader: Reader) -> None:
    allow_clipboard(reader)
    form = open_ticket(reader)
    write(form, "impact", "Sales wait")
    form.get_by_text(reader.say("ui.ticket.pieces"), exact=True).click()

    copied = {}
    for name in ("subject", "description", "tried", "impact"):
        label = reader.say(f"ui.ticket.{name}")
        form.get_by_role("button", name=f"{reader.say('ui.ticket.piece.copy')}: {label}").click()
        told = reader.say("ui.ticket.piece.copied").replace("{field}", label)
        expect(form.get_by_role("status").filter(has_text=told)).to_be_visible(timeout=LIVE)
        copied[name] = clipboard(reader)

    for name in ("subject", "tried", "impact"):
        assert copied[name] == form.locator(f"[name={name}]").input_value()
    assert f"{reader.say('ui.ticket.integration')}: Zendesk" in copied["description"]
    assert "Sales wait" not in copied["description"]
    reproducible = form.get_by_role("button", name=reader.say("ui.ticket.reproducible"))
    expect(reproducible).to_be_hidden()


@in_three_languages
def test_a_mail_link_that_had_to_be_cut_says_so(reader: Reader) -> None:
    form = open_ticket(reader)
    cut = form.locator("[data-part=cut]")
    mail = form.get_by_role("link", name=reader.say("ui.ticket.mail"))
    final_text(form).fill("Kort\n\N{WHITE SMILING FACE}")
    expect(cut).to_be_hidden()
    assert mail_of(mail) == "Kort\r\n\N{WHITE SMILING FACE}"

    final_text(form).fill("x" * 5_000)

    words = re.split(r"\{count\}|\{all\}", reader.say("ui.ticket.mail.cut"))
    for part in words:
        expect(cut).to_contain_text(part)
    expect(cut).to_contain_text(re.compile(r"5\D?000"))
    assert mail_of(mail).endswith(reader.say("ui.ticket.mail.rest"))
    assert len(str(mail.get_attribute("href"))) <= 1_800
    expect(form.locator("[data-part=count]")).to_contain_text(re.compile(r"5\D?000"))


def test_half_a_character_in_the_text_breaks_nothing(reader: Reader) -> None:
    form = open_ticket(reader)
    final_text(form).evaluate(
        "field => { field.value = 'a\\ud83d'; field.dispatchEvent(new Event('input', {bubbles: true})) }"
    )

    mail = form.get_by_role("link", name=reader.say("ui.ticket.mail"))
    expect(mail).to_have_attribute("href", re.compile("body=a"))


def test_start_again_forgets_the_ticket_as_well(reader: Reader) -> None:
    form = open_ticket(reader)
    write(form, "impact", "Sales wait")
    expect(form).to_have_attribute("data-engine", "live", timeout=LIVE)
    stored = "JSON.parse(sessionStorage.getItem('kb-troubleshooter') ?? '{}').ticket?.impact"
    reader.page.wait_for_function(f"{stored} === 'Sales wait'")

    reader.open("troubleshooter/#integration=zendesk&status=failed")
    reader.expect_question("error")
    reader.page.get_by_role("button", name=reader.say("ui.restart")).first.click()
    reader.expect_question("status")
    reader.open("support/ticket/")

    expect(form.locator("[name=impact]")).to_have_value("")
    assert "Sales" not in str(reader.page.evaluate("JSON.stringify(sessionStorage)"))


@in_three_languages
def test_what_was_typed_can_be_deleted_and_brought_back(reader: Reader) -> None:
    form = open_ticket(reader)
    write(form, "impact", "Sales wait")
    write(form, "subject", "Mine")
    form.locator("[name=priority]").select_option("P1")
    expect(form).to_have_attribute("data-engine", "live", timeout=LIVE)

    press(form, reader.say("ui.ticket.clear"))

    expect(form.locator("[name=impact]")).to_have_value("")
    expect(form.locator("[name=subject]")).to_have_value(re.compile("Zendesk"))
    expect(form.get_by_text(reader.say("ui.ticket.cleared"))).to_be_visible()
    assert "Sales" not in str(reader.page.evaluate("JSON.stringify(sessionStorage)"))

    press(form, reader.say("ui.ticket.undo"))

    expect(form.locator("[name=impact]")).to_have_value("Sales wait")
    expect(form.locator("[name=subject]")).to_have_value("Mine")
    expect(form.locator("[name=priority]")).to_have_value("P1")
    expect(form.get_by_text(reader.say("ui.ticket.undone"))).to_be_visible()
    reader.page.reload()
    expect(form.locator("[name=impact]")).to_have_value("Sales wait")


@pytest.mark.parametrize("reader", ["sv", "de"], indirect=True)
def test_the_ticket_can_be_written_in_english(
    reader: Reader, open_reader: Callable[..., Reader]
) -> None:
    english = open_ticket(open_reader("en"))
    form = open_ticket(reader)
    write(form, "impact", "Försäljningen väntar")
    write(english, "impact", "Försäljningen väntar")
    own_language = final_text(form).input_value()

    form.get_by_role("checkbox", name=reader.say("ui.ticket.in-english")).check()

    expect(final_text(form)).to_have_attribute("lang", "en")
    expect(form.locator("[name=tried]")).to_have_value(
        english.locator("[name=tried]").input_value()
    )
    assert final_text(form).input_value() == final_text(english).input_value()

    form.get_by_role("checkbox", name=reader.say("ui.ticket.in-english")).uncheck()

    expect(final_text(form)).to_have_value(own_language)


@pytest.mark.parametrize("reader_without_script", LANGUAGES, indirect=True)
def test_without_javascript_the_form_is_plain(reader_without_script: Reader) -> None:
    reader = reader_without_script
    reader.open("support/ticket/")

    form = reader.page.locator("kb-ticket")
    expect(form.locator("noscript p")).to_have_text(reader.say("ui.ticket.no-script"))
    expect(form.locator("noscript p")).to_be_visible()
    expect(form.get_by_label(reader.say("ui.ticket.impact"), exact=True)).to_be_editable()
    expect(form.get_by_role("button")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_with_everything_shown_nothing_is_wider_than_a_small_phone_and_axe_is_content(
    open_reader: Callable[..., Reader], root: Path, scheme: str
) -> None:
    narrow = {"width": 320, "height": 640}
    reader = open_reader("de", viewport=narrow, color_scheme=scheme)
    form = open_ticket(reader)
    write(form, "error", SECRET + "x" * 2_000)
    final_text(form).fill("Mein Text")
    form.get_by_text(reader.say("ui.ticket.pieces"), exact=True).click()
    press(form, reader.say("ui.ticket.clear"))
    press(form, reader.say("ui.ticket.undo"))
    expect(form.locator("[data-part=masked]")).to_be_visible(timeout=LIVE)

    page = reader.page
    page.add_style_tag(content="*, ::before, ::after { transition: none !important }")
    page.evaluate((root / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8"))
    assert (
        page.evaluate(
            "axe.run('kb-ticket').then(({violations}) => violations.map(v => `${v.id}: ${v.nodes[0].html.slice(0, 200)}`))"
        )
        == []
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    small = form.locator(":is(button, a, input, select, textarea, summary):visible").evaluate_all(
        "all => all.filter(e => (e.closest('label') ?? e).getBoundingClientRect().height < 24)"
        ".map(e => e.outerHTML)"
    )
    assert small == []


def open_ticket(reader: Reader) -> Locator:
    """The ticket with what a diagnosis has found."""
    reader.open(KNOWN)
    form = reader.page.locator("kb-ticket")
    expect(form.locator("[name=integration]")).to_have_value("Zendesk")
    return form


def final_text(form: Locator) -> Locator:
    return form.locator("textarea[name=text]")


def write(form: Locator, name: str, text: str) -> None:
    """Type into a field and leave it."""
    form.locator(f"[name={name}]").fill(text)
    form.locator(f"[name={name}]").blur()


def press(form: Locator, name: str) -> None:
    form.get_by_role("button", name=name, exact=True).click()


def allow_clipboard(reader: Reader) -> None:
    reader.page.context.grant_permissions(["clipboard-read", "clipboard-write"])


def clipboard(reader: Reader) -> str:
    return str(reader.page.evaluate("navigator.clipboard.readText()"))


def mail_of(link: Locator) -> str:
    """The body that a mail program would show."""
    query = urlsplit(str(link.get_attribute("href"))).query
    return unquote(parse_qs(query.replace("+", "%2B"))["body"][0])
