"""Calling an order off: why, and nothing else."""

from PySide6.QtCore import Qt

from salescenter.i18n import _
from salescenter.ui.colours import Tone
from salescenter.ui.editors.order import wishes
from salescenter.ui.editors.order.order_link import OrderLink
from salescenter.ui.editors.order.refusal_text import refusal_text
from salescenter.ui.editors.order.strip import Strip
from salescenter.ui.widgets import Field, button, row, text_field

_LONGEST = 500


class CancelStrip(Strip):
    """Asks for the reason where the work is; Enter cancels the order, Esc keeps it."""

    def __init__(self, link: OrderLink) -> None:
        super().__init__("cancel", _("Cancel the order"), Tone.ERROR)
        self._link = link
        self._reason = text_field(_("Reason"), name="cancel-reason", longest=_LONGEST)
        self._field = Field(_("Why is the order canceled?"), self._reason, required=True)
        self._reason.textEdited.connect(self._field.clear_problem)
        keep = button(_("Keep the order"), name="cancel-keep", on=self.close_strip)
        cancel = button(_("Cancel the order"), name="cancel-do", kind="danger", on=self.accept)
        line = row(self._field, keep, cancel)
        line.setStretch(0, 1)
        for part in (keep, cancel):
            line.setAlignment(part, Qt.AlignmentFlag.AlignBottom)
        self.body.addLayout(line)

    def take_focus(self) -> None:
        """The reason."""
        self._reason.setFocus()

    def accept(self) -> None:
        """Cancel it; a reason that is missing is asked for beside the field."""
        wish = wishes.cancel_order(self._reason.text())
        self._link.send(wish, self._on_canceled, self._on_refused)

    def _on_canceled(self, _answer: object) -> None:
        self._reason.start_over()
        self.close_strip()

    def _on_refused(self, error: Exception) -> None:
        self._field.show_problem(refusal_text(error))
        self._reason.setFocus()
