"""What doubles with each line is read once: these tests would not end otherwise."""

from __future__ import annotations

from pathlib import Path

from wizard.authoring import check
from wizard.authoring.nodes import read_yaml

GOOD = Path(__file__).parent / "broken/good/model.yml"


def test_an_alias_of_aliases_is_read_once() -> None:
    doubled = "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 60))

    root, problems = read_yaml(f"a0: &a0 [x]\n{doubled}", "model.yml")

    assert (len(root.fields), problems) == (60, [])


def test_a_way_that_parts_and_meets_again_is_followed_once(tmp_path: Path) -> None:
    question = """\
  part-{0}:
    text: Left or right?
    minutes: 1
    answers:
      left: {{text: Left, next: {1}}}
      right: {{text: Right, next: {1}}}
"""
    way = [question.format(n, f"part-{n + 1}") for n in range(60)]
    way.append(question.format(60, "ticket"))
    model = GOOD.read_text(encoding="utf-8").replace("\norder:", "".join(way) + "\norder:")
    (tmp_path / "model.yml").write_text(model, encoding="utf-8")

    assert [problem for problem in check(tmp_path) if not problem.warning] == []
