"""The decision tree as linked steps: every choice leads on, in every language to the same place."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import markdown
import pytest

from wizard.authoring import Troubleshooter, decision_tree
from wizard.authoring.steps import PlainStep, number_steps
from wizard.plugin.rendering import Words
from wizard.plugin.steps import plain_steps

TODAY = "2026-11-24"
LANGUAGES = ("en", "sv", "de")

_LINK = re.compile(r"\]\(([^)\s]*)\)")


class _Html(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.ids: list[str] = []
        self.tags: set[str] = set()
        self._lines = [""]
        self.feed(html)

    @property
    def lines(self) -> list[str]:
        """The text of each heading, paragraph and item."""
        return [line.strip() for line in self._lines if line.strip()]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.ids += [str(value) for name, value in attrs if name == "id"]
        if tag not in ("a", "strong"):
            self._lines.append("")

    def handle_data(self, data: str) -> None:
        self._lines[-1] += data


def _number(shooter: Troubleshooter) -> list[PlainStep]:
    return number_steps(decision_tree(shooter.model, TODAY), shooter.model, TODAY)


def _link(target: str) -> str:
    """A site that has one page besides the ticket's."""
    page = target.partition("#")[0]
    return "ticket.md" if page == "ticket" else f"../{target}" if page == "power.md" else ""


def _page(shooter: Troubleshooter, language: str = "en") -> str:
    return plain_steps(_number(shooter), shooter, Words.of(shooter, language), _link)


def _html(page: str) -> _Html:
    return _Html(markdown.markdown(page, extensions=["attr_list", "tables", "toc"]))


@pytest.fixture(params=["lamp", "showcase"])
def shooter(request: pytest.FixtureRequest) -> Troubleshooter:
    """A troubleshooter in English only, and one in three languages."""
    shooter = request.getfixturevalue(request.param)
    assert isinstance(shooter, Troubleshooter)
    return shooter


def test_heading_ids_are_unique_and_the_same_in_every_language(shooter: Troubleshooter) -> None:
    ids = {language: _html(_page(shooter, language)).ids for language in LANGUAGES}

    assert ids["sv"] == ids["en"]
    assert ids["de"] == ids["en"]
    assert sorted(set(ids["en"])) == sorted(ids["en"])
    assert [id for id in ids["en"] if not re.fullmatch(r"start|questions|repairs|step-\d+|repair-[a-z0-9-]+", id)] == []  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_leads_to_a_heading_or_a_page(shooter: Troubleshooter, language: str) -> None:
    page = _page(shooter, language)
    targets = set(_LINK.findall(page))

    anchors = {target.removeprefix("#") for target in targets if target.startswith("#")}
    assert anchors <= set(_html(page).ids)
    assert {target.partition("#")[0] for target in targets} <= {"", "ticket.md", "../power.md"}


def test_every_choice_leads_to_a_step_or_ends_repaired_or_at_the_ticket(
    shooter: Troubleshooter,
) -> None:
    page = _page(shooter)
    choices = [line for line in page.splitlines() if line.startswith("- ")]
    fixed = re.escape(Words.of(shooter, "en").text("ui.reply.fixed"))
    onward, repaired, ticket = (
        r"\[.+\]\(#step-\d+\)",
        rf"{fixed}|\[.+\]\(\.\./power\.md#verify\)",
        r".+\]\(ticket\.md\)",
    )

    assert len(choices) > 10
    assert [c for c in choices if not re.fullmatch(f"- (?:{onward}|{repaired}|{ticket})", c)] == []


def test_from_every_step_a_reader_can_get_to_the_ticket(shooter: Troubleshooter) -> None:
    numbered = _number(shooter)
    ends = {
        step.number
        for step in numbered
        for _, then in step.then
        if not isinstance(then, int) and then["step"]["kind"] != "done"
    }

    reach = set(ends)
    for _ in numbered:
        reach |= {
            step.number
            for step in numbered
            if any(isinstance(then, int) and then in reach for _, then in step.then)
        }

    assert reach == {step.number for step in numbered}


def test_every_step_is_reached_from_the_first(shooter: Troubleshooter) -> None:
    numbered = _number(shooter)
    led_to = {then for step in numbered for _, then in step.then if isinstance(then, int)}

    assert [step.number for step in numbered] == list(range(1, len(numbered) + 1))
    assert led_to - {1} == set(range(2, len(numbered) + 1))


def test_the_first_step_is_the_first_question(lamp: Troubleshooter) -> None:
    blocks = _page(lamp).split("\n\n")

    assert blocks[0].endswith("{#start}")
    assert blocks[1:3] == ["**Does the socket work?**", "Try another device."]
    assert blocks[3].splitlines()[0].startswith("- [It works](#step-")


def test_every_repair_stands_there_with_its_steps(lamp: Troubleshooter) -> None:
    lines = _html(_page(lamp)).lines

    assert lines[lines.index("Put the plug in") :] == [
        "Put the plug in", "Takes about 1 minute.", "Put it in.",
        "You know it worked when: The lamp is on.", "More about this",
        "Change the bulb", "Takes about 5 minutes.", "Unscrew the old one.", "Screw the new one in.",
        "You know it worked when: The lamp is on.",
        "Fetch a ladder", "Takes about 10 minutes.", "Ask next door.",
        "You know it worked when: You can reach the lamp.",
    ]  # fmt: skip


def test_where_the_page_ends_the_repairs_left_stand_in_order_and_then_the_ticket(
    lamp: Troubleshooter,
) -> None:
    numbered = number_steps(decision_tree(lamp.model, TODAY), lamp.model, TODAY, most=1)
    page = plain_steps(numbered, lamp, Words.of(lamp, "en"), _link)

    assert [step.number for step in numbered] == [1]
    ends = {choice: then for choice, then in numbered[0].then if not isinstance(then, int)}
    links = ", ".join(f"(#repair-{repair})" for repair in ends["dead"]["plan"])
    line = next(
        line for line in page.splitlines() if line.startswith("- ") and "It is dead" in line
    )
    assert ", ".join(f"({t})" for t in _LINK.findall(line)) == f"{links}, (ticket.md)"
    assert "{#questions}" not in page


def test_a_sentence_is_shown_as_it_is_and_never_obeyed(
    hostile_lamp: Troubleshooter, hostile: str
) -> None:
    html = _html(_page(hostile_lamp))

    assert html.tags == {"h2", "h3", "p", "strong", "ul", "ol", "li", "a"}
    assert html.lines.count(hostile) >= 4  # the question, its help, a repair and its step
    assert [line for line in html.lines if "alert" in line and hostile not in line] == []
    assert "g" not in html.ids
