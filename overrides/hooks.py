"""Mends what Material 9.8.1 and mkdocs-static-i18n 1.3.1 do wrong together, in the built HTML.

Each function names the defect. Drop it when a newer release no longer needs it; tests/site says.
The last one brings the typeface that npm installed.
"""

from __future__ import annotations

import logging
import re
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

_ALTERNATE = re.compile(r'\s*<link rel="alternate" [^>]*hreflang=[^>]*>')
_CANONICAL = re.compile(r'<link rel="canonical" [^>]*>')
_SUBHEADINGS = re.compile(r'<nav class="md-nav" aria-label="[^"]*">')
# The regular and the bold of overrides/assets/site.css, with the licence that must go along.
_TYPEFACE = Path("node_modules/@fontsource/atkinson-hyperlegible-next")
_FONTS = {
    "files/atkinson-hyperlegible-next-latin-400-normal.woff2": "",
    "files/atkinson-hyperlegible-next-latin-700-normal.woff2": "",
    "LICENSE": "OFL.txt",
}

_log = logging.getLogger("mkdocs.hooks")

# The page that is shown for a wrong address, per language.
_not_found: dict[str, str] = {}


def on_env(env: object, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG001
    """The 404 page may be shown at any depth, so its links start at the root."""
    config.extra["language_home"] = _home(config)


@event_priority(-90)
def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Address the other languages as search engines ask for it."""
    here = _languages(page)
    fallback = getattr(page.file, "locale", None) != _i18n(config).current_language
    site = config.site_url or ""
    # With `rel="alternate"` alone, Material's script takes each of these for the root of a site,
    # asks there for a sitemap, and rewrites the language menu's links without query and anchor.
    links = [
        f'<link rel="alternate external" hreflang="{language}" href="{urljoin(site, url)}">'
        for language, url in here.items()
    ]
    output = _ALTERNATE.sub("", output)
    # Material makes a landmark of each heading with headings below it, named as one of the menu may be.
    output = _SUBHEADINGS.sub('<nav class="md-nav" role="presentation">', output)
    if fallback:
        # The English text a second time: search engines should know the first one only.
        links = ['<meta name="robots" content="noindex">']
        english = f'<link rel="canonical" href="{urljoin(site, here["x-default"])}">'
        output = _CANONICAL.sub(english, output, count=1)
    return output.replace("</head>", "".join(links) + "</head>", 1)


def on_post_template(output: str, template_name: str, config: MkDocsConfig) -> str:
    """Keep the 404 page of each language; the last one built would overwrite the others."""
    if template_name != "404.html":
        return output
    plugin = _i18n(config)
    # The menu's links would lead to the page that happened to be rendered last.
    for language in plugin.build_languages:
        output = re.sub(
            rf'(<a href=")[^"]*(" hreflang="{language}")',
            rf"\g<1>{_home(config, language)}\g<2>",
            output,
        )
    _not_found[plugin.current_language] = _ALTERNATE.sub("", output)
    return output


@event_priority(-200)
def on_post_build(config: MkDocsConfig) -> None:
    """Write the 404 pages once all languages are built: /404.html, /sv/404.html, /de/404.html."""
    _bring_fonts(Path(config.config_file_path).parent, Path(config.site_dir))
    plugin = _i18n(config)
    for language, html in _not_found.items():
        folder = Path(config.site_dir)
        if language != plugin.default_language:
            folder /= language
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "404.html").write_text(html, encoding="utf-8")


def _languages(page: Page) -> dict[str, str]:
    """Language to URL of the same page, of real translations only, and the default for others."""
    alternates = getattr(page.file, "alternates", {})
    found = {
        language: file.url
        for language, file in sorted(alternates.items())
        if getattr(file, "locale", None) == language
    }
    if "en" in found:
        found["x-default"] = found["en"]
    return found


def _home(config: MkDocsConfig, language: str = "") -> str:
    plugin = _i18n(config)
    language = language or plugin.current_language
    root = urlsplit(config.site_url or "/").path or "/"
    return root if language == plugin.default_language else f"{root}{language}/"


def _i18n(config: MkDocsConfig) -> Any:
    return config.plugins["i18n"]


def _bring_fonts(project: Path, site: Path) -> None:
    """A binary file is not kept with the sources; without npm the reader's own fonts are used."""
    folder = site / "assets" / "fonts"
    folder.mkdir(parents=True, exist_ok=True)
    for file, name in _FONTS.items():
        source = project / _TYPEFACE / file
        if source.is_file():
            shutil.copyfile(source, folder / (name or source.name))
        else:
            _log.warning("%s is missing; run `npm ci --ignore-scripts`", _TYPEFACE / file)
