"""Reads built pages: what a browser would request, link to, and hear in which language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

_LOADS = {
    **dict.fromkeys(
        ("script", "img", "iframe", "source", "embed", "audio", "video", "track"), "src"
    ),
    "object": "data",
}
_LOADING_LINKS = {
    "stylesheet", "icon", "apple-touch-icon", "manifest", "preload", "modulepreload", "prefetch",
    "preconnect", "dns-prefetch",
}  # fmt: skip


@dataclass(slots=True)
class Page:
    """One built page. `path` is its URL path from the site's root, `/sv/about/`."""

    path: str
    file: Path
    lang: str = ""
    ids: list[str] = field(default_factory=list)
    heading_ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)
    alternates: dict[str, str] = field(default_factory=dict)
    languages: dict[str, str] = field(default_factory=dict)
    canonical: str = ""
    robots: str = ""
    images: list[dict[str, str | None]] = field(default_factory=list)
    text: str = ""

    @property
    def language(self) -> str:
        """The language of the page's folder."""
        first = self.path.split("/")[1]
        return first if first in ("sv", "de") else "en"

    @property
    def name(self) -> str:
        """The page without its language: equal for its translations."""
        return self.path.removeprefix(f"/{self.language}") if self.language != "en" else self.path


def pages(site: Path) -> Iterator[Page]:
    """All pages of a built site, by path."""
    for file in sorted(site.rglob("*.html")):
        if file.is_relative_to(site / "assets"):
            continue
        path = "/" + file.relative_to(site).as_posix().removesuffix("index.html")
        yield read(file, path)


def read(file: Path, path: str) -> Page:
    """One page."""
    parser = _Reader(Page(path, file))
    parser.feed(file.read_text(encoding="utf-8"))
    return parser.page


class _Reader(HTMLParser):
    def __init__(self, page: Page) -> None:
        super().__init__(convert_charrefs=True)
        self.page = page
        self._silent = 0
        self._article = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        page = self.page
        if tag == "html":
            page.lang = given.get("lang") or ""
        if given.get("id"):
            page.ids.append(str(given["id"]))
            if self._article and tag in ("h2", "h3", "h4"):
                page.heading_ids.append(str(given["id"]))
        if tag == "a" and given.get("href") is not None:
            page.links.append(str(given["href"]))
            if given.get("hreflang") and "aria-current" not in given:
                page.languages[str(given["hreflang"])] = str(given["href"])
        if tag == "link":
            self._link(given)
        if tag == "meta" and given.get("name") == "robots":
            page.robots = given.get("content") or ""
        if tag in _LOADS and given.get(_LOADS[tag]):
            page.loads.append(str(given[_LOADS[tag]]))
        if given.get("srcset"):
            sources = str(given["srcset"]).split(",")
            page.loads += [source.split()[0] for source in sources if source.strip()]
        if tag == "img":
            page.images.append(given)
        if tag == "article":
            self._article = True
        if tag in ("script", "style"):
            self._silent += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self._silent -= 1
        if tag == "article":
            self._article = False

    def handle_data(self, data: str) -> None:
        if self._article and not self._silent:
            self.page.text += data

    def _link(self, given: dict[str, str | None]) -> None:
        rel = (given.get("rel") or "").split()
        href = str(given.get("href") or "")
        if "alternate" in rel and given.get("hreflang"):
            self.page.alternates[str(given["hreflang"])] = href
        elif "canonical" in rel:
            self.page.canonical = href
        elif _LOADING_LINKS & set(rel):
            self.page.loads.append(href)
