"""A pasted block as a table shows it: what was pasted, what was understood, what not and why."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from salescenter.domain.catalogue import ORDERABLE, ItemMatch
from salescenter.domain.refusals import sentence
from salescenter.i18n import N_, _
from salescenter.services.catalogue_entry import Recognised
from salescenter.services.orders.views import SoMany
from salescenter.ui.colours import Tone
from salescenter.ui.money_text import DASH, money_text, quantity_text
from salescenter.ui.tables import END, Column

TEXT = "text"


@dataclass(frozen=True, slots=True)
class PastedRow:
    """A line; ``key`` stays when it is typed anew, ``tried`` counts the proposals taken."""

    key: int
    found: Recognised
    tried: int = 0

    @property
    def match(self) -> ItemMatch | None:
        """What it was understood as."""
        return self.found.match

    @property
    def proposals(self) -> tuple[ItemMatch, ...]:
        """What it may have meant, of what can be ordered as it stands."""
        return tuple(each for each in self.found.proposals if each.kind in ORDERABLE)

    def with_proposal(self, step: int) -> "PastedRow":
        """With the next proposal taken; the same where there is none."""
        if not self.proposals:
            return self
        place = (self.tried + step - (1 if self.tried else 0)) % len(self.proposals)
        if not self.tried:
            place = 0 if step > 0 else len(self.proposals) - 1
        quantity = max(1, self.found.quantity)
        taken = replace(self.found, match=self.proposals[place], quantity=quantity)
        return replace(self, found=taken, tried=place + 1)


def rows_of(found: Iterable[Recognised]) -> list[PastedRow]:
    """A row a line, as they were pasted."""
    return [PastedRow(key, each) for key, each in enumerate(found, 1)]


def wanted(rows: Iterable[PastedRow]) -> tuple[SoMany, ...]:
    """What was understood, as it is added."""
    return tuple(SoMany(row.match.id, row.found.quantity) for row in rows if row.match is not None)


def said_of(row: PastedRow) -> str:
    """What there is to say of a line: stock, or what is wrong and what may be meant."""
    match = row.match
    if match is not None:
        if match.is_discontinued:
            return _("Discontinued, {count} left").format(count=quantity_text(match.free))
        if match.free >= row.found.quantity:
            return _("In stock")
        if match.free <= 0:
            return _("None free")
        return _("Only {count} free").format(count=quantity_text(match.free))
    problem = row.found.problem
    why = sentence(problem.code, dict(problem.params)) if problem is not None else ""
    if row.proposals:
        codes = ", ".join(each.sku for each in row.proposals)
        return _("{why} Perhaps {codes}?").format(why=why, codes=codes)
    return why


def _tone(row: PastedRow) -> Tone:
    if row.match is None:
        return Tone.ERROR
    enough = row.match.free >= row.found.quantity and not row.match.is_discontinued
    return Tone.OK if enough else Tone.WARN


def _icon(row: PastedRow) -> str:
    return {Tone.ERROR: "circle-x", Tone.WARN: "triangle-alert"}.get(_tone(row), "check")


COLUMNS = (
    Column[PastedRow](
        "place",
        N_("#"),
        lambda row: quantity_text(row.found.place),
        width=40,
        align=END,
        drop=3,
        tone=lambda _row: Tone.MUTED,
    ),
    Column[PastedRow](
        TEXT,
        N_("As pasted"),
        lambda row: row.found.text,
        width=190,
        edit=lambda row: row.found.text,
        tip=lambda row: row.found.text,
    ),
    Column[PastedRow](
        "quantity",
        N_("Qty"),
        lambda row: quantity_text(row.found.quantity) if row.match else DASH,
        width=56,
        align=END,
    ),
    Column[PastedRow](
        "item",
        N_("Understood as"),
        lambda row: f"{row.match.sku}  {row.match.name}" if row.match else DASH,
        width=200,
        stretch=2,
        narrowest=120,
        strong=True,
    ),
    Column[PastedRow](
        "price",
        N_("Unit price"),
        lambda row: money_text(row.match.amount, row.match.currency) if row.match else "",
        width=90,
        align=END,
        drop=2,
    ),
    Column[PastedRow](
        "said",
        N_("What there is to say"),
        said_of,
        width=220,
        stretch=3,
        narrowest=140,
        tone=_tone,
        icon=_icon,
        tip=said_of,
    ),
)
