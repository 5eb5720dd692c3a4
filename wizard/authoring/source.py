"""Reads `model.yml` into a `Model` of ids and numbers and the English sentences, with their lines.

Faults are collected, not raised one by one: a field that cannot be read is reported and left out,
so that everything else can still be checked.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from wizard.authoring.nodes import EMPTY, Node, read_yaml
from wizard.authoring.problems import Problem, did_you_mean
from wizard.engine import Answer, Cause, Model, Obstacle, Question, Repair, Signature
from wizard.engine.evidence import NO_EVIDENCE
from wizard.engine.model import WORDS

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_RESERVED = ("seen", "tried", "skipped", "fixed", "ticket", *NO_EVIDENCE)

_TOP = ("title", "ticket", "order", "causes", "obstacles", "questions", "signatures", "repairs")
_FIELDS = {
    "cause": ("text", "why", "prior", "source", "page", "ticket"),
    "obstacle": ("text", "why", "prior", "source", "page"),
    "question": ("text", "help", "minutes", "answers", "only", "source"),
    "answer": ("text", "likelihood", "raises", "next", "page"),
    "signature": ("text", "pattern", "sample", "group", "answer", "likelihood", "raises", "healthy", "source"),
    "repair": ("text", "steps", "minutes", "fixes", "changes", "only", "blocked-by", "clears", "until", "page", "source"),
    "ticket": ("minutes",),
}  # fmt: skip


@dataclass(slots=True)
class Source:
    """One `model.yml`, read.

    Attributes:
        texts: Text id to English sentence, in file order.
        lines: Line of each thing: `cause.token-expired`, `answer.status.re-auth`, text ids, and
            references such as `cause.x.likelihood`.
        pages: Thing (`cause.…`, `repair.…`, `answer.…`) to its page, relative to a language's home.
        samples: Signature id to the message it must match.
        by_ticket: Causes that only support can repair.
    """

    file: str
    model: Model
    texts: dict[str, str] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)
    samples: dict[str, str] = field(default_factory=dict)
    by_ticket: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)


def read_source(path: Path, shown_as: str = "") -> Source:
    """Read a `model.yml`; what is wrong with its form is in `problems`.

    Raises:
        ModelError: It is no YAML at all.
    """
    file = shown_as or str(path)
    root, problems = read_yaml(path.read_text(encoding="utf-8"), file)
    return _Reader(file, root, problems).read()


class _Reader:
    def __init__(self, file: str, root: Node, problems: list[Problem]) -> None:
        self.root = root
        self.out = Source(file, Model((), (), (), 0.0), problems=problems)

    def read(self) -> Source:
        root = self._mapping(self.root, "the model")
        self._known_fields(root, _TOP, "the model")
        self._text("title", root, "title")
        ticket = root.fields.get("ticket", EMPTY)
        self._known_fields(ticket, _FIELDS["ticket"], "'ticket'")
        self.out.model = Model(
            causes=tuple(self._cause(*entry) for entry in self._entries("cause")),
            obstacles=tuple(self._obstacle(*entry) for entry in self._entries("obstacle")),
            questions=tuple(self._question(*entry) for entry in self._entries("question")),
            signatures=tuple(self._signature(*entry) for entry in self._entries("signature")),
            repairs=tuple(self._repair(*entry) for entry in self._entries("repair")),
            ticket_minutes=self._number(ticket, "minutes", "'ticket'"),
            order=self._ids(root, "order", "order"),
        )
        return self.out

    def _entries(self, kind: str) -> Iterable[tuple[str, Node]]:
        group = self._mapping(self.root.fields.get(f"{kind}s", EMPTY), f"'{kind}s'")
        yield from self._named(group, kind, kind)

    def _named(self, group: Node, kind: str, prefix: str) -> Iterable[tuple[str, Node]]:
        for id, node in group.fields.items():
            line = group.key_lines[id]
            self.out.lines[f"{prefix}.{id}"] = line
            if not _ID.fullmatch(id):
                hint = "small letters, digits and single hyphens, as in 'token-expired'"
                self._problem(line, f"{kind} id '{id}' is not kebab-case", hint)
            elif id in _RESERVED:
                self._problem(line, f"{kind} id '{id}' is reserved", "choose another id")
            entry = self._mapping(node, f"{kind} '{id}'")
            self._known_fields(entry, _FIELDS[kind], f"{kind} '{id}'")
            yield id, entry

    def _cause(self, id: str, node: Node) -> Cause:
        self._text(f"cause.{id}", node, "text")
        self._text(f"cause.{id}.why", node, "why")
        self._page(f"cause.{id}", node, f"causes/{id}.md")
        if self._flag(node, "ticket"):
            self.out.by_ticket.add(id)
        return Cause(id, self._number(node, "prior", f"cause '{id}'"))

    def _obstacle(self, id: str, node: Node) -> Obstacle:
        self._text(f"obstacle.{id}", node, "text")
        self._text(f"obstacle.{id}.why", node, "why")
        self._page(f"obstacle.{id}", node, f"causes/{id}.md")
        return Obstacle(id, self._word(node, "prior", f"obstacle '{id}'"))

    def _question(self, id: str, node: Node) -> Question:
        self._text(f"question.{id}", node, "text")
        self._text(f"question.{id}.help", node, "help", optional=True)
        answers = self._mapping(node.fields.get("answers", EMPTY), f"'answers' of '{id}'")
        if not answers.fields:
            self._problem(
                node.line, f"question '{id}' has no answers", "list them under 'answers:'"
            )
        return Question(
            id,
            self._number(node, "minutes", f"question '{id}'"),
            tuple(self._answer(id, *e) for e in self._named(answers, "answer", f"answer.{id}")),
            self._only(node, f"question.{id}"),
        )

    def _answer(self, question: str, id: str, node: Node) -> Answer:
        name = f"answer.{question}.{id}"
        self._text(name, node, "text")
        self._page(name, node, "")
        return Answer(
            id,
            self._words(node, "likelihood", name),
            self._ids(node, "raises", name),
            self._scalar(node, "next", f"{name}.next"),
        )

    def _signature(self, id: str, node: Node) -> Signature:
        name = f"signature.{id}"
        self._text(name, node, "text")
        self.out.samples[id] = self._scalar(node, "sample", f"{name}.sample")
        question, _, answer = self._scalar(node, "answer", f"{name}.answer").partition("=")
        return Signature(
            id,
            self._scalar(node, "pattern", f"{name}.pattern"),
            self._scalar(node, "group", f"{name}.group"),
            (question, answer) if question else (),
            self._words(node, "likelihood", name),
            self._ids(node, "raises", name),
            self._flag(node, "healthy"),
        )

    def _repair(self, id: str, node: Node) -> Repair:
        name = f"repair.{id}"
        self._text(name, node, "text")
        steps = node.fields.get("steps")
        for n, step in enumerate(steps.items if steps else (), 1):
            self._add_text(f"{name}.step.{n}", step.text, step.line)
        if not steps or not steps.items:
            self._problem(node.line, f"repair '{id}' has no steps", "list them under 'steps:'")
        self._page(name, node, "")
        until = self._scalar(node, "until", f"{name}.until")
        if until and not _DATE.fullmatch(until):
            line = self.out.lines[f"{name}.until"]
            self._problem(line, f"'{until}' is no date", "write it as 2027-04-30")
        return Repair(
            id,
            self._number(node, "minutes", f"repair '{id}'"),
            self._words(node, "fixes", name),
            self._ids(node, "changes", name),
            self._only(node, name),
            self._ids(node, "blocked-by", name),
            self._ids(node, "clears", name),
            until,
        )

    def _only(self, node: Node, name: str) -> dict[str, tuple[str, ...]]:
        group = self._mapping(node.fields.get("only", EMPTY), "'only'")
        found = {}
        for question in group.fields:
            self.out.lines[f"{name}.only.{question}"] = group.key_lines[question]
            found[question] = self._ids(group, question, f"{name}.only")
        return found

    def _words(self, node: Node, key: str, name: str) -> dict[str, float]:
        group = self._mapping(node.fields.get(key, EMPTY), f"'{key}'")
        found = {}
        for cause, word in group.fields.items():
            self.out.lines[f"{name}.{key}.{cause}"] = group.key_lines[cause]
            if word.text not in WORDS:
                self._bad_word(word)
            # Kept with any word, so that a misspelt cause is reported as well.
            found[cause] = WORDS.get(word.text, WORDS["sometimes"])
        return found

    def _word(self, node: Node, key: str, owner: str) -> float:
        word = node.fields.get(key)
        if word is None:
            self._missing(node, key, owner)
        elif word.text in WORDS:
            return WORDS[word.text]
        else:
            self._bad_word(word)
        return WORDS["sometimes"]

    def _bad_word(self, word: Node) -> None:
        hint = f"one of {', '.join(WORDS)}"
        self._problem(word.line, f"'{word.text}' is not a likelihood word", hint)

    def _number(self, node: Node, key: str, owner: str) -> float:
        scalar = node.fields.get(key)
        if scalar is None:
            self._missing(node, key, owner)
            return 1.0
        try:
            number = float(scalar.text)
        except ValueError:
            number = math.nan
        if not 0 < number < math.inf:
            message = f"'{key}' of {owner} is '{scalar.text}'"
            self._problem(scalar.line, message, "write a number above 0")
            return 1.0
        return number

    def _ids(self, node: Node, key: str, name: str) -> tuple[str, ...]:
        group = node.fields.get(key)
        if group is None:
            return ()
        items = group.items if group.kind == "list" else (group,)
        self.out.lines.setdefault(f"{name}.{key}", group.line)
        for item in items:
            self.out.lines[f"{name}.{key}.{item.text}"] = item.line
        return tuple(item.text for item in items)

    def _scalar(self, node: Node, key: str, name: str) -> str:
        scalar = node.fields.get(key)
        if scalar is None:
            return ""
        self.out.lines[name] = scalar.line
        return scalar.text

    def _flag(self, node: Node, key: str) -> bool:
        scalar = node.fields.get(key)
        if scalar is not None and scalar.text not in ("true", "false"):
            self._problem(scalar.line, f"'{key}' is '{scalar.text}'", "write true or false")
        return scalar is not None and scalar.text == "true"

    def _page(self, name: str, node: Node, default: str) -> None:
        page = node.fields.get("page")
        self.out.lines[f"{name}.page"] = page.line if page else self.out.lines[name]
        self.out.pages[name] = page.text if page else default

    def _text(self, id: str, node: Node, key: str, *, optional: bool = False) -> None:
        text = node.fields.get(key)
        if text is not None and text.text:
            self._add_text(id, " ".join(text.text.split()), text.line)
        elif not optional:
            line = text.line if text else node.line
            self._problem(line, f"'{id}' has no '{key}'", f"write '{key}: …'")

    def _add_text(self, id: str, text: str, line: int) -> None:
        self.out.texts[id] = text
        self.out.lines.setdefault(id, line)

    def _mapping(self, node: Node, owner: str) -> Node:
        if node.kind == "mapping":
            return node
        self._problem(node.line, f"{owner} is not a mapping", "write 'key: value' lines under it")
        return EMPTY

    def _known_fields(self, node: Node, known: tuple[str, ...], owner: str) -> None:
        for key, line in node.key_lines.items():
            if key not in known:
                self._problem(line, f"{owner} has no field '{key}'", did_you_mean(key, known))

    def _missing(self, node: Node, key: str, owner: str) -> None:
        self._problem(node.line, f"{owner} has no '{key}'", f"write '{key}: …'")

    def _problem(self, line: int, message: str, hint: str) -> None:
        self.out.problems.append(Problem(self.out.file, line, message, hint))
