"""The element and the ticket as HTML: whatever a sentence holds, it is shown and never obeyed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from wizard.authoring import Troubleshooter
from wizard.plugin.rendering import Places, Words, element, offer_to_continue, ticket

PLACES = Places(
    page="find-out/",
    assets="../assets/kb/",
    home="../",
    python="",
    troubleshooter="./",
    steps="../steps/",
    ticket="../ticket/",
)


class _Parts(HTMLParser):
    """Start tags with their attributes, and the text of each element by its tag."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def all(self, tag: str, attribute: str) -> Iterator[str | None]:
        return (given[attribute] for name, given in self.tags if name == tag and attribute in given)


def test_the_element_is_a_form_with_the_first_question(lamp: Troubleshooter) -> None:
    parts = _Parts(element(lamp, Words.of(lamp, "en"), PLACES, "socket"))

    assert list(parts.all("kb-troubleshooter", "name")) == ["lamp"]
    assert list(parts.all("form", "action")) == ["../steps/"]
    assert list(parts.all("input", "value")) == ["works", "dead", "dont-know", "later"]
    assert set(parts.all("input", "name")) == {"socket"}
    assert "Does the socket work?" in parts.texts
    assert list(parts.all("script", "src")) == ["../assets/kb/troubleshooter.js"]


def test_a_sentence_of_the_model_is_escaped(hostile_lamp: Troubleshooter, hostile: str) -> None:
    html = element(hostile_lamp, Words.of(hostile_lamp, "en"), PLACES, "socket")

    parts = _Parts(html)
    assert list(parts.all("script", "src")) == ["../assets/kb/troubleshooter.js"]
    assert [tag for tag, _ in parts.tags].count("script") == 1
    assert parts.texts.count(hostile) == 3  # the question, its help, an answer
    assert "<script>alert" not in html


@pytest.mark.parametrize("make", [element, ticket])
def test_a_sentence_cannot_end_an_attribute(
    lamp: Troubleshooter, hostile: str, make: object
) -> None:
    words = Words.of(lamp, "en")
    words = Words("en", dict.fromkeys(words.strings, hostile), frozenset())

    if make is element:
        parts = _Parts(element(lamp, words, PLACES, "socket"))
        names = ("data-error-title", "data-error-summary", "data-error-text")
        attributes = [value for name in names for value in parts.all("form", name)]
    else:
        parts = _Parts(ticket(lamp, words, PLACES))
        attributes = [*parts.all("div", "data-word"), *parts.all("p", "data-file")]

    assert set(attributes) == {hostile}
    assert [given for tag, given in parts.tags if tag == "script" and not given] == []


@pytest.mark.parametrize("address", ['https://a.example/?b="><script>c</script>', "https://a.example/?b&c"])  # fmt: skip
def test_an_address_cannot_end_its_attribute(lamp: Troubleshooter, address: str) -> None:
    words = Words.of(lamp, "en")

    product = _Parts(element(lamp, words, PLACES, "socket", product_page=address))
    portal = _Parts(ticket(lamp, words, PLACES, portal=address))

    assert address in product.all("a", "href")
    assert address in portal.all("a", "href")


def test_no_address_is_no_link(lamp: Troubleshooter) -> None:
    words = Words.of(lamp, "en")

    assert "noreferrer" not in element(lamp, words, PLACES, "socket")
    assert "noreferrer" not in ticket(lamp, words, PLACES)


def test_a_sentence_without_a_translation_is_marked_as_english(lamp: Troubleshooter) -> None:
    words = Words.of(lamp, "sv")

    assert words.html("question.socket") == '<span lang="en">Does the socket work?</span>'
    assert "<span" not in words.html("ui.continue")
    assert Words.of(lamp, "en").html("question.socket") == "Does the socket work?"


def test_english_inside_another_language_is_escaped_too(
    hostile_lamp: Troubleshooter, hostile: str
) -> None:
    html = str(Words.of(hostile_lamp, "de").html("question.socket"))

    assert _Parts(html).tags == [("span", {"lang": "en"})]
    assert _Parts(html).texts == [hostile]


def test_a_value_in_a_sentence_is_escaped() -> None:
    words = Words("en", {"minutes": "{count} minutes & <more>"}, frozenset())

    assert words.html("minutes", count="<b>3</b>") == (
        "&lt;b&gt;3&lt;/b&gt; minutes &amp; &lt;more&gt;"
    )


def test_compact_leaves_out_what_comes_after_the_first_question(lamp: Troubleshooter) -> None:
    words = Words.of(lamp, "en")
    places = replace(PLACES, python="../assets/kb/py/")
    whole = _Parts(element(lamp, words, places, "socket"))
    compact = _Parts(element(lamp, words, places, "socket", compact=True))

    assert "paste" in whole.all("form", "data-part")
    assert "paste" not in compact.all("form", "data-part")
    assert list(compact.all("input", "value")) == list(whole.all("input", "value"))
    assert list(compact.all("script", "src")) == ["../assets/kb/start.js"]


def test_without_python_there_is_no_field_for_a_message(lamp: Troubleshooter) -> None:
    parts = _Parts(element(lamp, Words.of(lamp, "en"), PLACES, "socket"))

    assert "paste" not in parts.all("form", "data-part")


@pytest.mark.parametrize(
    ("ahead", "sentence"),
    [
        ((1, 1), "This is usually the last question."),
        ((2, 2), "Usually one more question after this one."),
        ((4, 4), "Usually 3 more questions after this one."),
        ((1, 2), "Usually at most one more question after this one."),
        ((1, 4), "Usually at most 3 more questions after this one."),
        ((3, 5), "Usually 2 to 4 more questions after this one."),
    ],
)
def test_how_many_questions_are_usually_left(
    lamp: Troubleshooter, ahead: tuple[int, int], sentence: str
) -> None:
    parts = _Parts(element(lamp, Words.of(lamp, "en"), PLACES, "socket", ahead=ahead))

    assert sentence in parts.texts


@pytest.mark.parametrize(("most", "columns"), [(4, False), (3, True)])
def test_many_answers_stand_in_columns(
    most: int, columns: bool, lamp: Troubleshooter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The two answers that every question has count, too: here are four."""
    monkeypatch.setattr("wizard.plugin.rendering.MANY", most)

    html = element(lamp, Words.of(lamp, "en"), PLACES, "socket")

    assert ("kb-answers--many" in html) == columns


@pytest.mark.parametrize("language", ["en", "sv", "de"])
def test_no_empty_line_ends_the_block_of_html(lamp: Troubleshooter, language: str) -> None:
    words = Words.of(lamp, language)
    parts = (
        element(lamp, words, PLACES, "socket"),
        ticket(lamp, words, PLACES, "https://a.example/"),
        offer_to_continue(words, PLACES),
    )

    assert [line for html in parts for line in html.split("\n") if not line.strip()] == []
    assert all(html.startswith("<div") and html.endswith("</div>") for html in parts)


@pytest.mark.parametrize("language", ["en", "sv", "de"])
def test_every_field_of_the_ticket_has_a_label(lamp: Troubleshooter, language: str) -> None:
    parts = _Parts(ticket(lamp, Words.of(lamp, language), PLACES))
    fields = [
        given["id"]
        for tag, given in parts.tags
        if tag in ("input", "textarea", "select") and given.get("type") != "radio"
    ]

    assert set(fields) <= set(parts.all("label", "for"))
    assert len(fields) == len(set(fields)) >= 10
