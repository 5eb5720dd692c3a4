"""How soon a phone on a slow connection has the first two questions; prints a table.

The troubleshooter's page, next to the same two questions on stock Pyodide and on PyScript. On those,
Python draws the first question; here the page brings it, and a table the next ones, so that Python is
needed later. To show that, the page is also measured with its engine kept back by the host.

Each visit is the first one, with an empty cache, on Lighthouse's "Slow 4G" (as its own throttling in
the browser has it: 562.5 ms for each request, 1,475 kbit/s down, 675 up) and a processor four times
slower. As soon as the first question can be answered a robot answers it, with real presses: nobody
reads that fast, so the engine has the least head start. Everything comes gzipped from loopback.

The peers are the smallest pages that their documentation leads to, on the page's own thread, and get
our engine compiled, as our page does; the runtime and PyScript are from npm, nothing is from another
host. Chromium slows down a page's own thread but no worker, and our engine lives in one: "engine
live" has its download slowed down, and its start not. The first two questions are the page's own work.

Run after `make build` (7 to 10 minutes): npm ci --prefix benchmarks --ignore-scripts &&
python benchmarks/first_question.py [ROUNDS] [SITE]
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from serving import ROOT, Host, chromium, need, served

PYODIDE = ROOT / "node_modules" / "pyodide"
PYSCRIPT = Path(__file__).parent / "node_modules" / "@pyscript" / "core" / "dist"
PHONE = {"width": 360, "height": 740}
PATIENCE = 300_000  # ms, for each step of a visit
NAME = "reauthenticate"

#: Lighthouse's "mobileSlow4G"; bytes per second.
SLOW_4G = {
    "offline": False,
    "latency": 562.5,
    "downloadThroughput": 1.6 * 1024 * 0.9 * 1024 / 8,
    "uploadThroughput": 750 * 0.9 * 1024 / 8,
}
SLOWER = 4

FIRST = "input[name=status]"
SECOND = "input[name=integration]"

#: Notes in the page when what can be seen, and when the robot pressed. In frames, as an eye would.
WATCH = """
const seen = (window.seen = {});
const note = (name) => { seen[name] ??= performance.now(); };
addEventListener('pointerdown', () => note('used'), true);
addEventListener('submit', () => note('pressed'), true);
const shown = (selector) => document.querySelector(selector)?.checkVisibility() ?? false;
(function look() {
  if (shown('%(first)s')) note('first');
  if (shown('%(answerable)s')) note('answerable');
  if (shown('%(second)s')) note('second');
  if (document.querySelector('%(live)s')) note('live');
  if (!(seen.second && seen.live)) requestAnimationFrame(look);
})();
"""
#: Bytes of all that the page itself had got when the second question was shown.
BYTES = """
() => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
  .filter((entry) => entry.responseEnd && entry.responseEnd <= seen.second)
  .reduce((sum, entry) => sum + entry.transferSize, 0)
"""

#: The peers' Python: draws the step that the engine names.
QUESTIONS = """
import json
from js import document
from pyodide.ffi import create_proxy
from wizard.engine import handle

texts = json.loads(TEXTS)
say, answers = texts["texts"], texts["shape"]["questions"]
handle(json.dumps({"id": 0, "model": json.loads(MODEL)}))

def show(fragment):
    step = json.loads(handle(json.dumps({"id": 1, "fragment": fragment})))["view"]["step"]
    question = step["id"]
    form, fieldset = document.createElement("form"), document.createElement("fieldset")
    legend = document.createElement("legend")
    legend.textContent = say[f"question.{question}"]
    fieldset.append(legend)
    for answer in answers[question]:
        label, radio = document.createElement("label"), document.createElement("input")
        radio.type, radio.name, radio.value = "radio", question, answer
        label.append(radio, say[f"answer.{question}.{answer}"])
        fieldset.append(label)
    button = document.createElement("button")
    button.textContent = say["ui.continue"]
    form.append(fieldset, button)
    def go_on(event):
        event.preventDefault()
        chosen = form.querySelector("input:checked").value
        show("&".join([*filter(None, [fragment]), f"{question}={chosen}"]))
    form.addEventListener("submit", create_proxy(go_on))
    document.querySelector("main").replaceChildren(form)

