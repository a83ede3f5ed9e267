"""Which keys run which action: the program's own, and what a keymap file changes.

A keymap file is TOML: ``name``, and under ``[keys]`` action ids with the keys to use instead;
"" takes the keys away. Unknown ids are told, never silently dropped.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtGui import QKeySequence

from salescenter import resources
from salescenter.ui.actions.action import Action


@dataclass(frozen=True, slots=True)
class Keymap:
    """The keys of every action; ``problems`` says what of the file could not be used."""

    keys: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[str, ...] = ()

    def of(self, action: Action) -> str:
        """The keys of an action as portable text ("Ctrl+E, Ctrl+O"); "" for none."""
        return self.keys.get(action.id, action.shortcut)

    def spoken(self, action: Action) -> str:
        """The keys as this platform writes them."""
        keys = QKeySequence(self.of(action))
        return keys.toString(QKeySequence.SequenceFormat.NativeText)


def default_file() -> Path:
    """The keymap that comes with the program."""
    return resources.path("keymap", "default.toml")


def read_keymap(actions: Iterable[Action], *files: Path) -> Keymap:
    """Read keymap files, later ones win; files that are not there are left out."""
    known = {action.id: action.shortcut for action in actions}
    keys: dict[str, str] = {}
    problems: list[str] = []
    for file in files:
        if not file.is_file():
            continue
        try:
            wanted = tomllib.loads(file.read_text(encoding="utf-8")).get("keys", {})
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            problems.append(f"{file.name}: {error}")
            continue
        for action_id, text in wanted.items():
            problem = _problem(action_id, text, known)
            if problem:
                problems.append(f"{file.name}: {problem}")
            else:
                keys[action_id] = text
    return _without_clashes(known | keys, keys, problems)


def with_own_keys(base: Keymap, actions: Iterable[Action], own: Mapping[str, str]) -> Keymap:
    """A keymap changed by what a person set; what would swallow other keys is left out."""
    known = {action.id: base.of(action) for action in actions}
    keys = {name: text for name, text in own.items() if not _problem(name, text, known)}
    changed = _without_clashes(known | keys, keys, [])
    return Keymap({**base.keys, **changed.keys}, base.problems)


def _problem(action_id: str, text: object, known: Mapping[str, str]) -> str:
    if action_id not in known:
        return f"{action_id}?"
    if not isinstance(text, str) or (text and QKeySequence(text).isEmpty()):
        return f"{action_id} = {text!r}?"
    return ""


def _without_clashes(
    merged: Mapping[str, str], keys: dict[str, str], problems: list[str]
) -> Keymap:
    """Changed keys that would swallow others fall back to the program's own."""
    for one, other in clashes(merged):
        changed = one if one in keys else other
        if keys.pop(changed, None) is not None:
            problems.append(f"{one} / {other}: {merged[one]}")
    return Keymap(keys, tuple(problems))


def clashes(keys: Mapping[str, str]) -> list[tuple[str, str]]:
    """Pairs of actions of which one's keys are, or begin, the other's: one of them never runs."""
    strokes = {
        action_id: [stroke.strip().casefold() for stroke in text.split(", ")]
        for action_id, text in keys.items()
        if text
    }
    return [
        (one, other)
        for one, short in strokes.items()
        for other, long in strokes.items()
        if one != other and long[: len(short)] == short and (len(short) < len(long) or one < other)
    ]
