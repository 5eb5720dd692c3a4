"""One built site, one Chromium: the site below a path, as it may be published, on loopback only."""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from wizard.authoring import Troubleshooter, interface_texts

PREFIX = "/help"
LIVE = 60_000  # ms; Python starts in about two seconds, on a loaded machine in ten times that

# As root Chromium has no sandbox; the rest keeps it from talking to anybody but us.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class _Handler(http.server.SimpleHTTPRequestHandler):
    extensions_map = {  # noqa: RUF012
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
    }

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix(PREFIX))

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Where the site is served, without a slash at the end."""
    handler = functools.partial(_Handler, directory=str(site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}{PREFIX}"
    server.shutdown()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium where there is one, else Playwright's own."""
    expect.set_options(timeout=15_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=ARGUMENTS
        )
        yield browser
        browser.close()


@dataclass
class Reader:
    """Somebody who reads the site in one language, and what they can name on a page."""

    page: Page
    language: str
    address: str
    strings: dict[str, str]
    visited: list[str]

    def open(self, path: str) -> None:
        """Go to a page of the reader's language, such as `troubleshooter/`."""
        prefix = "" if self.language == "en" else f"{self.language}/"
        self.page.goto(f"{self.address}/{prefix}{path}")

    @property
    def element(self) -> Locator:
        """The troubleshooter."""
        return self.page.locator("kb-troubleshooter")

    @property
    def fragment(self) -> str:
        """What the address holds after the `#`."""
        return urlsplit(self.page.url).fragment

    def say(self, id: str) -> str:
        """A sentence in the reader's language."""
        return self.strings[id]

    def expect_question(self, id: str) -> None:
        """The question is shown, and its sentence names the group of its answers."""
        expect(self.element).to_have_attribute("data-step-id", id)
        expect(self.page.get_by_role("group", name=self.say(f"question.{id}"))).to_be_visible()

    def expect_live(self) -> None:
        """The engine has started."""
        expect(self.element).to_have_attribute("data-engine", "live", timeout=LIVE)

    def answer(self, question: str, answer: str) -> None:
        """Choose an answer by its words and go on."""
        self.expect_question(question)
        id = f"answer.{question}.{answer}"
        self.page.get_by_role("radio", name=self.say(id), exact=True).check()
        self.page.get_by_role("button", name=self.say("ui.continue"), exact=True).click()

    def tab_to(self, target: Locator) -> None:
        """Press Tab until the target has the focus."""
        for _ in range(120):
            self.page.keyboard.press("Tab")
            if target.evaluate("element => element === document.activeElement"):
                return
        raise AssertionError(f"{target} cannot be reached with the Tab key")


@pytest.fixture
def reader(
    browser: Browser,
    address: str,
    reauthenticate: Troubleshooter,
    request: pytest.FixtureRequest,
) -> Iterator[Reader]:
    """A reader in English; parametrize `reader` indirectly for another language.

    Every request must go to the site itself, and no script may throw.
    """
    yield from _reader(browser, address, reauthenticate, getattr(request, "param", "en"))


@pytest.fixture
def reader_without_script(
    browser: Browser, address: str, reauthenticate: Troubleshooter, request: pytest.FixtureRequest
) -> Iterator[Reader]:
    """A reader whose browser has JavaScript switched off."""
    language = getattr(request, "param", "en")
    yield from _reader(browser, address, reauthenticate, language, java_script_enabled=False)


@pytest.fixture
def open_reader(
    browser: Browser, address: str, reauthenticate: Troubleshooter
) -> Iterator[Callable[..., Reader]]:
    """Makes readers with a language, viewport and colour scheme of their own."""
    generators = []

    def make(language: str, **options: object) -> Reader:
        generator = _reader(browser, address, reauthenticate, language, **options)
        generators.append(generator)
        return next(generator)

    yield make
    for generator in generators:
        next(generator, None)


def _reader(
    browser: Browser,
    address: str,
    shooter: Troubleshooter,
    language: str,
    **options: object,
) -> Iterator[Reader]:
    context = browser.new_context(locale=language, **options)  # type: ignore[arg-type]
    page = context.new_page()
    visited: list[str] = []
    thrown: list[str] = []
    page.on("request", lambda request: visited.append(request.url))
    page.on("pageerror", lambda error: thrown.append(str(error)))
    strings = {**interface_texts(language).strings, **shooter.texts(language).strings}
    yield Reader(page, language, address, strings, visited)
    context.close()
    foreign = [u for u in visited if urlsplit(u).netloc != urlsplit(address).netloc]
    assert [u for u in foreign if urlsplit(u).scheme not in ("data", "blob")] == []
    assert thrown == []