show("")
"""
HEAD = """<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Troubleshooter</title><link rel="icon" href="data:,">
"""
PYODIDE_PAGE = (
    HEAD
    + """<main>Loading…</main>
<script type="module">
import { loadPyodide } from '/pyodide/pyodide.mjs';
const pyodide = await loadPyodide();
const bytes = await (await fetch('/peer/engine.zip')).arrayBuffer();
pyodide.unpackArchive(bytes, 'zip');
pyodide.globals.set('MODEL', await (await fetch('/peer/model.json')).text());
pyodide.globals.set('TEXTS', await (await fetch('/peer/texts.json')).text());
pyodide.runPython(await (await fetch('/peer/questions.py')).text());
</script>
"""
)
PYSCRIPT_PAGE = (
    HEAD
    + """<link rel="stylesheet" href="/pyscript/core.css">
<script type="module" src="/pyscript/core.js"></script>
<main>Loading…</main>
<script type="py" src="/peer/main.py" config="/peer/pyscript.json"></script>
"""
)
PYSCRIPT_CONFIG = """{
  "interpreter": "/pyodide/pyodide.mjs",
  "files": {"/peer/engine.zip": "./*", "/peer/model.json": "", "/peer/texts.json": ""}
}
"""
READ_FILES = """
from pathlib import Path
MODEL, TEXTS = Path("model.json").read_text(), Path("texts.json").read_text()
"""


@dataclass(frozen=True, slots=True)
class Way:
    """A page to be measured, and how to see that it can be answered and that Python is there."""

    path: str
    answerable: str
    live: str
    engine: str  # what the paths of the runtime begin with
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class Visit:
    """Milliseconds from the start of the navigation, and bytes on the wire; NaN: it never came."""

    first: float
    answerable: float
    second: float
    after_press: float
    asked_for_engine: float
    live: float
    bytes_second: float
    bytes_all: float


def main(rounds: int = 3, site: Path = ROOT / "site") -> None:
    """Print the medians of each way, and how many times as long as this site's they are."""
    need(site / "index.html", PYODIDE, PYSCRIPT)
    ours = Way(
        "/site/troubleshooter/",
        f"kb-troubleshooter:defined {FIRST}",
        "kb-troubleshooter[data-engine=live]",
        "/site/assets/kb/py/",
    )
    ways = {
        "this site": ours,
        "this site, engine kept back": Way(
            ours.path, ours.answerable, ours.live, ours.engine, withheld=True
        ),
        "stock Pyodide": Way("/peer/pyodide.html", FIRST, "fieldset", "/pyodide/"),
        "PyScript": Way("/peer/pyscript.html", FIRST, "fieldset", "/pyodide/"),
    }
    visits: dict[str, list[Visit]] = {name: [] for name in ways}
    with (
        tempfile.TemporaryDirectory() as folder,
        served(
            {
                "/site/": site,
                "/peer/": _peers(Path(folder), site),
                "/pyodide/": PYODIDE,
                "/pyscript/": PYSCRIPT,
            }
        ) as host,
        sync_playwright() as playwright,
    ):
        browser = chromium(playwright)
        for way in ways.values():  # compresses the files, so that no visit waits for that
            _visit(browser, host, way, slow=False)
        # In turns, so that a busy machine is busy for all of them.
        for _ in range(rounds):
            for name, way in ways.items():
                visits[name].append(_visit(browser, host, way, slow=True))
        version = browser.version.split(".")[0]
        browser.close()
    print(
        f"Slow 4G, processor {SLOWER} times slower, Chromium {version}; medians of {rounds} visits."
    )
    print("Seconds from the start of the visit; in brackets how many times as long as this site.")
    print("No visit to this site asked for the engine before the first press.\n")
    _print(visits)


