"""The desk without a window: one process is one user, JSON lines in and out.

A line in is ``{"id", "verb", "key", "args"}``, a line out ``{"id", "outcome", ...}`` with the
outcomes of the architecture. An answer is written after the commit, never before. A malformed line
gets an answer too; an unknown verb is denied; a bug is answered as ``internal`` with the number
under which the log has it. An answer is always JSON and UTF-8: an id that could not be given back
so (NaN, half a character) makes its line malformed.
"""

import json
import logging
import math
import re
import secrets
from collections.abc import Iterable
from dataclasses import asdict, is_dataclass
from typing import IO, Any, NoReturn, cast

from pydantic import TypeAdapter, ValidationError

from salescenter.domain.card_text import redact
from salescenter.domain.errors import (
    Busy,
    Conflict,
    Denied,
    Problem,
    Refused,
    SalesCenterError,
    Unknown,
)
from salescenter.services.bundle import Services
from salescenter.services.gate import adapter
from salescenter.services.verbs import BoundVerb

_log = logging.getLogger(__name__)
_MAX_LINE = 4_000_000
_HALF_CHARACTER = re.compile("[\ud800-\udfff]")

Answer = dict[str, Any]


class Driver:
    """Answers lines with the verbs of a desk."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._verbs = {verb.spec.name: verb for verb in services.verbs()}

    def serve(self, lines: Iterable[str], out: IO[str]) -> None:
        """Answer every line until there are no more; open errands run between two lines."""
        for line in lines:
            if not line.strip():
                continue
            out.write(_written(self.answer(line)) + "\n")
            out.flush()
            self._run_errands()

    def _run_errands(self) -> None:
        """What was not done now stays written down and is looked at after the next line."""
        try:
            self._services.errands.run_open()
        except SalesCenterError as error:
            _log.info("errands wait: %s", error.code)
        except Exception:  # noqa: BLE001 - the same seam as in ``answer``
            _log.exception("internal error in an errand")

    def answer(self, line: str) -> Answer:
        """The answer to one line; never raises."""
        asked: Any = None
        try:
            asked = _parsed(line)
            return {"id": asked.get("id"), **self._outcome(asked)}
        except SalesCenterError as error:
            return {"id": _id_of(asked), **_told(error)}
        except Exception:  # noqa: BLE001 - see below
            # The seam to whoever talks to us: a bug is answered too, and found in the log.
            log_id = secrets.token_hex(4)
            _log.exception("internal error %s", log_id)
            return {"id": _id_of(asked), **_told(Refused("internal", log_id=log_id))}

    def _outcome(self, asked: Answer) -> Answer:
        name = asked.get("verb")
        if name == "verbs":
            return {"outcome": "ok", "result": self.listed()}
        verb = self._verbs.get(name) if isinstance(name, str) else None
        if verb is None:
            raise Denied("denied.no_such_verb", verb=str(name)[:64])
        wish = _wish_of(verb, asked.get("args", {}))
        result = verb(wish, key=asked.get("key"))
        return {
            "outcome": "ok",
            "result": adapter(verb.spec.answers).dump_python(result, mode="json"),
        }

    def listed(self) -> list[Answer]:
        """Every verb with its permission, the schema of what it asks and of what it answers."""
        return [
            {
                "verb": verb.spec.name,
                "about": verb.spec.doc,
                "permission": str(verb.spec.permission),
                "writes": verb.spec.writes,
                "keyed": verb.spec.keyed,
                "signed_off": verb.spec.signed_off,
                "when_locked": verb.spec.when_locked,
                "args": adapter(verb.spec.asks).json_schema(),
                "result": adapter(verb.spec.answers).json_schema(mode="serialization"),
            }
            for verb in self._verbs.values()
        ]


def _parsed(line: str) -> Answer:
    if len(line) > _MAX_LINE:
        raise Refused("malformed", detail=f"a line of more than {_MAX_LINE} characters")
    try:
        asked = json.loads(line, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise Refused("malformed", detail=type(error).__name__) from error
    if not isinstance(asked, dict):
        raise Refused("malformed", detail="a line is an object with id, verb, key and args")
    strange = sorted(set(asked) - {"id", "verb", "key", "args"})
    if strange:
        raise Refused("malformed", detail=", ".join(map(repr, strange))[:200])
    if not isinstance(asked.get("key"), str | None):
        raise Refused("malformed", detail="key is text")
    if not _can_be_given_back(asked.get("id")):
        raise Refused("malformed", detail="id is text, a finite number or nothing")
    return cast("Answer", asked)


def _wish_of(verb: BoundVerb[Any, Any], args: Any) -> Any:
    """The wish, read strictly: unknown fields and other types are refused, each with its place."""
    reader: TypeAdapter[Any] = adapter(verb.spec.asks)
    try:
        return reader.validate_json(json.dumps(args))
    except ValidationError as error:
        problems = tuple(
            Problem("malformed", ".".join(map(str, each["loc"])), {"detail": each["msg"]})
            for each in error.errors(include_url=False, include_input=False, include_context=False)
        )
        raise Refused("malformed", problems, detail=verb.spec.name) from error


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")


def _can_be_given_back(value: Any) -> bool:
    if isinstance(value, str):
        return not _HALF_CHARACTER.search(value)
    if isinstance(value, float):
        return math.isfinite(value)
    return isinstance(value, int | None)


def _written(answer: Answer) -> str:
    """One line of JSON that UTF-8 can hold, whatever of the line somebody sent is quoted in it."""
    text = json.dumps(answer, ensure_ascii=False, allow_nan=False)
    return _HALF_CHARACTER.sub("\N{REPLACEMENT CHARACTER}", text)


def _id_of(asked: Any) -> Any:
    return asked.get("id") if isinstance(asked, dict) else None


def _told(error: SalesCenterError) -> Answer:
    told: Answer = {
        "outcome": error.outcome,
        "code": error.code,
        "text": str(error),
        "params": {name: _plain(value) for name, value in error.params.items()},
    }
    match error:
        case Refused(problems=problems) if problems:
            told["problems"] = [
                {
                    "code": p.code,
                    "field": redact(p.field),
                    "params": _plain(dict(p.params)),
                    "text": str(p),
                }
                for p in problems
            ]
        case Conflict():
            told |= {"version": error.version, "fields": list(error.fields), "by": list(error.by)}
        case Busy():
            told["retry_after"] = error.retry_after
        case Unknown():
            told["key"] = error.key
        case _:
            pass
    return told


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return _plain(asdict(value))
    if isinstance(value, dict):
        return {str(name): _plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(each) for each in value]
    if isinstance(value, str):
        return redact(value)  # what was typed into the wrong field is not said back
    return value if isinstance(value, int | float | bool | None) else str(value)
