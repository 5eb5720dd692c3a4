"""HTML for the markers: pure functions of a troubleshooter, its words and the page's addresses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from wizard.authoring import Troubleshooter, interface_texts
from wizard.engine.evidence import NO_EVIDENCE

#: More answers than these stand in columns.
MANY = 8


@dataclass(frozen=True, slots=True)
class Words:
    """Every sentence of a troubleshooter and of the interface in one language, by text id."""

    language: str
    strings: Mapping[str, str]
    english: frozenset[str]

    @staticmethod
    def of(shooter: Troubleshooter, language: str) -> Words:
        """The troubleshooter's own sentences and the interface's."""
        own, interface = shooter.texts(language), interface_texts(language)
        return Words(
            language, {**interface.strings, **own.strings}, own.english | interface.english
        )

    def text(self, id: str, **values: object) -> str:
        """The sentence, with `{name}` replaced."""
        sentence = self.strings[id]
        for name, value in values.items():
            sentence = sentence.replace(f"{{{name}}}", str(value))
        return sentence

    def answer(self, question: str, answer: str) -> str:
        """The text id of an answer; "I don't know" and "I can't check now" are the interface's."""
        return f"ui.answer.{answer}" if answer in NO_EVIDENCE else f"answer.{question}.{answer}"

    def html(self, id: str, **values: object) -> Markup:
        """The sentence, marked as English where it had to stay English."""
        text = escape(self.text(id, **values))
        if id in self.english and self.language != "en":
            return Markup('<span lang="en">{}</span>').format(text)
        return text


@dataclass(frozen=True, slots=True)
class Places:
    """Addresses relative to the page that is being rendered; `page` is its own, from the root.

    `python` is "" when there is no engine for the browser; `python_bytes` is its size, unpacked.
    """

    page: str
    assets: str
    home: str
    python: str
    troubleshooter: str
    steps: str
    ticket: str
    python_bytes: int = 0


def element(
    shooter: Troubleshooter,
    words: Words,
    places: Places,
    question: str,
    product_page: str = "",
    compact: bool = False,
    ahead: Sequence[int] = (1, 1),
) -> str:
    """`<kb-troubleshooter>` with its first question, which works as a plain form.

    Args:
        ahead: The usual least and most number of questions, this one included.
    """
    answers = [a.id for a in shooter.model.question(question).answers]
    return _render(
        "element.html",
        shooter=shooter,
        words=words,
        places=places,
        question=question,
        answers=[*answers, *NO_EVIDENCE],
        many=len(answers) + len(NO_EVIDENCE) > MANY,
        product_page=product_page,
        compact=compact,
        picture=shooter.pictures.get(question, ""),
        ahead=questions_left(words, *ahead),
    )


def questions_left(words: Words, least: int, most: int) -> Markup:
    """How many questions usually follow this one; as `ahead` in web/steps.js."""
    low, high = max(0, least - 1), max(0, most - 1)
    if high == 0:
        return words.html("ui.ahead.last")
    if low == high:
        return words.html("ui.ahead.one" if high == 1 else "ui.ahead.some", count=high)
    if low == 0:
        return words.html("ui.ahead.at-most-one" if high == 1 else "ui.ahead.at-most", most=high)
    return words.html("ui.ahead.range", least=low, most=high)


def ticket(shooter: Troubleshooter, words: Words, places: Places, portal: str = "") -> str:
    """`<kb-ticket>` with its form, whose fields can be copied by hand."""
    return _render("ticket.html", shooter=shooter, words=words, places=places, portal=portal)


def offer_to_continue(words: Words, places: Places) -> str:
    """`<kb-continue>`, which shows only when this tab remembers answers."""
    return _render("continue.html", words=words, places=places)


def _render(template: str, **context: object) -> str:
    html = _environment().get_template(template).render(context)
    # An empty line could end the block of HTML for Markdown.
    return "\n".join(line for line in html.splitlines() if line.strip())


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
