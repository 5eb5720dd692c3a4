"""The ten main states in three languages, light and dark, on a phone and on a desk: 120 pictures.

For people who check what a change has done to the looks: `index.html` in the folder shows all, and per
state a `sheet-….png` for each window has the upper part of its six pictures side by side. Each state is
waited for, never a time, and reached once per language; then the colours and the window change around it.

Run after `make build` (about two minutes): python benchmarks/screenshots.py [FOLDER] [SITE]
"""

from __future__ import annotations

import html
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, Route, expect, sync_playwright
from serving import ROOT, chromium, need, served

LANGUAGES = ("en", "sv", "de")
#: The preference to the theme's own name of it.
SCHEMES: dict[Literal["light", "dark"], str] = {"light": "default", "dark": "slate"}
WIDTHS = {360: 740, 1280: 900}
MESSAGE = (
    "ERROR 1045 (28000): Access denied for user 'magentobi'@'54.88.76.97' (using password: YES)\n"
    "mysql://magentobi:hunter22@db.example.com/shop"
)
ZENDESK = "troubleshooter/#integration=zendesk&status=re-auth"
PATIENCE = 60_000  # ms; Python starts in two seconds, on a loaded machine in ten times that

Open = Callable[[str], None]


def _start(_page: Page, open: Open) -> None:
    open("")


def _first_question(page: Page, open: Open) -> None:
    open("troubleshooter/")
    page.locator("kb-troubleshooter:defined input[name=status]").first.wait_for()


def _nothing_chosen(page: Page, open: Open) -> None:
    _first_question(page, open)
    title = page.title()
    page.locator("form:has(input[name=status]) button[type=submit]").click()
    expect(page).not_to_have_title(title)


def _later_question(page: Page, open: Open) -> None:
    open("troubleshooter/#integration=zendesk&status=failed")
    _expect(page, engine="live", step_kind="ask", step_id="error")


def _repair(page: Page, open: Open) -> None:
    open("troubleshooter/#access=settings-open&integration=zendesk&status=re-auth")
    _expect(page, engine="live", step_kind="try")


def _repair_failed(page: Page, open: Open) -> None:
    open(ZENDESK)
    _expect(page, engine="live", step_id="reactivate-zendesk-token")
    page.locator("button[data-reply=not-fixed]").click()
    expect(page.locator("kb-troubleshooter")).not_to_have_attribute(
        "data-step-id", "reactivate-zendesk-token"
    )


def _fixed(page: Page, open: Open) -> None:
    open(ZENDESK)
    _expect(page, engine="live", step_id="reactivate-zendesk-token")
    page.locator("button[data-reply=fixed]").click()
    _expect(page, step_kind="done")


def _message_read(page: Page, open: Open) -> None:
    _first_question(page, open)
    field = page.locator("kb-troubleshooter textarea")
    # Wherever the page keeps it folded away.
    field.evaluate(
        "field => { const fold = field.closest('details'); if (fold) fold.open = true; }"
    )
    field.fill(MESSAGE)
    page.locator("form:has(textarea) button[type=submit]").click()
    page.wait_for_url("**/troubleshooter/#seen=mysql-1045")
    expect(page.locator("[data-causes] > li").first).to_have_attribute(
        "data-cause", "password-changed"
    )


def _ticket(page: Page, open: Open) -> None:
    open("support/ticket/#integration=zendesk&status=re-auth&tried=reactivate-zendesk-token")
    expect(page.locator("[name=integration]")).to_have_value("Zendesk")


def _engine_failed(page: Page, open: Open) -> None:
    def refuse(route: Route) -> None:
        route.abort()

    page.route("**/kb/py/**", refuse)
    _first_question(page, open)
    page.locator("input[name=status]").first.focus()
    _expect(page, engine="failed")
    page.unroute("**/kb/py/**", refuse)


#: Name to the way there. In this order, so that the engine starts once and nothing is kept too early.
STATES: dict[str, Callable[[Page, Open], None]] = {
    "01-start": _start,
    "02-first-question": _first_question,
    "03-nothing-chosen": _nothing_chosen,
    "04-later-question": _later_question,
    "05-repair": _repair,
    "06-repair-failed": _repair_failed,
    "07-fixed": _fixed,
    "08-message-read": _message_read,
    "09-ticket": _ticket,
    "10-engine-failed": _engine_failed,
}


