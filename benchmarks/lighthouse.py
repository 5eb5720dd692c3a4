"""Lighthouse on each type of page in three languages; prints a table of its four scores.

As on a phone, with Lighthouse's own defaults; performance is a measurement and depends on the machine.
Exits 1 if a page has less than 100 for accessibility, 2 if Lighthouse could not look at one.

Run after `make build` (6 to 10 minutes): npm ci --prefix benchmarks --ignore-scripts &&
python benchmarks/lighthouse.py [SITE]
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright
from serving import ROOT, need, served

LIGHTHOUSE = Path(__file__).parent / "node_modules" / ".bin" / "lighthouse"
LANGUAGES = ("en", "sv", "de")
PAGES = {
    "start": "",
    "article": "reauthenticate-integrations/",
    "troubleshooter": "troubleshooter/",
    "plain steps": "troubleshooter/steps/",
    "cause": "causes/token-expired/",
    "integration": "integrations/zendesk/",
    "ticket": "support/ticket/",
}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


def main(site: Path = ROOT / "site") -> int:
    """Print the scores and, for each below 100 that is no measurement, what it is about."""
    need(site / "index.html", LIGHTHOUSE)
    found: list[str] = []
    accessible = True
    print(f"{'page':22}" + "".join(f"{category:>16}" for category in CATEGORIES))
    with served({"/": site}) as host:
        for language in LANGUAGES:
            for name, path in PAGES.items():
                prefix = "" if language == "en" else f"{language}/"
                try:
                    report = _report(f"{host.address}/{prefix}{path}")
                except RuntimeError as reason:
                    print(f"{language} {name}: {reason}", file=sys.stderr)
                    return 2
                scores = {c: round(100 * report["categories"][c]["score"]) for c in CATEGORIES}
                accessible = accessible and scores["accessibility"] == 100
                print(
                    f"{f'{language} {name}':22}" + "".join(f"{s:16}" for s in scores.values()),
                    flush=True,
                )
                found += [f"{language} {name}: {fault}" for fault in _faults(report)]
    print("\n" + "\n".join(found) if found else "\nNothing found.")
    return 0 if accessible else 1


def _report(url: str) -> dict[str, Any]:
    """Lighthouse's report; raises RuntimeError with its words when there is none."""
    run = subprocess.run(
        [
            str(LIGHTHOUSE),
            url,
            "--quiet",
            "--output=json",
            "--no-enable-error-reporting",
            f"--only-categories={','.join(CATEGORIES)}",
            "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
        ],
        capture_output=True,
        text=True,
        env={**os.environ, "CHROME_PATH": os.environ.get("CHROME_PATH") or _chromium()},
    )
    if run.returncode:
        raise RuntimeError(run.stderr.strip()[-500:])
    report: dict[str, Any] = json.loads(run.stdout)
    if report.get("runtimeError"):
        raise RuntimeError(report["runtimeError"]["message"])
    return report


def _chromium() -> str:
    """Debian's Chromium where there is one, else Playwright's own."""
    found = shutil.which("chromium")
    if found:
        return found
    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def _faults(report: dict[str, Any]) -> list[str]:
    """What lowers the scores other than performance: the check, and the first place it names."""
    faults = []
    for category in CATEGORIES[1:]:
        for check in report["categories"][category]["auditRefs"]:
            audit = report["audits"][check["id"]]
            if not check["weight"] or audit["score"] in (None, 1):
                continue
            items = audit.get("details", {}).get("items") or [{}]
            place = json.dumps(items[0].get("node", items[0]), ensure_ascii=False)
            faults.append(f"{category}: {audit['title']} {place[:200]}")
    return faults


if __name__ == "__main__":
    sys.exit(main(*[Path(argument) for argument in sys.argv[1:2]]))
