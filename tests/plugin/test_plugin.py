"""The plugin in MkDocs, on a site of a few pages with MkDocs' own theme and no other plugin."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from wizard.authoring import load
from wizard.authoring.evaluation import record
from wizard.authoring.pages import body_digest

PAGES = {
    "index.md": "# Lamps\n\n<!-- troubleshooter: lamp compact -->\n\n<!-- continue: lamp -->\n",
    "find-out.md": "# Find out\n\n<!-- troubleshooter: lamp -->\n",
    "steps.md": "# Steps\n\n<!-- troubleshooter-steps: lamp -->\n",
    "ticket.md": "# Ticket\n\n<!-- ticket: lamp -->\n",
    "power.md": (
        "# No power\n\n## Fix it {#fix}\n\n## Look again {#verify}\n\n"
        '[Find out](find-out.md){ data-evidence="socket=dead" }\n'
    ),
}
STRICT = {"nav": {"omitted_files": "warn"}, "links": {"not_found": "warn", "anchors": "warn"}}

Build = Callable[..., Path]


@pytest.fixture
def build_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> Build:
    """Writes the pages, builds them strictly, and returns the built site's folder."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    caplog.set_level(logging.INFO, logger="mkdocs")

    def run(pages: dict[str, str] | None = None, **options: str | bool) -> Path:
        for path, text in (PAGES if pages is None else pages).items():
            (tmp_path / "docs" / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / "docs" / path).write_text(text, encoding="utf-8")
        settings = {
            "site_name": "Lamps",
            "theme": "mkdocs",
            "exclude_docs": "/_troubleshooters/",
            "validation": STRICT,
            "markdown_extensions": ["attr_list"],
            "plugins": [{"wizard": {"pyodide": "none", **options}}],
        }
        (tmp_path / "mkdocs.yml").write_text(json.dumps(settings))
        build(load_config(str(tmp_path / "mkdocs.yml"), strict=True))
        return tmp_path / "site"

    return run


