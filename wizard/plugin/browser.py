"""What the browser fetches: modules, style, data per troubleshooter and language, the engine."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wizard import __file__ as package_file
from wizard.authoring import LANGUAGES, Troubleshooter
from wizard.authoring.table import encode, step_ids
from wizard.authoring.tree import Table
from wizard.plugin.rendering import Words

FOLDER = "assets/kb/"
STYLE = f"{FOLDER}kb.css"
WEB = Path(package_file).parent / "web"

#: As `RUNTIME` in `web/worker.js`.
COUNTED = ("pyodide.asm.wasm", "stdlib.zip", "engine.zip")


@dataclass(frozen=True, slots=True)
class Runtime:
    """Python for the browser: file name to file, and the folder's URL in the site."""

    files: Mapping[str, Path]
    url: str

    @property
    def bytes(self) -> int:
        """What `worker.js` counts while it arrives, unpacked."""
        return sum(self.files[name].stat().st_size for name in COUNTED)


def build_runtime(root: Path, pyodide: Path) -> Runtime:
    """Compile the runtime and the engine, or take them from the cache.

    Args:
        root: Folder of `mkdocs.yml`; the cache and the compilers are below its `.cache`.
        pyodide: Folder of the npm package.
    """
    # Here, for a site without Pyodide needs neither Node nor the compilers.
    from wizard.plugin.python_bundle import bundle

    package = Path(package_file).parent
    sources = {"wizard/__init__.py": (package / "__init__.py").read_bytes()}
    for file in sorted((package / "engine").rglob("*.py")):
        sources[f"wizard/{file.relative_to(package).as_posix()}"] = file.read_bytes()
    cache = root / ".cache"
    built = bundle(pyodide, sources, cache / "pyodide-build", cache / "python")
    return Runtime(built.files, f"{FOLDER}py/{built.digest}/")


def data_files(
    shooter: Troubleshooter,
    tree: Table,
    page_url: Callable[[str], str],
    today: str,
    mask_hosts: bool,
) -> dict[str, Any]:
    """File name to the JSON data in it.

    Args:
        page_url: Markdown path to a URL relative to the language's home, "" for no such page.
        today: The day that the tree was computed for.
        mask_hosts: Whether host names in pasted messages are masked as well.
    """
    shape = _shape(shooter, page_url)
    files: dict[str, Any] = {
        f"{shooter.name}.table.json": encode(tree, shooter.model, today),
        f"{shooter.name}.model.json": shooter.model.to_json(),
    }
    for language in LANGUAGES:
        words = Words.of(shooter, language)
        files[f"{shooter.name}.{language}.json"] = {
            "shape": shape,
            "texts": words.strings,
            "english": sorted(words.english),
            "maskHosts": mask_hosts,
        }
    return files


def write_data(site: Path, files: Mapping[str, Any]) -> None:
    """Write data files into a built site."""
    folder = site / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        (folder / name).write_text(text, encoding="utf-8")


def write_web_files(site: Path) -> None:
    """Copy the modules and the style into a built site."""
    folder = site / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for source in sorted([*WEB.glob("*.js"), *WEB.glob("*.css")]):
        shutil.copyfile(source, folder / source.name)


def copy_runtime(runtime: Runtime, site: Path) -> None:
    """Copy Python into a built site, unless it is there: its folder is named after its content."""
    folder = site / runtime.url
    folder.mkdir(parents=True, exist_ok=True)
    for name, source in runtime.files.items():
        if not (folder / name).exists():
            shutil.copyfile(source, folder / name)


def _shape(shooter: Troubleshooter, page_url: Callable[[str], str]) -> dict[str, Any]:
    model = shooter.model

    def page(thing: str) -> str:
        return page_url(shooter.pages.get(thing, ""))

    integrations = [a.id for q in model.questions if q.id == "integration" for a in q.answers]
    return {
        "questions": {q.id: [a.id for a in q.answers] for q in model.questions},
        "repairs": {
            r.id: {
                "steps": sum(t.startswith(f"repair.{r.id}.step.") for t in shooter.english),
                "minutes": r.minutes,
                "page": page(f"repair.{r.id}"),
                "changes": r.changes,
                "fixes": list(r.fixes),
                "clears": r.clears,
                "blockedBy": r.blocked_by,
            }
            for r in model.repairs
        },
        "causes": {
            c.id: {
                "page": page(f"cause.{c.id}"),
                "reauthenticate": shooter.reauthenticate.get(c.id, ""),
            }
            for c in model.causes
        },
        "obstacles": {o.id: {"page": page(f"obstacle.{o.id}")} for o in model.obstacles},
        "integrations": {i: {"page": page(f"answer.integration.{i}")} for i in integrations},
        "signatures": [s.id for s in model.signatures],
        "shows": model.shows,
        "also": shooter.also,
        "groups": shooter.groups,
        "pictures": shooter.pictures,
        "who": {thing: who for thing, who in shooter.who.items() if who != "anyone"},
        "order": {
            "causes": [c.id for c in model.causes],
            "obstacles": [o.id for o in model.obstacles],
            "steps": step_ids(model),
        },
    }