def _print(visits: dict[str, list[Visit]]) -> None:
    columns = {
        "1st shown": "first",
        "answerable": "answerable",
        "2nd shown": "second",
        "from press": "after_press",
        "engine asked": "asked_for_engine",
        "engine live": "live",
    }
    sizes = {"KB to 2nd": "bytes_second", "KB in all": "bytes_all"}

    def middle(name: str, field: str) -> float:
        values: list[float] = [getattr(visit, field) for visit in visits[name]]
        return statistics.median(values)

    print(
        f"{'':28}"
        + "".join(f"{title:>15}" for title in columns)
        + "".join(f"{title:>11}" for title in sizes)
    )
    for name in visits:
        cells = []
        for field in columns.values():
            ms, our = middle(name, field), middle("this site", field)
            if ms != ms:  # NaN
                cells.append(f"{'–':>15}")
            else:
                ratio = f"({ms / our:.1f})" if field in ("first", "answerable", "second") else ""
                cells.append(f"{ms / 1_000:.1f} {ratio:>7}".rjust(15))
        cells += [f"{middle(name, field) / 1_000:>11,.0f}" for field in sizes.values()]
        print(f"{name:28}" + "".join(cells))


def _visit(browser: Browser, host: Host, way: Way, *, slow: bool) -> Visit:
    context = browser.new_context(viewport=PHONE, is_mobile=True, has_touch=True)  # type: ignore[arg-type]
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    names = {"first": FIRST, "second": SECOND, "answerable": way.answerable, "live": way.live}
    page.add_init_script(WATCH % names)
    if slow:
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", SLOW_4G)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    host.sent.clear()
    host.withheld = way.engine if way.withheld else "\0"
    page.goto(host.address + way.path, wait_until="commit")
    page.locator(way.answerable).first.wait_for()
    page.locator(f"{FIRST}[value=failed]").check()
    page.get_by_role("button", name="Continue", exact=True).click()
    page.locator(SECOND).first.wait_for()
    if not way.withheld:
        page.locator(way.live).first.wait_for()
    visit = _facts(page, host, way)
    context.close()
    return visit


def _facts(page: Page, host: Host, way: Way) -> Visit:
    page.wait_for_function("() => seen.second && seen.pressed")
    seen: dict[str, float] = page.evaluate("() => seen")
    # Nothing is seen before the first paint, however early it is in the document.
    paint: float = page.evaluate(
        "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"
    )
    began: float = page.evaluate("() => performance.timeOrigin")
    asked = [
        sent.at * 1_000 - began for sent in list(host.sent) if sent.path.startswith(way.engine)
    ]
    if not way.withheld and way.engine.startswith("/site/") and min(asked) < seen["used"]:
        raise RuntimeError("the engine was asked for before the first press")
    nan = float("nan")
    return Visit(
        first=max(seen["first"], paint),
        answerable=max(seen["answerable"], paint),
        second=seen["second"],
        after_press=seen["second"] - seen["pressed"],
        asked_for_engine=nan if way.withheld or not asked else min(asked),
        live=nan if way.withheld else max(seen["live"], paint),
        bytes_second=page.evaluate(BYTES),
        bytes_all=sum(sent.size for sent in list(host.sent)),
    )


def _peers(folder: Path, site: Path) -> Path:
    """The peers' pages and what they load, in a folder."""
    ours = site / "assets" / "kb"
    shutil.copy(next(ours.glob("py/*/engine.zip")), folder / "engine.zip")
    shutil.copy(ours / f"{NAME}.model.json", folder / "model.json")
    shutil.copy(ours / f"{NAME}.en.json", folder / "texts.json")
    for name, content in {
        "pyodide.html": PYODIDE_PAGE,
        "pyscript.html": PYSCRIPT_PAGE,
        "pyscript.json": PYSCRIPT_CONFIG,
        "questions.py": QUESTIONS,
        "main.py": READ_FILES + QUESTIONS,
    }.items():
        (folder / name).write_text(content, encoding="utf-8")
    return folder


if __name__ == "__main__":
    given = sys.argv[1:]
    main(int(given[0]) if given else 3, Path(given[1]) if given[1:] else ROOT / "site")
