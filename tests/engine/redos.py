"""The patterns of the masking for tools that look for ones that backtrack, as lines of JSON.

    python tests/engine/redos.py | node tests/engine/redos.mjs FOLDER

FOLDER holds `recheck` in its node_modules. `python tests/engine/redos.py --regexploit` needs that
package instead and exits with 1 when it finds something.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from wizard.engine.redaction import patterns

ENGINE = Path(__file__).parents[2] / "wizard" / "engine"


def lines() -> Iterator[dict[str, object]]:
    """Each pattern once; one that is only ever matched at a place starts with `^`."""
    sources = "\n".join(path.read_text(encoding="utf-8") for path in ENGINE.rglob("*.py"))
    seen = set()
    for name, pattern in patterns().items():
        variable = name.split()[0].rpartition(".")[2]
        uses = set(re.findall(rf"\b{re.escape(variable)}\.(\w+)\(", sources))
        placed = uses == {"match"} or variable in ("known", "_TAILS", "_NAMED_FORMS", "_TO_CLOSER")
        source = f"^(?:{pattern.pattern})" if placed else pattern.pattern
        if (source, pattern.flags) not in seen:
            seen.add((source, pattern.flags))
            yield {"name": name, "pattern": source, "flags": pattern.flags}


def flagged_by_regexploit() -> list[str]:
    """Patterns with more than quadratic time, as regexploit counts it."""
    from regexploit.ast.sre import SreOpParser
    from regexploit.redos import find

    found = []
    for line in lines():
        parsed = SreOpParser().parse_sre(line["pattern"], line["flags"])
        found += [f"{line['name']}: {redos}" for redos in find(parsed) if redos.starriness > 2]
    return found


if __name__ == "__main__":
    if "--regexploit" in sys.argv:
        sys.exit("\n".join(flagged_by_regexploit()) or None)
    for line in lines():
        print(json.dumps(line))
