"""Keeps decision trees between builds, by a digest of everything that they are made from."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from wizard.authoring import decision_tree
from wizard.authoring import tree as tree_module
from wizard.authoring.tree import Table
from wizard.engine import Model
from wizard.engine import __file__ as engine_file


def cached_tree(model: Model, today: str, cache: Path) -> Table:
    """The decision tree, computed or as it was computed before.

    Args:
        today: `YYYY-MM-DD`.
        cache: Folder; made when it is needed.
    """
    made_from = hashlib.sha256(today.encode())
    made_from.update(json.dumps(model.to_json(), sort_keys=True).encode())
    sources = [*sorted(Path(engine_file).parent.glob("*.py")), Path(tree_module.__file__)]
    for source in sources:
        made_from.update(source.read_bytes())
    kept = cache / f"{made_from.hexdigest()[:16]}.json"
    if kept.exists():
        table: Table = json.loads(kept.read_text(encoding="utf-8"))
        return table
    table = decision_tree(model, today)
    cache.mkdir(parents=True, exist_ok=True)
    kept.write_text(json.dumps(table), encoding="utf-8")
    return table
