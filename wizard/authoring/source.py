"""Reads a troubleshooter's YAML into a `Model` of ids and numbers and the English sentences.

A troubleshooter is a folder; all its `*.yml` files together are one model, each section in one of
them. Faults are collected, not raised one by one: a field that cannot be read is reported and left
out, so that everything else can still be checked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from wizard.authoring.fields import Fields
from wizard.authoring.files import read_utf8
from wizard.authoring.nodes import Node, read_yaml
from wizard.authoring.problems import ModelError, Place, Problem, did_you_mean
from wizard.engine import Answer, Cause, Model, Obstacle, Question, Repair, Signature
from wizard.engine.model import STRENGTHS, Dated, Period
from wizard.engine.phrases import DENIALS

#: Who can answer a question or do a repair. `anyone` is the default and is not shown.
WHO = ("anyone", "admin", "developer", "provider-admin")

#: Whether authorizing again is the repair of a cause.
REAUTHENTICATE = ("yes", "no", "after")

_TOP = (
    "title", "ticket", "order", "message", "shows", "causes", "obstacles", "questions", "repairs",
    "denials", "things", "faults", "harmless", "recoveries", "signatures",
)  # fmt: skip
_FIELDS = {
    "cause": ("text", "why", "prevent", "prior", "reauthenticate", "ticket", "ticket-when", "source", "page", "review"),
    "obstacle": ("text", "why", "prior", "source", "page", "review"),
    "question": ("text", "help", "picture", "minutes", "who", "groups", "answers", "only", "after", "source", "review"),
    "answer": ("text", "also", "group", "likelihood", "dated", "raises", "next", "page", "source", "review"),
    "dated": ("from", "until", "likelihood", "source", "review"),
    "signature": ("text", "phrases", "match", "not", "strength", "group", "answer", "likelihood", "raises", "healthy", "source", "review"),
    "repair": ("text", "steps", "check", "minutes", "who", "fixes", "changes", "only", "unless", "blocked-by", "clears", "from", "until", "page", "source", "review"),
    "ticket": ("minutes",),
    "picture": ("file", "text"),
}  # fmt: skip


@dataclass(slots=True)
class Source:
    """A model, read.

    Attributes:
        top: The first line of the first file.
        texts: Text id to English sentence, in file order.
        places: Where each thing stands: `cause.token-expired`, `answer.status.re-auth`, text ids,
            and references such as `cause.x.likelihood`.
        pages: Thing (`cause.…`, `repair.…`, `answer.…`) to its page, relative to a language's home.
        match: Signature id to messages that it must find, with their places.
        mismatch: Signature id to messages that it must not find.
        by_ticket: Causes that only support can repair.
        reauthenticate: Cause id to one of `REAUTHENTICATE`.
        who: `question.…` or `repair.…` to one of `WHO`.
        also: Question id to answer id to other words for that answer, the same in every language.
        groups: Question id to group id to the answers in it.
        pictures: Question id to a drawing below a language's `images` folder.
        dates: What is to be said once a day has passed, that day, and where it stands.
    """

    top: Place
    model: Model
    texts: dict[str, str] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)
    match: dict[str, list[tuple[str, Place]]] = field(default_factory=dict)
    mismatch: dict[str, list[tuple[str, Place]]] = field(default_factory=dict)
    by_ticket: set[str] = field(default_factory=set)
    reauthenticate: dict[str, str] = field(default_factory=dict)
    who: dict[str, str] = field(default_factory=dict)
    also: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=dict)
    groups: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    pictures: dict[str, str] = field(default_factory=dict)
    dates: list[tuple[str, str, Place]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_source(folder: Path, shown_as: str = "") -> Source:
    """Read a troubleshooter's folder; what is wrong with its form is in `problems`.

    Args:
        shown_as: The folder as problems name it.

    Raises:
        ModelError: There is no file, or one that is no YAML at all.
    """
    shown = shown_as or str(folder)
    roots: list[Node] = []
    problems: list[Problem] = []
    broken: list[Problem] = []
    paths = (path for path in folder.glob("*.yml") if path.is_file())
    for path in sorted(paths, key=lambda path: (path.name != "model.yml", path)):
        file = f"{shown}/{path.name}"
        try:
            root, found = read_yaml(read_utf8(path, file), file)
        except ModelError as error:
            broken.extend(error.problems)
        else:
            roots.append(root)
            problems.extend(found)
    if broken:
        raise ModelError(broken)
    if not roots:
        hint = "write its title, causes, questions and repairs into this file"
        raise ModelError([Problem(f"{shown}/model.yml", 1, "there is no model", hint)])
    return _Reader(roots, problems).read()


class _Reader:
    def __init__(self, roots: list[Node], problems: list[Problem]) -> None:
        self.out = Source(roots[0].place, Model((), (), (), 0.0), problems=problems)
        self.get = Fields(self.out.texts, self.out.places, self.out.problems)
        self.root = self._joined(roots)

    def read(self) -> Source:
        root, get = self.root, self.get
        get.known(root, _TOP, "the model")
        get.text("title", root, "title", "the model")
        ticket = get.mapping(root, "ticket", "'ticket'")
        get.known(ticket, _FIELDS["ticket"], "'ticket'")
        faults = get.mapping(root, "faults", "'faults'")
        self.out.model = Model(
            causes=tuple(self._cause(*entry) for entry in self._entries("cause")),
            obstacles=tuple(self._obstacle(*entry) for entry in self._entries("obstacle")),
            questions=tuple(self._question(*entry) for entry in self._entries("question")),
            signatures=tuple(self._signature(*entry) for entry in self._entries("signature")),
            repairs=tuple(self._repair(*entry) for entry in self._entries("repair")),
            ticket_minutes=get.number(ticket, "minutes", "'ticket'"),
            order=get.ids(root, "order", "order"),
            shows=get.ids(root, "shows", "shows"),
            message_question=get.scalar(root, "message", "message"),
            vocabulary=self._vocabulary(),
            faults=tuple(name for name in faults.fields if name not in DENIALS),
            harmless=tuple(get.rows(root, "harmless", "model")),
            recoveries=tuple(get.rows(root, "recoveries", "model")),
        )
        return self.out

    def _joined(self, roots: list[Node]) -> Node:
        """The files as one: each section from the file that has it."""
        fields: dict[str, Node] = {}
        keys: dict[str, Place] = {}
        for root in roots:
            self.get.as_mapping(root, "the file")
            for name, node in root.fields.items():
                if name in fields:
                    there = f"{keys[name].file}:{keys[name].line}"
                    hint = f"it stands in {there} already; keep one of them"
                    self.get.report(root.keys[name], f"key '{name}' is written twice", hint)
                else:
                    fields[name], keys[name] = node, root.keys[name]
        return Node(roots[0].place, "mapping", fields=fields, keys=keys)

    def _vocabulary(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for section in ("denials", "things", "faults"):
            group = self.get.mapping(self.root, section, f"'{section}'")
            if section == "denials":
                self.get.known(group, tuple(DENIALS), "'denials'")
            for name in group.fields:
                if name in DENIALS and section != "denials":
                    # The engine would ask for ever whether this denial is denied.
                    hint = "write it under 'denials:', or give it another name"
                    message = f"<{name}> is a denial, and none of the {section}"
                    self.get.report(group.keys[name], message, hint)
                elif name in found:
                    hint = "give one of them another name"
                    message = f"<{name}> is among the {section} and elsewhere"
                    self.get.report(group.keys[name], message, hint)
                elif section != "denials" or name in DENIALS:
                    found[name] = self.get.words(group, name, f"vocabulary.{name}")
        return found

    def _entries(self, kind: str) -> Iterator[tuple[str, Node]]:
        group = self.get.mapping(self.root, f"{kind}s", f"'{kind}s'")
        for id, node in self.get.named(group, kind, kind, _FIELDS[kind]):
            self._review(f"{kind} '{id}'", node, f"{kind}.{id}")
            yield id, node

    def _cause(self, id: str, node: Node) -> Cause:
        name = f"cause.{id}"
        owner = f"cause '{id}'"
        self.get.text(name, node, "text", owner)
        self.get.text(f"{name}.why", node, "why", owner)
        self.get.text(f"{name}.prevent", node, "prevent", owner, optional=True)
        self.get.text(f"{name}.ticket", node, "ticket-when", owner, optional=True)
        self._page(name, node, f"causes/{id}.md")
        self.out.reauthenticate[id] = self.get.choice(
            node, "reauthenticate", name, ("", *REAUTHENTICATE)
        )
        if self.get.flag(node, "ticket"):
            self.out.by_ticket.add(id)
        return Cause(id, self.get.number(node, "prior", owner))

    def _obstacle(self, id: str, node: Node) -> Obstacle:
        owner = f"obstacle '{id}'"
        self.get.text(f"obstacle.{id}", node, "text", owner)
        self.get.text(f"obstacle.{id}.why", node, "why", owner)
        self._page(f"obstacle.{id}", node, f"causes/{id}.md")
        return Obstacle(id, self.get.likelihood(node, "prior", owner))

    def _question(self, id: str, node: Node) -> Question:
        name = f"question.{id}"
        owner = f"question '{id}'"
        self.get.text(name, node, "text", owner)
        self.get.text(f"{name}.help", node, "help", owner, optional=True)
        self._picture(id, node)
        self.out.who[name] = self.get.choice(node, "who", name, WHO)
        self._groups(id, node)
        answers = self.get.mapping(node, "answers", f"'answers' of '{id}'")
        if not answers.fields:
            hint = "list them under 'answers:'"
            self.get.report(node.place, f"{owner} has no answers", hint)
        entries = self.get.named(answers, "answer", f"answer.{id}", _FIELDS["answer"])
        return Question(
            id,
            self.get.number(node, "minutes", owner),
            tuple(self._answer(id, *entry) for entry in entries),
            self.get.only(node, name),
            self.get.ids(node, "after", name),
        )

    def _picture(self, question: str, node: Node) -> None:
        if "picture" not in node.fields:
            return
        name = f"question.{question}.picture"
        owner = f"'picture' of '{question}'"
        picture = self.get.mapping(node, "picture", owner)
        self.get.known(picture, _FIELDS["picture"], owner)
        self.get.text(name, picture, "text", owner)
        file = self.get.file_name(picture, "file", f"{name}.file", owner)
        if file:
            self.out.pictures[question] = file

    def _groups(self, question: str, node: Node) -> None:
        groups = self.get.mapping(node, "groups", f"'groups' of '{question}'")
        for id, text in groups.fields.items():
            self.get.kebab(id, groups.keys[id], "group")
            self.get.sentence(f"group.{question}.{id}", text, f"group '{id}' of '{question}'")
            self.out.groups.setdefault(question, {})[id] = []

    def _answer(self, question: str, id: str, node: Node) -> Answer:
        name = f"answer.{question}.{id}"
        self.get.text(name, node, "text", f"answer '{id}'")
        also = self.get.names(node, "also", f"answer '{id}'")
        if also:
            self.out.also.setdefault(question, {})[id] = also
        self._into_group(question, id, node)
        self._page(name, node, "")
        self._review(f"answer '{id}'", node, name)
        return Answer(
            id,
            self.get.likelihoods(node, "likelihood", name),
            self.get.ids(node, "raises", name),
            self.get.scalar(node, "next", f"{name}.next"),
            tuple(self._dated(id, name, node)),
        )

    def _into_group(self, question: str, id: str, node: Node) -> None:
        groups = self.out.groups.get(question, {})
        group = self.get.scalar(node, "group", f"answer.{question}.{id}.group")
        if group in groups:
            groups[group].append(id)
        elif group:
            place = self.out.places[f"answer.{question}.{id}.group"]
            hint = did_you_mean(group, groups) or "name it under 'groups:' of the question"
            self.get.report(place, f"question '{question}' has no group '{group}'", hint)
        elif groups:
            hint = f"write 'group: {next(iter(groups))}', or another one of the question's groups"
            self.get.report(node.place, f"answer '{id}' is in no group", hint)

    def _dated(self, id: str, name: str, node: Node) -> Iterator[Dated]:
        dated = node.fields.get("dated")
        if dated and dated.kind != "list":
            hint = "begin each of its entries with '- '"
            self.get.report(dated.place, f"'dated' of '{id}' is not a list", hint)
        for n, item in enumerate(dated.items if dated else (), 1):
            own = f"{name}.dated.{n}"
            entry = self.get.as_mapping(item, f"an entry of 'dated' of '{id}'")
            self.get.known(entry, _FIELDS["dated"], f"'dated' of '{id}'")
            self._review(f"answer '{id}'", entry, own)
            period = self._period(f"a likelihood of answer '{id}'", entry, own)
            yield Dated(period, self.get.likelihoods(entry, "likelihood", own))

    def _signature(self, id: str, node: Node) -> Signature:
        name = f"signature.{id}"
        self.get.text(name, node, "text", f"signature '{id}'")
        self.out.match[id] = self.get.placed_rows(node, "match", name)
        self.out.mismatch[id] = self.get.placed_rows(node, "not", name)
        given = self.get.scalar(node, "answer", f"{name}.answer")
        question, _, answer = given.partition("=")
        return Signature(
            id,
            tuple(self.get.rows(node, "phrases", name)),
            self.get.choice(node, "strength", name, STRENGTHS),
            self.get.scalar(node, "group", f"{name}.group"),
            (question, answer) if given else (),
            self.get.likelihoods(node, "likelihood", name),
            self.get.ids(node, "raises", name),
            self.get.flag(node, "healthy"),
        )

    def _repair(self, id: str, node: Node) -> Repair:
        name, owner = f"repair.{id}", f"repair '{id}'"
        self.get.text(name, node, "text", owner)
        steps = node.fields.get("steps")
        for n, step in enumerate(steps.items if steps else (), 1):
            self.get.sentence(f"{name}.step.{n}", step, f"step {n} of {owner}")
        if not steps or not steps.items:
            place = steps.place if steps else node.place
            hint = "list them under 'steps:', each after '- '"
            self.get.report(place, f"{owner} has no steps", hint)
        self.get.text(f"{name}.check", node, "check", owner)
        self._page(name, node, "")
        self.out.who[name] = self.get.choice(node, "who", name, WHO)
        return Repair(
            id,
            self.get.number(node, "minutes", owner),
            self.get.likelihoods(node, "fixes", name),
            self.get.ids(node, "changes", name),
            self.get.only(node, name),
            self.get.ids(node, "blocked-by", name),
            self.get.ids(node, "clears", name),
            self.get.only(node, name, "unless"),
            self._period(owner, node, name),
        )

    def _period(self, what: str, node: Node, name: str) -> Period:
        period = Period(self.get.date(node, "from", name), self.get.date(node, "until", name))
        if period.until and "review" not in node.fields:
            place = self.out.places[f"{name}.until"]
            self.out.dates.append((f"{what} ended", period.until, place))
        return period

    def _review(self, what: str, node: Node, name: str) -> None:
        due = self.get.date(node, "review", name)
        if due:
            place = self.out.places[f"{name}.review"]
            self.out.dates.append((f"{what} was due for review", due, place))

    def _page(self, name: str, node: Node, default: str) -> None:
        self.out.places[f"{name}.page"] = self.out.places[name]
        page = self.get.scalar(node, "page", f"{name}.page")
        self.out.pages[name] = page if "page" in node.fields else default
