"""The page of who changed what in a customer's file, the newest step first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any, ClassVar

from salescenter.i18n import N_, _
from salescenter.services.customer_editing import CustomerStep, HistoryOf
from salescenter.ui.background import Latest
from salescenter.ui.colours import Tone
from salescenter.ui.dates import full_moment_text, moment_text
from salescenter.ui.editors.customer.customer_link import CustomerLink
from salescenter.ui.editors.customer.customer_page import CustomerPage, Profile
from salescenter.ui.editors.customer.customer_wishes import IDENTITY_TITLES
from salescenter.ui.money_text import DASH
from salescenter.ui.tables import Column, TableModel, table_view
from salescenter.ui.widgets import button, column, row

PAGE = 50
_SYSTEM = "system"
_TITLES = {
    **IDENTITY_TITLES,
    "segments": N_("Segments"),
    "emails": N_("E-mail addresses"),
    "phones": N_("Telephones"),
    "is_active": N_("Account"),
    "kind": N_("Kind of customer"),
}
_KINDS = {"registered": N_("registered"), "guest": N_("guest")}
_NEW = frozenset({"customer.create", "customer.create_guest", "customer.import"})


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step, what it changed in words, and its moment as the store reads it."""

    step: CustomerStep
    what: str
    at: str
    full_at: str


def _by(line: StepRow) -> str:
    nobody = _("System") if line.step.role == _SYSTEM else _("nobody known")
    return line.step.by or nobody


COLUMNS = (
    Column[StepRow](
        "step", N_("Step"), lambda line: line.step.title, width=200, stretch=2, narrowest=140
    ),
    Column[StepRow](
        "what",
        N_("What changed"),
        lambda line: line.what,
        width=260,
        stretch=4,
        narrowest=140,
        tone=lambda _line: Tone.MUTED,
        tip=lambda line: line.what.replace("; ", "\n"),
    ),
    Column[StepRow]("by", N_("By"), _by, width=130, drop=1),
    Column[StepRow](
        "when", N_("When"), lambda line: line.at, width=130, tip=lambda line: line.full_at
    ),
)


class StepsPage(CustomerPage):
    """Steps by keyset pages."""

    id: ClassVar[str] = "history"
    title: ClassVar[str] = N_("History")

    def __init__(self, link: CustomerLink) -> None:
        super().__init__(link)
        self._latest = Latest(link.workbench.runner)
        self.destroyed.connect(self._latest.forget)
        self._steps: dict[int, CustomerStep] = {}
        self._version = -1
        self.model = TableModel(COLUMNS, key=lambda line: line.step.number)
        self.table = table_view(
            self.model,
            name="customer-history",
            accessible=_("Steps of the customer's file, the newest first"),
            empty=_("Nothing was done yet."),
        )
        self.more = button(
            _("Earlier steps"),
            name="customer-history-earlier",
            on=self._read_earlier,
            icon="chevron-down",
            kind="quiet",
        )
        self.more.hide()
        foot = row(self.more)
        foot.addStretch(1)
        self.setLayout(column(self.table, foot, gap=4))

    def show_profile(self, profile: Profile) -> None:
        """Read what was done since this page was looked at."""
        super().show_profile(profile)
        if profile.customer.version != self._version:
            self._version = profile.customer.version
            self._read(None)

    def take_focus(self) -> None:
        """The newest step, or where one was."""
        if self.table.current_key() is None:
            self.table.select_row(0)
        self.table.setFocus()

    def _read(self, before: int | None) -> None:
        profile, files = self.profile, self.link.workbench.services.customer_files
        if profile is not None:
            wish = HistoryOf(customer_id=profile.customer.id, before=before, limit=PAGE)
            self._latest.run(
                lambda: files.history(wish),
                partial(self._on_read, before),
                self.link.workbench.report,
            )

    def _read_earlier(self) -> None:
        self._read(min(self._steps, default=None))

    def _on_read(self, before: int | None, steps: tuple[CustomerStep, ...]) -> None:
        oldest = min((step.number for step in steps), default=0)
        if before is None and self._steps and oldest > max(self._steps) + 1:
            self._steps.clear()  # more was done meanwhile than one page holds
        if before is not None or not self._steps:
            self.more.setVisible(len(steps) == PAGE)
        self._steps |= {step.number: step for step in steps}
        zone, now = self.zone(), datetime.now(UTC)
        self.model.show_rows(
            StepRow(
                step,
                "; ".join(_changes(step)),
                moment_text(step.at, zone, now),
                full_moment_text(step.at, zone),
            )
            for _number, step in sorted(self._steps.items(), reverse=True)
        )
        if self.table.current_key() is None:
            self.table.select_row(0)


def _changes(step: CustomerStep) -> Iterator[str]:
    """What a step changed, one thing after the other; of a new customer nothing: all is new."""
    if step.kind in _NEW:
        return
    for path, before, after in step.differences:
        yield _("{about}: {before} → {after}").format(
            about=_about(path, before or after), before=_said(before), after=_said(after)
        )


def _about(path: Any, value: Any) -> str:
    name = str(path[0])
    if name == "addresses":
        nickname = value.get("nickname", "") if isinstance(value, dict) else ""
        return _("Address “{nickname}”").format(nickname=nickname)
    return _(_TITLES[name]) if name in _TITLES else name


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return _("enabled") if value else _("disabled")
    if isinstance(value, list | tuple):
        return ", ".join(map(_said, value)) or DASH
    if isinstance(value, dict):
        return _entry(value) if "nickname" in value else str(value.get("text", ""))
    text = str(value or "")
    return _(_KINDS[text]) if text in _KINDS else text or DASH


def _entry(entry: dict[str, Any]) -> str:
    address = entry.get("address", {})
    names = ("recipient", "line1", "line2", "postal_code", "city", "region", "country")
    return ", ".join(str(address[name]) for name in names if address.get(name))
