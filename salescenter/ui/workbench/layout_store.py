"""How a person left the window: one small file a user, read leniently, written whole.

Layouts carry a version and the views they speak of: what does not fit any more is left out, and
the perspective stands as it is delivered, never empty. A file that cannot be read is put aside.
"""

import base64
import binascii
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

VERSION = 1


@dataclass(frozen=True, slots=True)
class OpenEditor:
    """An editor that was open: what it edits, and the name the docking knows it by."""

    kind: str
    key: str
    dock_id: str


class LayoutStore:
    """Perspectives, open editors, column widths and preferences of one user."""

    def __init__(self, folder: Path, user_id: str = "") -> None:
        self._folder = folder
        self._file = folder / "layout.json"
        self._data: dict[str, Any] = {}
        self.use_user(user_id)

    def use_user(self, user_id: str) -> None:
        """Read the file of that user; "" is the desk before anybody signed on."""
        safe = "".join(letter if letter.isalnum() else f"%{ord(letter):x}" for letter in user_id)
        self._file = self._folder / (f"layout-{safe}.json" if safe else "layout.json")
        self._data = self._read()

    def layout(self, perspective: str, views: frozenset[str]) -> bytes | None:
        """How the perspective was left; None when never, or when it knew other views."""
        entry = self._part("perspectives").get(perspective)
        if not isinstance(entry, dict) or entry.get("views") != sorted(views):
            return None
        try:
            return base64.b64decode(entry.get("state", ""), validate=True) or None
        except (binascii.Error, TypeError, ValueError):
            return None

    def keep_layout(self, perspective: str, views: frozenset[str], state: bytes) -> None:
        """Remember how it was left."""
        entry = {"views": sorted(views), "state": base64.b64encode(state).decode("ascii")}
        if self._part("perspectives").get(perspective) != entry:
            self._part("perspectives")[perspective] = entry
            self._write()

    def forget_layout(self, perspective: str) -> None:
        """Let the perspective stand as it is delivered."""
        if self._part("perspectives").pop(perspective, None) is not None:
            self._write()

    def editors(self) -> list[OpenEditor]:
        """The editors that were open, in the order of their tabs."""
        entries = self._data.get("editors")
        return [
            OpenEditor(*entry)
            for entry in (entries if isinstance(entries, list) else [])
            if isinstance(entry, list) and [type(word) for word in entry] == [str] * 3
        ]

    def keep_editors(self, editors: list[OpenEditor], active: str) -> None:
        """Remember which editors are open, and the docking's name of the one in front."""
        entries = [[editor.kind, editor.key, editor.dock_id] for editor in editors]
        if (entries, active) != (self._data.get("editors"), self._data.get("active")):
            self._data["editors"] = entries
            self._data["active"] = active
            self._write()

    def active_editor(self) -> str:
        """The docking's name of the editor that was in front."""
        return str(self._data.get("active", ""))

    def preference(self, name: str, default: str = "") -> str:
        """A remembered word: the perspective, the colours, the place of the window."""
        value = self._part("preferences").get(name, default)
        return value if isinstance(value, str) else default

    def keep_preference(self, name: str, value: str) -> None:
        """Remember it."""
        if self._part("preferences").get(name) != value:
            self._part("preferences")[name] = value
            self._write()

    def widths_of(self, table: str) -> dict[str, int]:
        """Pixels by column id; empty when nobody ever moved one."""
        widths = self._part("columns").get(table)
        if not isinstance(widths, dict):
            return {}
        return {name: width for name, width in widths.items() if isinstance(width, int)}

    def keep_widths(self, table: str, widths: dict[str, int]) -> None:
        """Remember them."""
        if self._part("columns").get(table) != widths:
            self._part("columns")[table] = widths
            self._write()

    def _part(self, name: str) -> dict[str, Any]:
        part = self._data.setdefault(name, {})
        if not isinstance(part, dict):
            part = self._data[name] = {}
        return part

    def _read(self) -> dict[str, Any]:
        try:
            data = json.loads(self._file.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except (json.JSONDecodeError, UnicodeDecodeError):
            self._file.replace(self._file.with_suffix(".unreadable"))
            return {}
        if not isinstance(data, dict) or data.get("version") != VERSION:
            return {}
        return data

    def _write(self) -> None:
        """Write beside and move over, so that a crash leaves the old or the new file."""
        self._data["version"] = VERSION
        self._folder.mkdir(parents=True, exist_ok=True)
        beside = self._file.with_suffix(".new")
        beside.write_text(json.dumps(self._data, indent=1, sort_keys=True), encoding="utf-8")
        beside.replace(self._file)
