"""Taking a card, inside the page: how far the customer is, and how to stop waiting.

The customer keys the card in at the payment provider, on the phone or on a link. There is no field
for a card number here or anywhere. Where the provider is simulated, a panel that says so stands
for the customer on the phone.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import uuid4

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout

from salescenter.domain.errors import Busy, Unknown
from salescenter.domain.events import CaptureProgressed
from salescenter.domain.payment import IntentionState
from salescenter.i18n import N_, _
from salescenter.services.payments import Capture, CaptureById, CapturesOf
from salescenter.ui.colours import Tone
from salescenter.ui.editors.order.capture_simulation import SimulatedCustomer
from salescenter.ui.editors.order.order_link import OrderLink
from salescenter.ui.money_text import money_text
from salescenter.ui.widgets import (
    STRETCH,
    Card,
    announce,
    button,
    column,
    heading,
    icon_label,
    label,
    row,
    set_tone,
)


@dataclass(frozen=True, slots=True)
class _Look:
    """How a state of a capture reads; the panel goes by itself once it is over and good."""

    text: str
    tone: Tone
    icon: str
    is_over: bool = True


_LOOKS: Mapping[str, _Look] = {
    "asking": _Look(N_("The provider is being called…"), Tone.INFO, "loader", is_over=False),
    "waiting": _Look(
        N_("Waiting: the customer keys in the card now."), Tone.INFO, "phone", is_over=False
    ),
    "done": _Look(N_("The card is taken."), Tone.OK, "circle-check"),
    "stopped": _Look(N_("Stopped. No card was taken."), Tone.MUTED, "ban"),
    "canceled": _Look(N_("The customer broke off. No card was taken."), Tone.WARN, "circle-x"),
    "expired": _Look(N_("The time is over. No card was taken."), Tone.WARN, "clock"),
    "abandoned": _Look(
        N_("The customer broke off, or the time is over. No card was taken."), Tone.WARN, "circle-x"
    ),
    "refused": _Look(
        N_("The card could not be put on the order: what is to pay has changed. Ask again."),
        Tone.ERROR,
        "circle-x",
    ),
}
_HIGHEST = 290
_STATE_NAMES = {IntentionState.OPEN: "asking", IntentionState.UNKNOWN: "asking"}


class CapturePanel(Card):
    """One capture at a time: asked for, waiting, over."""

    ended = Signal(bool)
    """The capture is over; True when a card was taken."""
    toggled = Signal(bool)
    """The panel opened, or was put away."""

    def __init__(self, link: OrderLink) -> None:
        super().__init__("capture", tone=Tone.ACCENT)
        self.setAccessibleName(_("Take a card"))
        self._link = link
        self._capture: Capture | None = None
        self._heard: dict[int, CaptureProgressed] = {}
        self._looked_at: int | None = None
        self._stop_key = ""
        self._stopped = False
        self._build()
        self.setMaximumHeight(_HIGHEST)
        link.workbench.relay(self).on(CaptureProgressed, self._on_progress)
        self.hide()

    @property
    def is_running(self) -> bool:
        """Whether a customer is being waited for."""
        return self._capture is not None

    @property
    def state_text(self) -> str:
        """What it says of the capture."""
        return self._state.text()

    def look_for_open(self, order_id: int) -> None:
        """Take up a capture that was under way before this editor was opened; asked once."""
        if self._looked_at == order_id:
            return
        self._looked_at = order_id
        services = self._link.workbench.services
        self._link.workbench.runner.read(
            lambda: services.payments.captures(CapturesOf(order_id=order_id)),
            self._on_open_captures,
            self._link.workbench.report,
        )

    def show_asking(self) -> None:
        """The wish for a card is on its way."""
        self._stopped = False
        self._title.setText(_("Take a card"))
        self.simulation.show_session("")
        self._show("asking")
        self._stop.hide()
        self._close.hide()
        self._open(True)

    def begin(self, capture: Capture) -> None:
        """Follow a capture that was started."""
        self._capture = capture
        amount = money_text(capture.amount, capture.currency)
        self._title.setText(
            _("Ask the customer to key in the card for {amount}").format(amount=amount)
        )
        self._open(True)
        self._stop.show()
        self._close.hide()
        heard = self._heard.get(capture.intention_id)
        if heard is not None:
            self._on_progress(heard)
        else:
            self._show_progress(_name_of(capture), capture.session_ref)
        self.take_focus()

    def give_up(self) -> None:
        """The wish was refused: there is nothing to follow."""
        if not self.is_running:
            self._open(False)

    def take_focus(self) -> None:
        """Where something can be done: the simulated customer, else the way out."""
        if self.simulation.isVisible():
            self.simulation.take_focus()
        elif self._stop.isVisible():
            self._stop.setFocus()
        else:
            self._close.setFocus()

    def stop(self) -> None:
        """Wait no longer; a card that comes in after all is not put on the order."""
        if self._capture is None:
            return
        self._stopped = True
        self._stop_key = self._stop_key or uuid4().hex
        services = self._link.workbench.services
        wish = CaptureById(intention_id=self._capture.intention_id)
        self._link.workbench.runner.write(
            partial(_cancel, services, wish, self._stop_key), self._on_stopped, self._on_stop_failed
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc stops waiting, or puts the panel away once it is over."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.is_running:
            self.stop()
        else:
            self.close_panel()

    def close_panel(self) -> None:
        """Put it away."""
        self._open(False)
        self.ended.emit(False)

    def _open(self, shown: bool) -> None:
        if shown == self.isHidden():
            self.setVisible(shown)
            self.toggled.emit(shown)

    def _build(self) -> None:
        self._title = heading("", name="capture-title", level=2)
        self._title.setWordWrap(True)
        self._icon = icon_label("", size=20)
        self._state = label(name="capture-state", wrap=True)
        hint = _("The customer does this on the phone or on a link. Never ask for the number.")
        self._stop = button(_("Stop waiting"), name="capture-stop", on=self.stop, icon="x")
        self._close = button(_("Close"), name="capture-close", on=self.close_panel)
        state = row(self._icon, self._state)
        state.setStretch(1, 1)
        state.setAlignment(self._icon, Qt.AlignmentFlag.AlignTop)
        left = column(
            self._title,
            state,
            label(hint, tone=Tone.MUTED, wrap=True),
            row(self._stop, self._close, STRETCH),
            STRETCH,
        )
        self.simulation = SimulatedCustomer(self._link.workbench)
        both = QHBoxLayout()
        both.setSpacing(16)
        both.addLayout(left, 2)
        both.addWidget(self.simulation, 3)
        self.body.addLayout(both)

    def _on_open_captures(self, captures: tuple[Capture, ...]) -> None:
        if captures and not self.is_running:
            self.begin(captures[-1])

    def _on_progress(self, event: CaptureProgressed) -> None:
        self._heard[event.intention_id] = event
        capture = self._capture
        if capture is not None and event.intention_id == capture.intention_id:
            self._show_progress(event.state, event.session_ref)

    def _show_progress(self, state: str, session_ref: str) -> None:
        name = state if state in _LOOKS else "asking"
        if name == "abandoned" and self._stopped:
            name = "stopped"
        if name == "waiting" or not _LOOKS[name].is_over:
            self._show("waiting" if session_ref else name)
            self.simulation.show_session(session_ref)
            return
        self._end(name)

    def _end(self, name: str) -> None:
        had_focus = self._holds_focus()
        self._capture, self._stop_key = None, ""
        self.simulation.show_session("")
        self._show(name)
        self._stop.hide()
        self._close.show()
        taken = name == "done"
        if taken or name == "stopped":
            self._open(False)
        elif had_focus:
            self._close.setFocus()
        self.ended.emit(taken)

    def _holds_focus(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def _show(self, name: str) -> None:
        look = _LOOKS[name]
        self._state.setText(_(look.text))
        set_tone(self._state, look.tone)
        self._icon.show_icon(look.icon, look.tone)
        self.show_tone(Tone.ACCENT if look.tone is Tone.INFO else look.tone)
        announce(self, _(look.text))

    def _on_stopped(self, capture: Capture) -> None:
        self._stop_key = ""
        running = self._capture
        if running is None or running.intention_id != capture.intention_id:
            return
        self._show_progress(_name_of(capture), capture.session_ref)

    def _on_stop_failed(self, error: Exception) -> None:
        """An unknown outcome is asked for with the same key; everything else is told."""
        if isinstance(error, Unknown):
            self.stop()
            return
        self._stopped = False
        if not isinstance(error, Busy):
            self._stop_key = ""
        self._link.workbench.report(error)


def _cancel(services: Any, wish: CaptureById, key: str) -> Capture:
    cancel: Callable[..., Capture] = services.payments.cancel_capture
    return cancel(wish, key=key)


def _name_of(capture: Capture) -> str:
    if capture.state is IntentionState.OPEN and capture.session_ref:
        return "waiting"
    return _STATE_NAMES.get(capture.state, str(capture.state))
