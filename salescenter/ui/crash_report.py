"""The report of a bug: where in the program it happened, and nothing of what it was working on.

Messages of exceptions may quote what somebody typed; the report holds their kinds and places only.
The log, which never leaves the machine by itself, has the whole.
"""

import platform
import secrets
import traceback
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import qVersion

from salescenter import __version__

_PACKAGE = "salescenter"


def report_of(error: BaseException, trace: TracebackType | None, at: datetime) -> str:
    """What can be sent on: versions, kinds of errors, files, lines and functions."""
    lines = [
        f"Sales Center {__version__}",
        f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC",
        f"Python {platform.python_version()}, Qt {qVersion()}, {platform.system()}",
        "",
    ]
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        lines += _frames(trace if current is error else current.__traceback__)
        kind = type(current)
        lines.append(f"{kind.__module__}.{kind.__qualname__}")
        current = current.__cause__ or current.__context__
        if current is not None:
            lines.append("from:")
    return "\n".join(lines) + "\n"


def save_report(folder: Path, text: str, at: datetime) -> Path | None:
    """Write the report beside the log, for its owner alone; None where that cannot be done."""
    name = f"report-{at.astimezone(UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(3)}.txt"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        file = folder / name
        file.touch(mode=0o600, exist_ok=False)
        file.write_text(text, encoding="utf-8")
    except OSError:
        return None
    return file


def _frames(trace: TracebackType | None) -> list[str]:
    return [
        f"  {_place(frame.filename)}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(trace)
    ]


def _place(filename: str) -> str:
    """The file from the package on: folders above it may bear a person's name."""
    parts = Path(filename).parts
    if _PACKAGE in parts:
        return "/".join(parts[len(parts) - 1 - parts[::-1].index(_PACKAGE) :])
    return Path(filename).name
