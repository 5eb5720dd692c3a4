"""For the build machine: YAML and PO to a checked model with its sentences, and its decision tree."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from wizard.authoring.evaluation import stale_result
from wizard.authoring.files import read_utf8
from wizard.authoring.lint import find_problems
from wizard.authoring.pages import check_pages, heading_ids
from wizard.authoring.problems import ModelError, Problem
from wizard.authoring.source import Source, read_source
from wizard.authoring.texts import LANGUAGES, Texts, interface_texts, translate
from wizard.authoring.tree import Table, decision_tree
from wizard.engine import Model

__all__ = [
    "LANGUAGES",
    "ModelError",
    "Problem",
    "Table",
    "Texts",
    "Troubleshooter",
    "check",
    "check_pages",
    "decision_tree",
    "interface_texts",
    "load",
]


@dataclass(frozen=True)
class Troubleshooter:
    """A checked model with its sentences.

    Attributes:
        pages: Thing (`cause.…`, `obstacle.…`, `repair.…`, `answer.…`) to a Markdown page relative
            to a language's folder, with an anchor or without; "" where there is none.
        reauthenticate: Cause id to `yes`, `no`, `after`, or "" where nobody said.
        who: `question.…` and `repair.…` to who can do it; see `wizard.authoring.source.WHO`.
        by_ticket: Causes that only support can repair.
        also: Question id to answer id to other words for that answer.
        groups: Question id to group id (`group.….…` in the texts) to its answers, in order.
        pictures: Question id to a drawing, relative to a language's home.
        warnings: What is missing without being wrong.
    """

    name: str
    model: Model
    english: Mapping[str, str]
    pages: Mapping[str, str]
    reauthenticate: Mapping[str, str] = field(default_factory=dict)
    who: Mapping[str, str] = field(default_factory=dict)
    by_ticket: frozenset[str] = frozenset()
    also: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    groups: Mapping[str, Mapping[str, list[str]]] = field(default_factory=dict)
    pictures: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[Problem, ...] = ()
    _texts: Mapping[str, Texts] = field(default_factory=dict)

    def texts(self, language: str) -> Texts:
        """The troubleshooter's sentences; English where the language has no translation at all."""
        return self._texts.get(language, self._texts["en"])


def load(folder: Path) -> Troubleshooter:
    """The troubleshooter in a folder with `model.yml`, `sv.po` and `de.po`.

    Raises:
        ModelError: With every problem that is not a mere warning.
    """
    source, texts, problems = _read(folder)
    errors = [p for p in problems if not p.warning]
    if errors:
        raise ModelError(errors)
    return Troubleshooter(
        name=folder.name,
        model=source.model,
        english=source.texts,
        pages=source.pages,
        reauthenticate=source.reauthenticate,
        who=source.who,
        by_ticket=frozenset(source.by_ticket),
        also=source.also,
        groups=source.groups,
        pictures={question: f"images/{file}" for question, file in source.pictures.items()},
        warnings=tuple(p for p in problems if p.warning),
        _texts=texts,
    )


def check(folder: Path, docs: Path | None = None, today: str = "") -> list[Problem]:
    """Every problem and warning of one troubleshooter, in file order.

    Args:
        docs: With it, the pages that the troubleshooter leads to must exist in the English folder,
            and its drawings in every language's.
        today: `YYYY-MM-DD`; with it, facts that have ended or are due for review are warnings.
    """
    try:
        source, _, problems = _read(folder)
    except ModelError as error:
        return error.problems
    if docs is not None:
        problems.extend(_missing_pages(source, docs))
        problems.extend(_missing_pictures(source, docs))
    problems.extend(
        Problem.at(place, f"{what} on {day}", "see whether it still holds", warning=True)
        for what, day, place in source.dates
        if today and day < today
    )
    problems.extend(stale_result(folder, source.model, _shown(folder)))
    return sorted(set(problems))


def _read(folder: Path) -> tuple[Source, dict[str, Texts], list[Problem]]:
    shown = _shown(folder)
    source = read_source(folder, shown)
    problems = find_problems(source)
    texts = {}
    for language in LANGUAGES:
        file = f"{language}.po"
        texts[language], found = translate(source.texts, language, folder / file, f"{shown}/{file}")
        problems.extend(found)
    return source, texts, problems


def _missing_pages(source: Source, docs: Path) -> Iterator[Problem]:
    for name, target in source.pages.items():
        page, _, anchor = target.partition("#")
        path = docs / "en" / page
        place = source.places[f"{name}.page"]
        if not page:
            continue
        if not os.path.isfile(path):  # False, too, for what cannot be a file's name
            hint = f"write {docs.name}/en/{page}, or name another page under 'page:'"
            yield Problem.at(place, f"'{name}' leads to '{page}', which is not there", hint)
            continue
        try:
            anchors = heading_ids(read_utf8(path, f"{docs.name}/en/{page}")) if anchor else []
        except ModelError as error:
            yield from error.problems
            continue
        if anchor and anchor not in anchors:
            hint = f"add {{#{anchor}}} to a heading of {docs.name}/en/{page}"
            yield Problem.at(place, f"'{page}' has no heading '#{anchor}'", hint)


def _missing_pictures(source: Source, docs: Path) -> Iterator[Problem]:
    for question, file in source.pictures.items():
        place = source.places[f"question.{question}.picture.file"]
        for language in LANGUAGES:
            picture = f"{docs.name}/{language}/images/{file}"
            if not os.path.isfile(docs / language / "images" / file):
                hint = f"draw {picture}, with its words in that language"
                message = f"the picture of question '{question}' is not there in '{language}'"
                yield Problem.at(place, message, hint)


def _shown(folder: Path) -> str:
    """The folder as people write it: from where they stand, when it is below."""
    try:
        return folder.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(folder)