class _Page(HTMLParser):
    def __init__(self, file: Path) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(file.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def one(self, tag: str) -> dict[str, str | None]:
        """The attributes of the only such tag."""
        (given,) = (given for name, given in self.tags if name == tag)
        return given


def test_a_site_without_another_plugin_gets_every_part(
    write_model: Callable[..., Path], build_site: Build
) -> None:
    write_model()

    site = build_site()

    element = _Page(site / "find-out" / "index.html")
    assert "Does the socket work?" in element.texts
    shooter = element.one("kb-troubleshooter")
    assert {
        name: shooter[f"data-{name}"] for name in ("language", "assets", "python", "ticket")
    } == {
        "language": "en",
        "assets": "../assets/kb/",
        "python": "",
        "ticket": "../ticket/",
    }
    start = _Page(site / "index.html")
    assert "compact" in start.one("kb-troubleshooter")
    assert start.one("kb-troubleshooter")["data-troubleshooter"] == "find-out/"
    assert start.one("kb-continue") == {}
    assert _Page(site / "ticket" / "index.html").one("kb-ticket")["name"] == "lamp"
    assert ("h3", {"id": "repair-plug-in"}) in _Page(site / "steps" / "index.html").tags


def test_the_browser_gets_data_modules_and_style_but_no_python(
    write_model: Callable[..., Path], build_site: Build, root: Path
) -> None:
    write_model()

    site = build_site()

    modules = [p.name for p in (root / "wizard" / "web").iterdir() if p.suffix in (".js", ".css")]
    data = [f"lamp.{part}.json" for part in ("model", "table", "en", "sv", "de")]
    assert sorted(p.name for p in (site / "assets" / "kb").iterdir()) == sorted(modules + data)
    english = json.loads((site / "assets/kb/lamp.en.json").read_text())
    assert english["shape"]["repairs"]["plug-in"] == {
        "steps": 1, "minutes": 1.0, "page": "power/#fix", "changes": ["socket"], "fixes": ["no-power"], "clears": [], "blockedBy": [],
    }  # fmt: skip
    assert english["shape"]["causes"]["no-power"] == {"page": "power/", "reauthenticate": "no"}
    assert english["maskHosts"] is False
    links = [given["href"] for tag, given in _Page(site / "power/index.html").tags if tag == "link"]
    assert "../assets/kb/kb.css" in links


def test_the_browser_gets_other_words_groups_and_pictures_of_answers(
    write_model: Callable[..., Path], build_site: Build
) -> None:
    model = write_model() / "model.yml"
    reach = "    text: Can you reach the lamp?\n"
    groups = "    groups: {near: Near, far: Far}\n"
    picture = "    picture: {file: arm.svg, text: An arm.}\n"
    written = model.read_text().replace(reach, f"{reach}{groups}{picture}")
    written = written.replace("{text: I can}", "{text: I can, also: [Yes we can], group: near}")
    model.write_text(written.replace("too high, raises", "too high, group: far, raises"))

    site = build_site()

    english = json.loads((site / "assets/kb/lamp.en.json").read_text())
    shape, texts = english["shape"], english["texts"]
    assert shape["also"] == {"reach": {"reached": ["Yes we can"]}}
    assert list(shape["groups"]["reach"].items()) == [("near", ["reached"]), ("far", ["too-high"])]
    assert shape["pictures"] == {"reach": "images/arm.svg"}
    assert (texts["group.reach.near"], texts["question.reach.picture"]) == ("Near", "An arm.")


def test_the_browser_is_told_to_mask_hosts_in_every_language(
    write_model: Callable[..., Path], build_site: Build
) -> None:
    write_model()

    data = build_site(mask_hosts=True) / "assets" / "kb"

    for language in ("en", "sv", "de"):
        assert json.loads((data / f"lamp.{language}.json").read_text())["maskHosts"] is True


def test_another_value_than_yes_or_no_is_refused(
    write_model: Callable[..., Path], build_site: Build
) -> None:
    write_model()

    with pytest.raises(Abort):
        build_site(mask_hosts="perhaps")


def test_a_link_with_evidence_carries_it(
    write_model: Callable[..., Path], build_site: Build
) -> None:
    write_model()

    page = _Page(build_site() / "power" / "index.html")

    assert [
        given["href"] for tag, given in page.tags if tag == "a" and "data-evidence" in given
    ] == ["../find-out/#socket=dead"]


def test_what_a_model_says_is_shown_and_never_obeyed(
    write_model: Callable[..., Path], build_site: Build, hostile: str
) -> None:
    write_model({"Does the socket work?": hostile, "It works": hostile})

    site = build_site()

    for path in ("find-out", "steps"):
        page = _Page(site / path / "index.html")
        texts = [text.strip() for text in page.texts]
        assert texts.count(hostile) >= 2, path
        assert [text for text in texts if "alert(" in text and hostile not in text] == []


def test_two_builds_of_one_site_are_the_same(
    write_model: Callable[..., Path], build_site: Build
) -> None:
    write_model()

    first = {p: p.read_bytes() for p in sorted(build_site().rglob("assets/kb/*"))}
    again = {p: p.read_bytes() for p in sorted(build_site().rglob("assets/kb/*"))}

    assert len(first) > 10
    assert again == first


def test_a_site_without_troubleshooters_is_left_alone(build_site: Build) -> None:
    site = build_site({"index.md": "# Lamps\n"}, pyodide="node_modules/pyodide")

    assert not (site / "assets").exists()
    assert "kb.css" not in (site / "index.html").read_text()


def test_troubleshooters_may_lie_in_another_folder(
    write_model: Callable[..., Path], build_site: Build, tmp_path: Path
) -> None:
    folder = write_model()
    folder.parent.rename(tmp_path / "docs" / ".models")

    site = build_site(troubleshooters=".models")

    assert (site / "assets/kb/lamp.table.json").is_file()


def test_a_broken_model_stops_the_build_with_every_problem(
    write_model: Callable[..., Path],
    build_site: Build,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    root: Path,
) -> None:
    samples = [root / "tests/authoring/broken" / name for name in ("unknown-cause", "unknown-next")]
    for sample in samples:
        folder = write_model(name=sample.name)
        (folder / "model.yml").write_text((sample / "model.yml").read_text())
    write_model()
    monkeypatch.chdir(folder.parent)

    with pytest.raises(Abort):
        build_site()

    expected = "".join((sample / "expected.txt").read_text() for sample in samples)
    (message,) = [r.getMessage() for r in caplog.records if r.levelno == logging.ERROR]
    assert message == f"the troubleshooters cannot be built:\n{expected.rstrip()}"


def test_an_unknown_name_in_a_marker_stops_the_build_with_a_sentence(
    write_model: Callable[..., Path], build_site: Build, caplog: pytest.LogCaptureFixture
) -> None:
    write_model()

    with pytest.raises(Abort):
        build_site({"index.md": "# Lamps\n\n<!-- ticket: lmap -->\n"})

    errors = [r.getMessage() for r in caplog.records if r.levelno == logging.ERROR]
    sentence = "index.md: there is no troubleshooter 'lmap' (there is: lamp)"
    assert any(sentence in error for error in errors), errors


@pytest.mark.parametrize("marker", ["troubleshooter", "troubleshooter-steps"])
def test_a_model_that_begins_with_a_repair_stops_the_build_with_a_sentence(
    write_model: Callable[..., Path],
    build_site: Build,
    caplog: pytest.LogCaptureFixture,
    marker: str,
) -> None:
    model = write_model() / "model.yml"
    model.write_text(model.read_text().replace("order: [socket]\n", ""))

    with pytest.raises(Abort):
        build_site({"index.md": f"# Lamps\n\n<!-- {marker}: lamp -->\n"})

    assert "'lamp' begins with try plug-in; a page begins with a question" in caplog.text


EVALUATED = {"index.md": "# Lamps\n\nBefore.\n\n<!-- evaluation: lamp -->\n\nAfter.\n"}


def test_a_page_shows_the_figures_that_were_recorded(
    write_model: Callable[..., Path], build_site: Build, evaluated: Mapping[str, Any]
) -> None:
    folder = write_model()
    record(folder, load(folder).model, evaluated, "2026-11-25")

    page = _Page(build_site(EVALUATED) / "index.html")

    row = page.texts.index("Minutes until it works again or support has taken over")
    assert [text for text in page.texts[row + 1 :] if text.strip()][:2] == ["34.6", "34.6"]


def test_where_nothing_was_recorded_the_marker_leaves_nothing(
    write_model: Callable[..., Path], build_site: Build
) -> None:
    write_model()

    html = (build_site(EVALUATED) / "index.html").read_text()

    assert re.search(r"<p>Before\.</p>\s*<p>After\.</p>", html)


def test_figures_that_are_none_stop_the_build_with_their_place(
    write_model: Callable[..., Path], build_site: Build, caplog: pytest.LogCaptureFixture
) -> None:
    (write_model() / "evaluation.json").write_text("{}")

    with pytest.raises(Abort):
        build_site(EVALUATED)

    assert "lamp/evaluation.json:1: this is no result of `wizard evaluate`\n  hint: " in caplog.text


def test_evidence_that_means_nothing_stops_a_strict_build(
    write_model: Callable[..., Path], build_site: Build, caplog: pytest.LogCaptureFixture
) -> None:
    write_model()
    page = '# Lamps\n\n[Find out](index.md){ data-evidence="socket=wet" }\n'

    with pytest.raises(Abort):
        build_site({"index.md": page})

    assert "index.md: data-evidence 'socket=wet' means nothing" in caplog.text


def test_a_missing_runtime_stops_the_build_with_a_sentence(
    write_model: Callable[..., Path], build_site: Build, caplog: pytest.LogCaptureFixture
) -> None:
    """And not with a traceback, as any other error of the plugin would."""
    write_model()

    with pytest.raises(Abort):
        build_site(pyodide="node_modules/pyodide")

    assert "holds no Pyodide; run `npm ci`, or set `pyodide: none`" in caplog.text


@pytest.mark.parametrize("stale", [False, True])
def test_a_translation_of_an_older_page_is_seen(
    write_model: Callable[..., Path],
    build_site: Build,
    caplog: pytest.LogCaptureFixture,
    stale: bool,
) -> None:
    write_model()
    english = "# About\n\nText.\n"
    digest = body_digest("# About\n" if stale else english)

    build_site(
        {
            "index.md": "# Lamps\n",
            "en/about.md": english,
            "sv/about.md": f"---\nsource_digest: {digest}\n---\n# Om\n",
        }
    )

    said = "sv/about.md is a translation of an older English page" in caplog.text
    assert said == stale
