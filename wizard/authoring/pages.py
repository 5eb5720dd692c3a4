"""Markdown pages and their translations: a translation records which English it was made from."""

from __future__ import annotations

import hashlib
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from wizard.authoring.problems import Problem
from wizard.authoring.texts import LANGUAGES

_FRONT_MATTER = re.compile(r"\A---\n(.*?\n)---\n", re.DOTALL)
_DIGEST = re.compile(r"^source_digest:\s*[\"']?([0-9a-f]*)[\"']?\s*$", re.MULTILINE)
_HEADING_ID = re.compile(r"^#{1,6} .*\{[^}]*#([\w-]+)[^}]*\}\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Translation:
    """A page in one language. `state` is `translated`, `stale`, `missing` or `unrecorded`."""

    page: str
    language: str
    state: str


def body_digest(page: str) -> str:
    """First 16 hex digits of the SHA-256 of a page's body.

    The body is what follows the front matter, with LF line ends and trailing blanks removed.
    """
    text = page.replace("\r\n", "\n")
    body = _FRONT_MATTER.sub("", text, count=1)
    lines = "\n".join(line.rstrip() for line in body.strip().split("\n"))
    return hashlib.sha256(lines.encode()).hexdigest()[:16]


def recorded_digest(page: str) -> str:
    """The `source_digest` in a page's front matter, or ""."""
    front = _FRONT_MATTER.match(page.replace("\r\n", "\n"))
    found = _DIGEST.search(front.group(1)) if front else None
    return found.group(1) if found else ""


def heading_ids(page: str) -> list[str]:
    """Explicit ids of the headings, `## Title {#id}`, in order."""
    return _HEADING_ID.findall(page)


def translations(docs: Path) -> Iterator[Translation]:
    """The state of every page in every language but English, by page."""
    for english in sorted((docs / "en").rglob("*.md")):
        page = english.relative_to(docs / "en").as_posix()
        digest = body_digest(english.read_text(encoding="utf-8"))
        for language in LANGUAGES[1:]:
            path = docs / language / page
            yield Translation(page, language, _state(path, digest))


def accept(docs: Path, page: str) -> list[Path]:
    """Record that a page's translations now say what its English says; returns what was written.

    Raises:
        FileNotFoundError: There is no such English page.
    """
    digest = body_digest((docs / "en" / page).read_text(encoding="utf-8"))
    written = []
    for language in LANGUAGES[1:]:
        path = docs / language / page
        if path.exists() and recorded_digest(path.read_text(encoding="utf-8")) != digest:
            path.write_text(
                _with_digest(path.read_text(encoding="utf-8"), digest), encoding="utf-8"
            )
            written.append(path)
    return written


def check_pages(docs: Path) -> Iterator[Problem]:
    """Pages without a current translation, as warnings; other heading ids than in English."""
    for found in translations(docs):
        file = f"{docs.name}/{found.language}/{found.page}"
        if found.state == "missing":
            hint = f"translate {docs.name}/en/{found.page}"
            yield Problem(file, 1, "the page is not translated", hint, warning=True)
            continue
        if found.state != "translated":
            hint = f"bring it up to date, then `wizard translations --accept {found.page}`"
            yield Problem(file, 1, f"the translation is {found.state}", hint, warning=True)
        english = heading_ids((docs / "en" / found.page).read_text(encoding="utf-8"))
        here = heading_ids((docs / found.language / found.page).read_text(encoding="utf-8"))
        if here != english:
            lacking = ", ".join(f"#{id}" for id in english if id not in here) or "the same order"
            hint = f"a language switch keeps the anchor; needs {lacking}"
            yield Problem(file, 1, "the heading ids differ from the English page's", hint)


def _state(path: Path, digest: str) -> str:
    if not path.exists():
        return "missing"
    recorded = recorded_digest(path.read_text(encoding="utf-8"))
    if not recorded:
        return "unrecorded"
    return "translated" if recorded == digest else "stale"


def _with_digest(page: str, digest: str) -> str:
    line = f"source_digest: {digest}"
    if recorded_digest(page):
        return _DIGEST.sub(line, page, count=1)
    front = _FRONT_MATTER.match(page)
    if front:
        return f"---\n{front.group(1)}{line}\n---\n{page[front.end() :]}"
    return f"---\n{line}\n---\n{page}"


def english_when_accepted(docs: Path, page: str, translation: Path) -> str | None:
    """The English page that a translation was made from: today's, or one from git's history.

    None without a recorded digest, without git, or when no commit holds that version.
    """
    digest = recorded_digest(translation.read_text(encoding="utf-8"))
    today = (docs / "en" / page).read_text(encoding="utf-8")
    if body_digest(today) == digest:
        return today
    path = f"./en/{page}"
    log = _git(docs, "log", "--format=%H", "--", path)
    for commit in (log or "").split():
        before = _git(docs, "show", f"{commit}:{path}")
        if before is not None and body_digest(before) == digest:
            return before
    return None


def _git(folder: Path, *arguments: str) -> str | None:
    try:
        done = subprocess.run(
            ["git", *arguments], cwd=folder, capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout
