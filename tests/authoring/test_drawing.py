"""The drawing of the decision tree: everything is on it, and nothing lies upon anything else."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import combinations, product
from math import dist
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Page, sync_playwright

from wizard.authoring import LANGUAGES, Table, Troubleshooter, decision_tree, load
from wizard.authoring.drawing import MOST_STEPS, draw, drawn_steps
from wizard.authoring.steps import PlainStep

TODAY = "2026-02-01"
ROOT = Path(__file__).parents[2]
NAMES = ("reauthenticate", "showcase")
SVG = "{http://www.w3.org/2000/svg}"

Point = tuple[float, float]


@dataclass(frozen=True)
class Card:
    """A card on the sheet, and the texts in it from top to bottom."""

    left: float
    top: float
    right: float
    bottom: float
    texts: list[str]

    @property
    def said(self) -> str:
        return " ".join(self.texts).replace("\u00a0", " ")


@dataclass(frozen=True)
class Drawing:
    """A drawing, and what it was made from."""

    shooter: Troubleshooter
    language: str
    steps: list[PlainStep]
    svg: str

    @cached_property
    def root(self) -> ElementTree.Element:
        return ElementTree.fromstring(self.svg)

    @cached_property
    def cards(self) -> dict[int, Card]:
        found = {}
        for group in self.root.findall(f"{SVG}g[@id]"):
            frame = group.find(f"{SVG}rect")
            assert frame is not None
            x, y = map(float, re.findall(r"[-\d.]+", group.attrib["transform"]))
            w, h = float(frame.attrib["width"]), float(frame.attrib["height"])
            texts = [str(text.text) for text in group.iter(f"{SVG}text")]
            found[int(group.attrib["id"].removeprefix("step-"))] = Card(x, y, x + w, y + h, texts)
        return found

    @cached_property
    def lines(self) -> list[list[Point]]:
        """Each line between cards as points from its beginning to its end."""
        return [_points(p.attrib["d"]) for p in self.root.findall(f"{SVG}path[@class='line']")]


@cache
def _drawn(name: str, language: str) -> Drawing:
    shooter, table, steps = _shooter(name)
    return Drawing(shooter, language, steps, draw(shooter, language, TODAY, table))


@cache
def _shooter(name: str) -> tuple[Troubleshooter, Table, list[PlainStep]]:
    """A troubleshooter of this site, and enough of its decision tree for a drawing."""
    shooter = load(ROOT / "docs/_troubleshooters" / name)
    table = decision_tree(shooter.model, TODAY, 300)
    return shooter, table, drawn_steps(table, shooter.model, TODAY, MOST_STEPS)


@pytest.fixture(params=[f"{n}-{lang}" for n in NAMES for lang in LANGUAGES])
def drawing(request: pytest.FixtureRequest) -> Drawing:
    """Each troubleshooter's drawing in each language."""
    name, _, language = request.param.partition("-")
    return _drawn(name, language)


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    """A page of a browser that measures text."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser.new_page()
        browser.close()


def test_it_has_a_name_a_description_and_a_language(drawing: Drawing) -> None:
    root = drawing.root
    title, about = root.find(f"{SVG}title"), root.find(f"{SVG}desc")

    assert title is not None
    assert about is not None
    assert drawing.shooter.texts(drawing.language).strings["title"] in str(title.text)
    assert str(len(drawing.steps)) in str(about.text)
    assert (root.attrib["lang"], root.attrib["role"]) == (drawing.language, "img")
    assert root.attrib["aria-labelledby"] == f"{title.attrib['id']} {about.attrib['id']}"


def test_it_fits_on_a_sheet_and_is_small(drawing: Drawing) -> None:
    w, h = (float(drawing.root.attrib[side].removesuffix("mm")) for side in ("width", "height"))
    _, _, box_width, box_height = map(float, drawing.root.attrib["viewBox"].split())

    assert w <= 841
    assert h <= 594
    assert w / h == pytest.approx(box_width / box_height, rel=0.001)
    assert len(drawing.svg.encode()) < 300_000


def test_every_step_has_a_card_with_its_sentence(drawing: Drawing) -> None:
    words = drawing.shooter.texts(drawing.language).strings
    named = {"ask": "question", "try": "repair"}
    said = {number: card.said for number, card in drawing.cards.items()}

    assert list(said) == [step.number for step in drawing.steps]
    assert len(said) > 30
    for step in drawing.steps:
        kind, id = step.view["step"]["kind"], step.view["step"]["id"]
        assert words[f"{named[kind]}.{id}"] in said[step.number]


def test_it_goes_on_after_a_repair_instead_of_listing_the_starts() -> None:
    """The table has all pairs of status and integration first, more than a drawing can hold."""
    steps = _drawn("reauthenticate", "en").steps
    after = [step for step in steps if re.search("tried|skipped", str(step.view["fragment"]))]

    assert len(after) >= 3


def test_every_step_but_the_first_is_led_to(drawing: Drawing) -> None:
    """By one line, and by its number wherever it comes next."""
    starts = {n: 0 for n in drawing.cards}
    for (x, y), *_ in drawing.lines:
        for n, card in drawing.cards.items():
            starts[n] += x == pytest.approx(card.right, abs=0.02) and card.top < y < card.bottom
    ends = [points[-1] for points in drawing.lines]
    reached = {
        n
        for n, card in drawing.cards.items()
        if any(
            x == pytest.approx(card.left, abs=0.02) and card.top < y < card.bottom for x, y in ends
        )
    }

    assert reached == set(drawing.cards) - {1}
    assert len(ends) == sum(starts.values()) == len(drawing.cards) - 1
    for step in drawing.steps:
        for _, then in step.then:
            assert not isinstance(then, int) or str(then) in drawing.cards[step.number].texts


def test_a_way_that_is_cut_ends_with_its_repairs_in_order(drawing: Drawing) -> None:
    words = drawing.shooter.texts(drawing.language).strings
    plans = [
        (step.number, then["plan"])
        for step in drawing.steps
        for _, then in step.then
        if not isinstance(then, int) and then["step"]["kind"] in ("ask", "try") and then["plan"]
    ]

    assert plans
    for number, plan in plans:
        listed = " ".join(f"{n} {words[f'repair.{id}']}" for n, id in enumerate(plan, 1))
        assert listed in drawing.cards[number].said


def test_no_card_lies_upon_another_or_beyond_the_sheet(drawing: Drawing) -> None:
    _, _, width, height = map(float, drawing.root.attrib["viewBox"].split())

    for card in drawing.cards.values():
        assert 0 < card.left < card.right < width
        assert 0 < card.top < card.bottom < height
    for one, other in combinations(drawing.cards.values(), 2):
        beside = one.right < other.left or other.right < one.left
        assert beside or one.bottom < other.top or other.bottom < one.top


def test_no_line_goes_through_a_card(drawing: Drawing) -> None:
    for line in drawing.lines:
        for x, y in line:
            for card in drawing.cards.values():
                assert not (card.left + 0.1 < x < card.right - 0.1 and card.top < y < card.bottom)


def test_no_line_crosses_or_touches_another(drawing: Drawing) -> None:
    style = str(drawing.root.findtext(f"{SVG}style"))
    thickness = max(map(float, re.findall(r"\.line\b[^}]*stroke-width:([\d.]+)", style)))
    near: dict[tuple[int, int], list[tuple[int, Point]]] = {}
    for number, line in enumerate(drawing.lines):
        for x, y in line:
            near.setdefault((int(x), int(y)), []).append((number, (x, y)))

    assert thickness < 1
    for column, row in near:
        around = [
            p for c, r in product((0, 1), (-1, 0, 1)) for p in near.get((column + c, row + r), [])
        ]
        for (one, p), (other, q) in product(near[column, row], around):
            assert one == other or dist(p, q) > thickness


def test_all_text_stays_where_it_belongs(drawing: Drawing, page: Page) -> None:
    """As a browser measures it: within its card or the sheet, and upon no other text."""
    page.set_content(f"<body style='margin:0'>{drawing.svg}")

    assert page.evaluate(_MISPLACED) == []


def test_the_first_card_reads_as_it_should() -> None:
    drawing = _drawn("showcase", "en")

    assert drawing.cards[1].said == (
        "1 Question Is the lamp on? No 2 It blinks 3 Yes Support ticket I can't get to it 4 "
        "I don't know · I can't check now 5"
    )


def test_each_language_has_its_own_words() -> None:
    kinds = {language: _drawn("showcase", language).cards[1].texts[1] for language in LANGUAGES}

    assert kinds == {"en": "Question", "sv": "Fråga", "de": "Frage"}


def test_signs_of_markup_in_a_sentence_are_text(tmp_path: Path) -> None:
    yml = (ROOT / "docs/_troubleshooters/showcase/model.yml").read_text(encoding="utf-8")
    assert "title: The coffee machine stays cold" in yml
    yml = yml.replace("title: The coffee machine stays cold", 'title: <Coffee> & "tea" stay cold')
    yml = yml.replace("text: Is the lamp on?", 'text: Is <b>the</b> lamp & the "light" on?')
    (tmp_path / "model.yml").write_text(yml, encoding="utf-8")
    shooter = load(tmp_path)

    svg = draw(shooter, "en", TODAY, decision_tree(shooter.model, TODAY))
    drawing = Drawing(shooter, "en", [], svg)

    assert 'Is <b>the</b> lamp & the "light" on?' in drawing.cards[1].said
    assert drawing.root.findtext(f"{SVG}title") == 'Decision tree: <Coffee> & "tea" stay cold'


def test_a_word_that_is_too_long_for_its_card_is_broken(tmp_path: Path, page: Page) -> None:
    yml = (ROOT / "docs/_troubleshooters/showcase/model.yml").read_text(encoding="utf-8")
    long = "Kaffeemaschinenwasserbehälterfüllstandsanzeige" * 5
    (tmp_path / "model.yml").write_text(yml.replace("Is the lamp on?", long), encoding="utf-8")
    shooter = load(tmp_path)

    svg = draw(shooter, "en", TODAY, decision_tree(shooter.model, TODAY))
    page.set_content(f"<body style='margin:0'>{svg}")

    assert page.evaluate(_MISPLACED) == []
    assert long in "".join(Drawing(shooter, "en", [], svg).cards[1].texts)


def test_a_tree_of_a_ticket_alone_is_a_card(tmp_path: Path) -> None:
    yml = (ROOT / "tests/authoring/broken/good/model.yml").read_text(encoding="utf-8")
    (tmp_path / "model.yml").write_text(
        re.sub(r"(?m)^(order|ticket):.*\n", "", yml) + "\nticket: {minutes: 0.01}\n",
        encoding="utf-8",
    )
    shooter = load(tmp_path)

    svg = draw(shooter, "en", TODAY, decision_tree(shooter.model, TODAY))

    [card] = Drawing(shooter, "en", [], svg).cards.values()
    assert card.said == "1 Support ticket A support ticket is the quickest way now"


def test_equal_trees_are_equal_bytes_in_any_process() -> None:
    command = [sys.executable, "-m", "wizard.cli", "tree", "showcase", "--format", "svg"]
    drawings = {
        subprocess.run(
            [*command, "--today", TODAY],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("1", "2", "3")
    }

    assert len(drawings) == 1
    assert drawings.pop().startswith(b"<svg ")


def _points(d: str) -> list[Point]:
    """A path of `M`, `H`, `V` and `Q` as points that lie close together."""
    points: list[Point] = []
    for command, numbers in re.findall(r"([MHVQ])([^MHVQ]+)", d):
        values = [float(value) for value in numbers.split()]
        if command == "M":
            points.append((values[0], values[1]))
            continue
        start = points[-1]
        if command == "Q":
            turn, end = (values[0], values[1]), (values[2], values[3])
        else:
            turn = end = (values[0], start[1]) if command == "H" else (start[0], values[0])
        steps = int(8 * dist(start, end)) + 2
        points.extend(_on_curve(start, turn, end, n / steps) for n in range(1, steps + 1))
    return points


def _on_curve(a: Point, b: Point, c: Point, t: float) -> Point:
    weights = ((1 - t) ** 2, 2 * t * (1 - t), t * t)
    x, y = (sum(w * p[i] for w, p in zip(weights, (a, b, c), strict=True)) for i in (0, 1))
    return x, y


#: Texts that leave their card or the sheet, and pairs of texts that overlap. A line's box is higher
#: than its letters, so that boxes of neighbouring lines may meet.
_MISPLACED = """() => {
  const box = (element) => element.getBoundingClientRect();
  const inside = (a, b) =>
    a.left >= b.left && a.right <= b.right && a.top >= b.top && a.bottom <= b.bottom;
  const apart = (a, b) => a.right <= b.left || b.right <= a.left
    || a.bottom - a.height / 4 <= b.top + b.height / 4
    || b.bottom - b.height / 4 <= a.top + a.height / 4;
  const sheet = document.querySelector("svg");
  const found = [];
  for (const group of sheet.querySelectorAll("svg > g")) {
    const frame = group.id ? box(group.querySelector("rect")) : box(sheet);
    const texts = [...group.querySelectorAll("text")];
    const boxes = texts.map(box);
    texts.forEach((text, n) => {
      if (!inside(boxes[n], frame)) found.push(`${group.id}: ${text.textContent}`);
      for (let m = 0; m < n; m++) {
        if (!apart(boxes[n], boxes[m])) {
          found.push(`${group.id}: ${texts[m].textContent} / ${text.textContent}`);
        }
      }
    });
  }
  return found;
}"""
