"""The MkDocs plugin: hooks that connect MkDocs to plain functions.

Options are described in `WizardConfig`. Files for the browser are written after the build, because
mkdocs-static-i18n cannot copy files that exist in memory only.
"""

from __future__ import annotations

from pathlib import Path

from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.utils import get_build_datetime, get_relative_url

from wizard import authoring
from wizard.authoring import LANGUAGES, ModelError, Troubleshooter
from wizard.authoring.evaluation import recorded
from wizard.authoring.pages import body_digest
from wizard.authoring.steps import PlainStep, number_steps
from wizard.authoring.tree import Table
from wizard.plugin import browser, markers, rendering
from wizard.plugin.figures import evaluation_table
from wizard.plugin.steps import plain_steps
from wizard.plugin.tree_cache import cached_tree

log = get_plugin_logger(__name__)


class WizardConfig(Config):  # type: ignore[no-untyped-call]
    """What `mkdocs.yml` may say under `wizard:`."""

    #: Folder below `docs_dir` with one troubleshooter in each of its folders.
    troubleshooters = config_options.Type(str, default="_troubleshooters")
    #: Folder with the Pyodide runtime, from `mkdocs.yml`; `none`: the decision tree alone.
    pyodide = config_options.Type(str, default="node_modules/pyodide")
    #: Addresses of the product's own integrations page and of the support portal; "": plain text.
    product_page = config_options.Type(str, default="")
    support_portal = config_options.Type(str, default="")
    #: Mask host names in pasted messages as well. Support often needs them, so the default is no.
    mask_hosts = config_options.Type(bool, default=False)


