"""YAML as nodes that know their line. Every scalar stays the string that the author wrote.

`yaml.safe_load` would lose the lines, keep the last of two equal keys and turn `no` into False.
`<<: *alias` takes over what another mapping holds; keys that are written beside it win.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import yaml
from yaml.composer import ComposerError
from yaml.reader import ReaderError

from wizard.authoring.problems import ModelError, Place, Problem

MERGE = "<<"


@dataclass(frozen=True, slots=True)
class Node:
    """A scalar (`text`), a list (`items`) or a mapping (`fields`), and where it stands."""

    place: Place
    kind: str  # "scalar", "list" or "mapping"
    text: str = ""
    items: tuple[Node, ...] = ()
    fields: dict[str, Node] = field(default_factory=dict)
    keys: dict[str, Place] = field(default_factory=dict)
    block: int = 0  # the line where a text begins that was written below a `|`

    def rows(self) -> list[tuple[str, Place]]:
        """The lines of a scalar that was written over several, each with its place; no empty ones."""
        return [
            (row.strip(), self.place._replace(line=self.block + n) if self.block else self.place)
            for n, row in enumerate(self.text.split("\n"))
            if row.strip()
        ]


def empty(file: str) -> Node:
    """A mapping without fields, at the top of a file."""
    return Node(Place(file, 1), "mapping")


def read_yaml(source: str, file: str) -> tuple[Node, list[Problem]]:
    """The document, and what is wrong with its keys and letters; of two equal keys the first is kept.

    Raises:
        ModelError: It is no YAML, is nested too deeply, or an alias contains itself.
    """
    root = _composed(source, file)
    if root is None:
        return empty(file), []
    reading = _Reading(file)
    return reading.node(root, frozenset()), reading.problems


def _composed(source: str, file: str) -> yaml.Node | None:
    try:
        loader = yaml.SafeLoader(source)
    except ReaderError as error:
        line = source.count("\n", 0, error.position) + 1
        message = f"not YAML: character {error.character:#06x} is not allowed"
        raise ModelError([Problem(file, line, message, "remove it")]) from error
    try:
        return loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        message = f"not YAML: {error.problem}"
        if error.context and error.context_mark:
            # Of a bracket that is never closed the end is found, and the beginning is to be mended.
            message += f" ({error.context}, line {error.context_mark.line + 1})"
        hint = "check the indentation and the colon after each key; quote texts that hold ': '"
        if isinstance(error, ComposerError):
            hint = "write '&name' once, above each '*name', and one document per file"
        raise ModelError([Problem(file, line, message, hint)]) from error
    except (ValueError, OverflowError) as error:  # "\UFFFFFFFF"
        message = "not YAML: a number stands for a letter that does not exist"
        hint = "write the letter itself"
        raise ModelError([Problem(file, loader.line + 1, message, hint)]) from error
    except RecursionError as error:
        hint = "close the brackets, or write fewer in one another"
        line = loader.marks[-1].line + 1
        raise ModelError([Problem(file, line, "nested too deeply", hint)]) from error


class _Reading:
    """YAML's nodes as ours; each is read once, however many aliases lead to it."""

    def __init__(self, file: str) -> None:
        self.problems: list[Problem] = []
        self._file = file
        self._read: dict[yaml.Node, Node] = {}

    # Needs no more of the stack than YAML itself did, so what could be composed can be read.
    def node(self, raw: yaml.Node, inside: frozenset[yaml.Node]) -> Node:
        if raw in inside:
            hint = "write it out"
            raise ModelError([Problem.at(self._place(raw), "an alias contains itself", hint)])
        if raw not in self._read:
            self._read[raw] = self._new(raw, inside | {raw})
        return self._read[raw]

    def _new(self, raw: yaml.Node, inside: frozenset[yaml.Node]) -> Node:
        place = self._place(raw)
        if isinstance(raw, yaml.ScalarNode):
            return self._scalar(raw, place)
        if isinstance(raw, yaml.SequenceNode):
            items: list[Node] = []
            for item in raw.value:
                items.append(self.node(item, inside))
            return Node(place, "list", items=tuple(items))
        fields: dict[str, Node] = {}
        keys: dict[str, Place] = {}
        merged: list[Node] = []
        for key, value in raw.value:
            node, key_place = self.node(value, inside), self._place(key)
            if not isinstance(key, yaml.ScalarNode):
                self._report(key_place, "a key is a list or a mapping", "write a single word")
                continue
            name = self._scalar(key, key_place).text
            if name == MERGE:
                merged.extend(self._merged(node))
            elif name in fields:
                hint = f"it stands on line {keys[name].line} already; keep one of them"
                self._report(key_place, f"key '{name}' is written twice", hint)
            else:
                fields[name], keys[name] = node, key_place
        for node in merged:
            fields = {**node.fields, **fields}
            keys = {**node.keys, **keys}
        return Node(place, "mapping", fields=fields, keys=keys)

    def _scalar(self, raw: yaml.ScalarNode, place: Place) -> Node:
        written = str(raw.value)
        readable = written.encode(errors="replace").decode()
        if readable != written:
            hint = "write the letter itself"
            self._report(place, "a text holds half a letter, such as '\\ud83d'", hint)
        text = readable.strip()
        above = readable[: readable.find(text)].count("\n")
        block = place.line + 1 + above if raw.style == "|" else 0
        return Node(place, "scalar", text=text, block=block)

    def _merged(self, node: Node) -> tuple[Node, ...]:
        nodes = node.items if node.kind == "list" else (node,)
        for item in nodes:
            if item.kind != "mapping":
                hint = f"write '{MERGE}: *name', where '&name' stands before a mapping"
                self._report(node.place, f"'{MERGE}' takes over a mapping, and this is none", hint)
        return nodes

    def _place(self, raw: yaml.Node) -> Place:
        return Place(self._file, raw.start_mark.line + 1)

    def _report(self, place: Place, message: str, hint: str) -> None:
        self.problems.append(Problem.at(place, message, hint))
