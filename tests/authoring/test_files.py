"""Files are read whole or refused, and written whole or not at all."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from wizard.authoring import ModelError, Problem
from wizard.authoring.files import read_anything, read_utf8, write_whole
from wizard.authoring.problems import UsageError


def _read(data: bytes) -> str:
    return read_anything(io.BytesIO(data), "x.log", 100)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252", "iso-8859-1"])
def test_a_text_is_read_in_what_programs_write(encoding: str) -> None:
    assert _read("Schlüssel\r\n".encode(encoding)) == "Schlüssel\r\n"


def test_a_byte_that_fits_nowhere_does_not_cost_the_rest() -> None:
    assert _read("Schlüssel „å“ ".encode() + b"caf\xe9 \x81") == "Schlüssel „å“ café \ufffd"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32"])
def test_a_text_in_which_no_secret_would_be_seen_is_refused(encoding: str) -> None:
    with pytest.raises(
        UsageError, match=r"^x\.log: not a text, for it holds NUL; save it as UTF-8$"
    ):
        _read("password=abc".encode(encoding))


def test_a_text_without_end_is_refused() -> None:
    with (
        Path("/dev/zero").open("rb") as stream,
        pytest.raises(UsageError, match=r"^zero: more than 100 bytes; "),
    ):
        read_anything(stream, "zero", 100)


def test_a_file_of_ours_is_utf_8(tmp_path: Path) -> None:
    (tmp_path / "x.md").write_bytes(b"\xef\xbb\xbf# A\n\n\xfcber\n")

    with pytest.raises(ModelError) as caught:
        read_utf8(tmp_path / "x.md", "docs/x.md")

    message = "not UTF-8: invalid start byte"
    assert caught.value.problems == [Problem("docs/x.md", 3, message, "save it as UTF-8")]


def test_a_byte_order_mark_is_no_letter(tmp_path: Path) -> None:
    (tmp_path / "x.md").write_bytes(b"\xef\xbb\xbf---\n")

    assert read_utf8(tmp_path / "x.md", "x.md") == "---\n"


@pytest.mark.parametrize("interruption", [KeyboardInterrupt, OSError(28, "No space left")])
def test_an_interrupted_write_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, interruption: BaseException
) -> None:
    def fsync(_: int) -> None:
        raise interruption

    path = tmp_path / "x.json"
    path.write_text("old")
    monkeypatch.setattr(os, "fsync", fsync)

    with pytest.raises((KeyboardInterrupt, OSError)) as caught:
        write_whole(path, "new")

    assert {p.name: p.read_text() for p in tmp_path.iterdir()} == {"x.json": "old"}
    assert getattr(caught.value, "filename", str(path)) == str(path)


def test_a_file_keeps_its_rights_and_a_link_stays_one(tmp_path: Path) -> None:
    (tmp_path / "x.po").write_text("old")
    (tmp_path / "x.po").chmod(0o640)
    (tmp_path / "link.po").symlink_to("x.po")

    write_whole(tmp_path / "link.po", "ny\n")
    write_whole(tmp_path / "new.po", "ny\n")

    assert (tmp_path / "link.po").is_symlink()
    assert (tmp_path / "x.po").read_text() == "ny\n"
    assert oct((tmp_path / "x.po").stat().st_mode)[-3:] == "640"
    assert len(list(tmp_path.iterdir())) == 3