def main(folder: Path = ROOT / ".cache" / "screenshots", site: Path = ROOT / "site") -> None:
    """Write the pictures and the sheets into the folder, over those of the last time."""
    need(site / "index.html")
    began = time.monotonic()
    folder.mkdir(parents=True, exist_ok=True)
    expect.set_options(timeout=PATIENCE)
    with served({"/": site}) as host, sync_playwright() as playwright:
        browser = chromium(playwright)
        for language in LANGUAGES:
            _photograph(browser, host.address, language, folder)
        (folder / "index.html").write_text(_index(), encoding="utf-8")
        with served({"/": folder}) as gallery:
            _sheets(browser, gallery.address, folder)
        browser.close()
    print(f"{'state':20} {'pictures':>9} {'KB':>7}")
    for state in STATES:
        sizes = [file.stat().st_size for file in folder.glob(f"{state}.*.png")]
        print(f"{state:20} {len(sizes):9} {sum(sizes) / 1_000:7,.0f}")
    print(f"\n{time.monotonic() - began:.0f} s; to look at: {folder / 'index.html'}")


def _photograph(browser: Browser, address: str, language: str, folder: Path) -> None:
    context = browser.new_context(locale=language, reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    prefix = "" if language == "en" else f"{language}/"

    def open(path: str) -> None:
        page.goto(f"{address}/{prefix}{path}")

    for state, reach in STATES.items():
        reach(page, open)
        page.mouse.move(0, 0)  # off whatever it pressed
        for scheme, own_name in SCHEMES.items():
            page.emulate_media(color_scheme=scheme)
            # The theme looks at the preference when a page opens; later only its own switch counts.
            page.locator(f"input[data-md-color-scheme={own_name}]").evaluate("own => own.click()")
            for width, height in WIDTHS.items():
                page.set_viewport_size({"width": width, "height": height})
                page.evaluate(
                    "() => { scrollTo(0, 0); return new Promise(requestAnimationFrame); }"
                )
                page.screenshot(
                    path=folder / _name(state, language, scheme, width),
                    full_page=True,
                    animations="disabled",
                )
    context.close()


def _expect(page: Page, **attributes: str) -> None:
    """The troubleshooter says so in its `data-` attributes."""
    for name, value in attributes.items():
        attribute = f"data-{name.replace('_', '-')}"
        expect(page.locator("kb-troubleshooter")).to_have_attribute(attribute, value)


def _name(state: str, language: str, scheme: str, width: int) -> str:
    return f"{state}.{language}.{scheme}.{width}.png"


def _index() -> str:
    """All pictures on a page: a section per state and window; where that is a phone, in one row."""
    sections = []
    for state in STATES:
        for width in WIDTHS:
            pictures = "".join(
                _picture(state, language, scheme, width)
                for scheme in SCHEMES
                for language in LANGUAGES
            )
            sections.append(
                f'<section id="{state}-{width}"><h2>{state}, {width}</h2><div>{pictures}</div></section>'
            )
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>The ten main states</title><style>'
        "body { font: 16px sans-serif; margin: 8px; width: 2200px; background: #ddd }"
        "section > div { display: flex; flex-wrap: wrap; gap: 8px }"
        "figure { margin: 0 } figcaption { padding-block: 4px }"
        "img { display: block; width: 358px; max-height: 1800px; object-fit: cover; object-position: top }"
        "img.wide { width: 724px; max-height: 900px }"
        f"</style><h1>The ten main states</h1>{''.join(sections)}</html>\n"
    )


def _picture(state: str, language: str, scheme: str, width: int) -> str:
    name = html.escape(_name(state, language, scheme, width))
    wide = ' class="wide"' if width == max(WIDTHS) else ""
    return (
        f'<figure><figcaption>{language}, {scheme}</figcaption><a href="{name}">'
        f'<img src="{name}" alt="{state} in {language}, {scheme}, {width} wide"{wide}></a></figure>'
    )


def _sheets(browser: Browser, address: str, folder: Path) -> None:
    page = browser.new_page(viewport={"width": 2216, "height": 1200})
    page.goto(f"{address}/index.html")  # returns when all pictures have loaded
    for state in STATES:
        for width in WIDTHS:
            page.locator(f"[id='{state}-{width}']").screenshot(
                path=folder / f"sheet-{state}-{width}.png"
            )
    page.close()


if __name__ == "__main__":
    main(*[Path(argument) for argument in sys.argv[1:3]])
