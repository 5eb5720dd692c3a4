"""Markers in Markdown, which page holds which, and links that carry an answer."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from posixpath import relpath

from mkdocs.structure.files import File, Files

from wizard.engine import Model, parse_fragment

_MARKER = re.compile(
    r"^<!-- (?P<kind>troubleshooter|troubleshooter-steps|ticket|continue|evaluation): (?P<name>[a-z0-9-]+)(?P<compact> compact)? -->[ \t]*$",
    re.MULTILINE,
)
_EVIDENCE_LINK = re.compile(r"<a\b[^>]*\bdata-evidence=\"(?P<evidence>[^\"]*)\"[^>]*>")
_HREF = re.compile(r"\bhref=\"([^\"]*)\"")


@dataclass(frozen=True, slots=True)
class Marker:
    """`<!-- kind: name -->`, on a line of its own."""

    kind: str
    name: str
    compact: bool


@dataclass(frozen=True, slots=True)
class Site:
    """The pages of one language.

    Attributes:
        home: URL of the language's start page.
        pages: Markdown path relative to the language's folder to its file.
        holders: Marker kind and name to the file that holds it.
    """

    home: str = ""
    pages: dict[str, File] = field(default_factory=dict)
    holders: dict[tuple[str, str], File] = field(default_factory=dict)

    def page_with(self, kind: str, name: str) -> str:
        """URL of the page with a marker; the language's home when there is none."""
        holder = self.holders.get((kind, name))
        return holder.url if holder else self.home

    def page_url(self, target: str) -> str:
        """A Markdown path with or without an anchor, as a URL relative to the language's home.

        "" when the page does not exist.
        """
        path, _, anchor = target.partition("#")
        if path not in self.pages:
            return ""
        url = self.pages[path].url.removeprefix(self.home.removesuffix("./"))
        url = "" if url == "./" else url
        return f"{url}#{anchor}" if anchor else url


def survey(files: Files) -> Site:
    """Look through the pages of one language."""
    pages: dict[str, File] = {}
    holders: dict[tuple[str, str], File] = {}
    for file in files.documentation_pages():
        path = str(getattr(file, "norm_src_uri", file.src_uri))
        pages[path] = file
        for marker in map(_read, _MARKER.finditer(file.content_string)):
            if not marker.compact:
                holders[marker.kind, marker.name] = file
    home = pages.get("index.md")
    return Site(home.url if home else "", pages, holders)


def expand(markdown: str, render: Callable[[Marker], str]) -> str:
    """The page with every marker replaced by what `render` makes of it."""
    return _MARKER.sub(lambda match: render(_read(match)), markdown)


def markdown_links(site: Site, source: File, name: str) -> Callable[[str], str]:
    """How the page `source` writes a link to another page, as Markdown wants it.

    The returned function takes a path relative to the language's folder, or `ticket` or
    `troubleshooter` for the page that holds it; it returns "" for a page that does not exist.
    """

    def link(target: str) -> str:
        path, _, anchor = target.partition("#")
        file = site.holders.get((path, name)) or site.pages.get(path)
        if file is None:
            return ""
        # Both as they lie in the language's folder: a page without a translation is linked alike.
        here = str(getattr(source, "norm_src_uri", source.src_uri))
        there = str(getattr(file, "norm_src_uri", file.src_uri))
        written = relpath(there, here.rpartition("/")[0] or ".")
        return f"{written}#{anchor}" if anchor else written

    return link


def link_evidence(page: str, models: Iterable[Model]) -> tuple[str, list[str]]:
    """Append the value of `data-evidence` to its link as a fragment.

    Returns:
        The page, and the values that mean nothing to any of the models.
    """
    known = list(models)
    unknown: list[str] = []

    def append(match: re.Match[str]) -> str:
        evidence = html.unescape(match["evidence"])
        if known and all(parse_fragment(model, evidence)[1] for model in known):
            unknown.append(evidence)
        fragment = html.escape(evidence)
        return _HREF.sub(lambda href: f'href="{href[1]}#{fragment}"', match[0], count=1)

    return _EVIDENCE_LINK.sub(append, page), unknown


def _read(match: re.Match[str]) -> Marker:
    return Marker(match["kind"], match["name"], bool(match["compact"]))
