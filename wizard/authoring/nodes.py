"""YAML as nodes that know their line. Every scalar stays the string that the author wrote.

`yaml.safe_load` would lose the lines, keep the last of two equal keys and turn `no` into False.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from wizard.authoring.problems import ModelError, Problem


@dataclass(frozen=True, slots=True)
class Node:
    """A scalar (`text`), a list (`items`) or a mapping (`fields`), and where it stands."""

    line: int
    kind: str  # "scalar", "list" or "mapping"
    text: str = ""
    items: tuple[Node, ...] = ()
    fields: dict[str, Node] = field(default_factory=dict)
    key_lines: dict[str, int] = field(default_factory=dict)


EMPTY = Node(1, "mapping")


def read_yaml(source: str, file: str) -> tuple[Node, list[Problem]]:
    """The document and the keys that are written twice (the first of them is kept).

    Raises:
        ModelError: It is no YAML, or an alias contains itself.
    """
    try:
        root = yaml.compose(source, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        hint = "check the indentation and the colon after each key; quote texts that hold ': '"
        raise ModelError([Problem(file, line, f"not YAML: {error.problem}", hint)]) from error
    if root is None:
        return EMPTY, []
    problems: list[Problem] = []
    return _node(root, file, problems, set()), problems


def _node(raw: yaml.Node, file: str, problems: list[Problem], inside: set[int]) -> Node:
    line = raw.start_mark.line + 1
    if id(raw) in inside:
        raise ModelError([Problem(file, line, "an alias contains itself", "write it out")])
    inside = inside | {id(raw)}
    if isinstance(raw, yaml.ScalarNode):
        return Node(line, "scalar", text=str(raw.value).strip())
    if isinstance(raw, yaml.SequenceNode):
        items = tuple(_node(item, file, problems, inside) for item in raw.value)
        return Node(line, "list", items=items)
    fields: dict[str, Node] = {}
    lines: dict[str, int] = {}
    for key, value in _pairs(raw):
        key_line = key.start_mark.line + 1
        name = str(key.value)
        if name in fields:
            message = f"key '{name}' is written twice"
            hint = f"it stands on line {lines[name]} already; keep one of them"
            problem = Problem(file, key_line, message, hint)
            if problem not in problems:  # an aliased mapping is visited at each use
                problems.append(problem)
            continue
        fields[name] = _node(value, file, problems, inside)
        lines[name] = key_line
    return Node(line, "mapping", fields=fields, key_lines=lines)


def _pairs(raw: yaml.Node) -> Iterator[tuple[yaml.Node, yaml.Node]]:
    yield from raw.value
