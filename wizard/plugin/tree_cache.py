"""Keeps decision trees between builds, by a digest of everything that they are made from."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

from wizard.authoring import table as table_module
from wizard.authoring import tree as tree_module
from wizard.authoring.table import fitting_table
from wizard.authoring.tree import Table
from wizard.engine import Model
from wizard.engine import __file__ as engine_file


def cached_tree(model: Model, today: str, cache: Path) -> Table:
    """The decision tree as the browser gets it, computed or as it was computed before.

    Args:
        today: `YYYY-MM-DD`.
        cache: Folder; made when it is needed.
    """
    made_from = hashlib.sha256(today.encode())
    made_from.update(json.dumps(model.to_json(), sort_keys=True).encode())
    sources = [Path(str(module.__file__)) for module in (table_module, tree_module)]
    for source in [*sorted(Path(engine_file).parent.rglob("*.py")), *sources]:
        made_from.update(source.read_bytes())
    kept = cache / f"{made_from.hexdigest()[:16]}.json"
    if kept.exists():
        table: Table = json.loads(kept.read_text(encoding="utf-8"))
        return table
    table = fitting_table(model, today)
    cache.mkdir(parents=True, exist_ok=True)
    # Two builds at once must not read half a file.
    unfinished = kept.with_suffix(f".{os.getpid()}")
    unfinished.write_text(json.dumps(table), encoding="utf-8")
    unfinished.replace(kept)
    return table
