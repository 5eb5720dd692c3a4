"""Reads single fields of a node: texts, numbers, words, ids, dates. What cannot be read is reported."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterator, Sequence
from datetime import date

from wizard.authoring.nodes import Node
from wizard.authoring.problems import Place, Problem, did_you_mean
from wizard.engine.evidence import LISTS, NO_EVIDENCE
from wizard.engine.model import TICKET, WORDS

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_DRAWING = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\.svg")
_RESERVED = (*LISTS, TICKET, *NO_EVIDENCE)

#: Weights and minutes: far from where products of several run into 0 or infinity.
_LEAST, _MOST = 0.001, 1_000_000


class Fields:
    """Reads fields, and notes where they stand.

    Attributes:
        texts: Text id to English sentence.
        places: Where each thing stands.
        problems: What could not be read.
    """

    def __init__(
        self, texts: dict[str, str], places: dict[str, Place], problems: list[Problem]
    ) -> None:
        self.texts = texts
        self.places = places
        self.problems = problems

    def named(
        self, group: Node, kind: str, prefix: str, known: Collection[str]
    ) -> Iterator[tuple[str, Node]]:
        """The entries of a mapping from ids to mappings."""
        for id, node in group.fields.items():
            place = group.keys[id]
            self.places[f"{prefix}.{id}"] = place
            if self.kebab(id, place, kind) and id in _RESERVED:
                self.report(place, f"{kind} id '{id}' is reserved", "choose another id")
            entry = self.as_mapping(node, f"{kind} '{id}'")
            self.known(entry, known, f"{kind} '{id}'")
            yield id, entry

    def kebab(self, id: str, place: Place, kind: str) -> bool:
        """Whether an id is written as ids are; reported when it is not."""
        good = _ID.fullmatch(id) is not None
        if not good:
            hint = "small letters, digits and single hyphens, as in 'token-expired'"
            self.report(place, f"{kind} id '{id}' is not kebab-case", hint)
        return good

    def mapping(self, node: Node, key: str, owner: str) -> Node:
        """A field that is a mapping; an empty one when it is not there."""
        return self.as_mapping(node.fields.get(key, Node(node.place, "mapping")), owner)

    def as_mapping(self, node: Node, owner: str) -> Node:
        """The node, or an empty mapping in its place."""
        if node.kind == "mapping":
            return node
        self.report(node.place, f"{owner} is not a mapping", "it takes lines such as 'key: value'")
        return Node(node.place, "mapping")

    def known(self, node: Node, known: Collection[str], owner: str) -> None:
        """Report fields that do not exist."""
        for key, place in node.keys.items():
            if key not in known:
                self.report(place, f"{owner} has no field '{key}'", did_you_mean(key, known))

    def text(self, id: str, node: Node, key: str, owner: str, *, optional: bool = False) -> None:
        """A sentence for readers."""
        field = node.fields.get(key)
        if field is not None and (field.text or field.kind != "scalar"):
            self.sentence(id, field, f"'{key}' of {owner}")
        elif not optional:
            self.missing(field or node, key, owner)

    def sentence(self, id: str, field: Node, what: str) -> None:
        """Note a sentence; where it was broken over lines does not matter."""
        if not field.text:
            hint = "write a text; quote it when it holds ': '"
            self.report(field.place, f"{what} is {_shown(field)}", hint)
            return
        self.texts[id] = " ".join(field.text.split())
        self.places.setdefault(id, field.place)

    def number(self, node: Node, key: str, owner: str) -> float:
        """A number from 0.001 to 1000000."""
        scalar = node.fields.get(key)
        if scalar is None:
            self.missing(node, key, owner)
            return 1.0
        try:
            number = float(scalar.text)
        except ValueError:
            number = math.nan
        if not _LEAST <= number <= _MOST:
            message = f"'{key}' of {owner} is {_shown(scalar)}"
            self.report(scalar.place, message, f"write a number from {_LEAST} to {_MOST}")
            return 1.0
        return number

    def likelihoods(self, node: Node, key: str, name: str) -> dict[str, float]:
        """Ids, each with a likelihood word."""
        group = self.mapping(node, key, f"'{key}'")
        found = {}
        for id, word in group.fields.items():
            self.places[f"{name}.{key}.{id}"] = group.keys[id]
            # Kept with any word, so that a misspelt id is reported as well.
            found[id] = self._word(word)
        return found

    def likelihood(self, node: Node, key: str, owner: str) -> float:
        """One likelihood word."""
        word = node.fields.get(key)
        if word is None:
            self.missing(node, key, owner)
            return WORDS["sometimes"]
        return self._word(word)

    def choice(self, node: Node, key: str, name: str, choices: tuple[str, ...]) -> str:
        """One of a few words; the first when the field is not there."""
        chosen = self.scalar(node, key, f"{name}.{key}") or choices[0]
        if chosen not in choices:
            hint = f"one of {', '.join(filter(None, choices))}"
            self.report(self.places[f"{name}.{key}"], f"'{key}' is '{chosen}'", hint)
            return choices[0]
        return chosen

    def flag(self, node: Node, key: str) -> bool:
        """True or false; false when the field is not there."""
        scalar = node.fields.get(key)
        if scalar is not None and scalar.text not in ("true", "false"):
            self.report(scalar.place, f"'{key}' is {_shown(scalar)}", "write true or false")
        return scalar is not None and scalar.text == "true"

    def date(self, node: Node, key: str, name: str) -> str:
        """A day as `YYYY-MM-DD`, or ""."""
        written = self.scalar(node, key, f"{name}.{key}")
        if not written:
            return ""
        try:
            return date.fromisoformat(written).isoformat()
        except ValueError:
            place = self.places[f"{name}.{key}"]
            self.report(place, f"'{written}' is no date", "write it as 2027-04-30")
            return ""

    def ids(self, node: Node, key: str, name: str) -> tuple[str, ...]:
        """A list of ids, or one."""
        items = self._listed(node, key)
        for item in items:
            if not item.text:
                hint = f"write an id, or several as in '{key}: [one, another]'"
                self.report(item.place, f"'{key}' holds {_shown(item)}, which is no id", hint)
            self.places[f"{name}.{key}.{item.text}"] = item.place
        return tuple(item.text for item in items if item.text)

    def names(self, node: Node, key: str, owner: str) -> tuple[str, ...]:
        """A list of names, as people write them; () when the field is not there."""
        items = self._listed(node, key)
        for item in items:
            if not item.text:
                hint = f"write a list, as in '{key}: [MariaDB, SQL Server]'"
                self.report(item.place, f"'{key}' of {owner} holds {_shown(item)}", hint)
        return tuple(item.text for item in items if item.text)

    @staticmethod
    def _listed(node: Node, key: str) -> Sequence[Node]:
        """What a field holds, of which one may stand without brackets."""
        group = node.fields.get(key)
        if group is None:
            return ()
        return group.items if group.kind == "list" else (group,)

    def file_name(self, node: Node, key: str, name: str, owner: str) -> str:
        """The name of an SVG file without a folder, or "" when it is none."""
        file = node.fields.get(key)
        if file is None:
            self.missing(node, key, owner)
        elif not _DRAWING.fullmatch(file.text):
            hint = "name an SVG in each language's folder 'images', as in 'status-words.svg'"
            self.report(file.place, f"'{key}' of {owner} is {_shown(file)}", hint)
        else:
            self.places[name] = file.place
            return file.text
        return ""

    def only(self, node: Node, name: str, key: str = "only") -> dict[str, tuple[str, ...]]:
        """Questions, each with the answers that it must have, or must not have."""
        group = self.mapping(node, key, f"'{key}'")
        found = {}
        for question in group.fields:
            self.places[f"{name}.{key}.{question}"] = group.keys[question]
            found[question] = self.ids(group, question, f"{name}.{key}")
        return found

    def rows(self, node: Node, key: str, name: str) -> list[str]:
        """The lines of a text that was written over several."""
        return [row for row, _ in self.placed_rows(node, key, name)]

    def placed_rows(self, node: Node, key: str, name: str) -> list[tuple[str, Place]]:
        """As `rows`, each with its place."""
        hint = f"write '{key}: |', and each on a line of its own below"
        if not self.scalar(node, key, f"{name}.{key}", hint):
            return []
        rows = node.fields[key].rows()
        for row, place in rows:
            self.places[f"{name}.{key}.{row}"] = place
        return rows

    def words(self, node: Node, key: str, name: str) -> tuple[str, ...]:
        """What stands between commas."""
        self.places[name] = node.keys[key]
        words = tuple(filter(None, (word.strip() for word in node.fields[key].text.split(","))))
        if not words:
            hint = f"write what it may be called, as in '{key}: one, another'"
            self.report(node.keys[key], f"<{key}> has no words", hint)
        return words

    def scalar(
        self, node: Node, key: str, name: str, hint: str = "write a single word or text"
    ) -> str:
        """The field as it was written, or "" when it is not there or no scalar."""
        scalar = node.fields.get(key)
        if scalar is None:
            return ""
        self.places[name] = scalar.place
        if scalar.kind != "scalar":
            self.report(scalar.place, f"'{key}' is {_shown(scalar)}", hint)
        return scalar.text

    def missing(self, node: Node, key: str, owner: str) -> None:
        """Report that a field is not there."""
        self.report(node.place, f"{owner} has no '{key}'", f"write '{key}: …'")

    def report(self, place: Place, message: str, hint: str) -> None:
        """Report a problem."""
        self.problems.append(Problem.at(place, message, hint))

    def _word(self, word: Node) -> float:
        if word.text not in WORDS:
            hint = f"one of {', '.join(WORDS)}"
            self.report(word.place, f"{_shown(word)} is not a likelihood word", hint)
        return WORDS.get(word.text, WORDS["sometimes"])


def _shown(node: Node) -> str:
    return f"'{node.text}'" if node.kind == "scalar" else f"a {node.kind}"
