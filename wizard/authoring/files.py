"""Files as text: read whole or refused with a way out, written whole or not at all."""

from __future__ import annotations

import codecs
import os
import shutil
from pathlib import Path
from typing import BinaryIO

from wizard.authoring.problems import ModelError, Problem, UsageError

_WINDOWS = "windows-1252"


def read_utf8(path: Path, shown: str) -> str:
    """A file of ours, with or without a byte order mark.

    Args:
        shown: The file as problems name it.

    Raises:
        ModelError: It is not UTF-8; the problem has the line.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        problem = Problem(shown, line, f"not UTF-8: {error.reason}", "save it as UTF-8")
        raise ModelError([problem]) from error


def read_anything(stream: BinaryIO, shown: str, most: int) -> str:
    """A text that some other program wrote, in UTF-8, in UTF-16 with its mark, or in Windows-1252.

    A byte that is no UTF-8 is read as Windows-1252: it must not cost the reader the rest.

    Args:
        shown: The file as errors name it.
        most: Bytes that are read at most; a device or a pipe may have no end.

    Raises:
        UsageError: It is longer, or no text.
    """
    try:
        data = stream.read(most + 1)
    except OSError as error:
        raise UsageError(f"{shown}: {error.strerror}; give a text file") from error
    if len(data) > most:
        raise UsageError(f"{shown}: more than {most} bytes; give the part around the error message")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = data.decode("utf-16", errors="replace")
    else:
        text = data.removeprefix(codecs.BOM_UTF8).decode("utf-8", errors=_WINDOWS)
    if "\0" in text:
        # A secret between whose letters stand NULs would not be seen, and not be masked.
        raise UsageError(f"{shown}: not a text, for it holds NUL; save it as UTF-8")
    return text


def write_whole(path: Path, text: str) -> None:
    """Write a file, so that it is the old one or the new one at every moment, also when interrupted."""
    path = path.resolve()  # a link stays a link
    half = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with half.open("x", encoding="utf-8", newline="") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        if path.exists():
            shutil.copymode(path, half)
        half.replace(path)
    except BaseException as error:
        half.unlink(missing_ok=True)
        if isinstance(error, OSError):
            error.filename = str(path)
        raise


def _as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    alien = error.object[error.start : error.end]
    return alien.decode(_WINDOWS, errors="replace"), error.end


codecs.register_error(_WINDOWS, _as_windows_1252)