class WizardPlugin(BasePlugin[WizardConfig]):  # type: ignore[no-untyped-call]
    """Troubleshooters in Markdown pages, through markers such as `<!-- troubleshooter: NAME -->`."""

    def __init__(self) -> None:
        self._troubleshooters: dict[str, Troubleshooter] = {}
        self._trees: dict[str, Table] = {}
        self._steps: dict[str, list[PlainStep]] = {}
        self._runtime: browser.Runtime | None = None
        self._site = markers.Site()
        self._today = ""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Load every troubleshooter; all that is wrong with any of them is one message."""
        root = Path(config.config_file_path).parent
        self._today = today = get_build_datetime().date().isoformat()
        before = {name: shooter.model for name, shooter in self._troubleshooters.items()}
        self._troubleshooters = _load_all(self._folder(config))
        for name, shooter in self._troubleshooters.items():
            if before.get(name) != shooter.model:  # the other languages' builds come by here, too
                tree = cached_tree(shooter.model, today, root / ".cache" / "decision-tree")
                self._trees[name] = tree
                self._steps[name] = number_steps(tree, shooter.model, today)
        if self._troubleshooters and self.config.pyodide != "none":
            self._runtime = browser.build_runtime(root, root / self.config.pyodide)
        if self._troubleshooters and browser.STYLE not in config.extra_css:
            config.extra_css.append(browser.STYLE)
        return config

    # After the language plugin, which gives each language its own files.
    @event_priority(-200)
    def on_files(self, files: Files, /, **_: object) -> Files:
        """Note which page holds what, so that the parts can lead to one another."""
        self._site = markers.survey(files)
        return files

    def on_page_markdown(
        self, markdown: str, /, *, page: Page, config: MkDocsConfig, **_: object
    ) -> str:
        """Replace the markers, and note whether the page is a stale translation."""
        _mark_if_stale(page, Path(config.docs_dir))
        language = _language(config)

        def render(marker: markers.Marker) -> str:
            shooter = self._troubleshooters.get(marker.name)
            if shooter is None:
                known = ", ".join(self._troubleshooters) or "none"
                raise PluginError(
                    f"{page.file.src_uri}: there is no troubleshooter '{marker.name}' (there is: {known})"
                )
            words = rendering.Words.of(shooter, language)
            first = self._trees[marker.name][""]
            step = first["step"]
            if marker.kind.startswith("troubleshooter") and step["kind"] != "ask":
                raise PluginError(
                    f"{page.file.src_uri}: '{marker.name}' begins with {step['kind']} {step['id']}; "
                    "a page begins with a question: name one under 'order:' in its model.yml"
                )
            if marker.kind == "troubleshooter-steps":
                links = markers.markdown_links(self._site, page.file, marker.name)
                return plain_steps(self._steps[marker.name], shooter, words, links)
            if marker.kind == "evaluation":
                return self._figures(config, shooter, words)
            places = self._places(page, marker.name)
            if marker.kind == "continue":
                return rendering.offer_to_continue(words, places)
            if marker.kind == "ticket":
                return rendering.ticket(shooter, words, places, self.config.support_portal)
            return rendering.element(
                shooter,
                words,
                places,
                step["id"],
                self.config.product_page,
                marker.compact,
                first["ahead"],
            )

        return markers.expand(markdown, render)

    def on_page_content(self, html: str, /, *, page: Page, **_: object) -> str:
        """Give links with `data-evidence` their fragment."""
        models = [shooter.model for shooter in self._troubleshooters.values()]
        html, unknown = markers.link_evidence(html, models)
        for evidence in unknown:
            log.warning("%s: data-evidence '%s' means nothing", page.file.src_uri, evidence)
        return html

    # Before the language plugin builds the other languages; each build comes by here.
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write what the browser fetches. Writing it again changes nothing."""
        if not self._troubleshooters:
            return
        target = Path(config.site_dir)
        browser.write_web_files(target)
        used = {name for _, name in self._site.holders}
        for name, shooter in self._troubleshooters.items():
            if name not in used:
                continue
            data = browser.data_files(
                shooter,
                self._trees[name],
                self._site.page_url,
                self._today,
                self.config.mask_hosts,
            )
            browser.write_data(target, data)
        if self._runtime:
            browser.copy_runtime(self._runtime, target)

    def _figures(
        self, config: MkDocsConfig, shooter: Troubleshooter, words: rendering.Words
    ) -> str:
        try:
            result = recorded(self._folder(config) / shooter.name)
        except ModelError as error:
            raise PluginError(str(error)) from error
        return evaluation_table(result, shooter.model, words) if result else ""

    def _folder(self, config: MkDocsConfig) -> Path:
        return Path(config.docs_dir) / self.config.troubleshooters

    def _places(self, page: Page, name: str) -> rendering.Places:
        def to(url: str) -> str:
            return get_relative_url(url, page.url)

        return rendering.Places(
            page=page.url,
            assets=to(browser.FOLDER),
            home=to(self._site.home),
            python=to(self._runtime.url) if self._runtime else "",
            python_bytes=self._runtime.bytes if self._runtime else 0,
            troubleshooter=to(self._site.page_with("troubleshooter", name)),
            steps=to(self._site.page_with("troubleshooter-steps", name)),
            ticket=to(self._site.page_with("ticket", name)),
        )


def _load_all(folder: Path) -> dict[str, Troubleshooter]:
    found = {}
    problems = []
    for path in sorted(folder.glob("*/model.yml")):
        try:
            shooter = authoring.load(path.parent)
        except ModelError as error:
            problems.extend(error.problems)
            continue
        found[shooter.name] = shooter
    if problems:
        raise PluginError(f"the troubleshooters cannot be built:\n{ModelError(problems)}")
    return found


def _language(config: MkDocsConfig) -> str:
    """The language of this build; the language plugin changes it from build to build."""
    language = str(config.theme["language"]) if "language" in config.theme else LANGUAGES[0]
    return language if language in LANGUAGES else LANGUAGES[0]


def _mark_if_stale(page: Page, docs: Path) -> None:
    recorded = page.meta.get("source_digest")
    language, _, rest = page.file.src_uri.partition("/")
    english = docs / LANGUAGES[0] / rest
    if not recorded or language not in LANGUAGES or not english.exists():
        return
    if str(recorded) != body_digest(english.read_text(encoding="utf-8")):
        page.meta["stale"] = True
        log.info("%s is a translation of an older English page", page.file.src_uri)
