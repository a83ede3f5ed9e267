"""Two people wanted different things: base, theirs and mine side by side, nothing decided yet."""

from salescenter.i18n import _
from salescenter.ui.colours import Tone
from salescenter.ui.editors.order.order_link import Clash, OrderLink
from salescenter.ui.editors.order.strip import Strip
from salescenter.ui.widgets import announce, button, label, row


class ClashStrip(Strip):
    """Waits beside the work without taking the focus; the oldest question first."""

    def __init__(self, link: OrderLink) -> None:
        super().__init__("clash", _("Changed by somebody else too"), Tone.WARN)
        self._link = link
        self._waiting: list[Clash] = []
        self._text = label(name="clash-text", wrap=True)
        self._keep = button(_("Keep theirs"), name="clash-keep", on=self.keep_theirs)
        self._take = button(_("Use mine"), name="clash-take", on=self.use_mine)
        line = row(self._text, self._keep, self._take)
        line.setStretch(0, 1)
        self.body.addLayout(line)
        link.clashed.connect(self.ask)

    def ask(self, clash: Clash) -> None:
        """Ask about one more."""
        self._waiting.append(clash)
        if len(self._waiting) == 1:
            self._show_first()

    def take_focus(self) -> None:
        """The answer that changes nothing is nearest."""
        self._keep.setFocus()

    def keep_theirs(self) -> None:
        """Let it stand as it is now."""
        clash = self._answered()
        if clash is not None and clash.then is not None:
            clash.then(None)

    def use_mine(self) -> None:
        """Send the wish again, on what it is now."""
        clash = self._answered()
        if clash is not None:
            self._link.send(clash.wish, clash.then, clash.failed, base=clash.theirs)

    def question(self) -> str:
        """What is asked; "" when nothing is."""
        return self._text.text() if self._waiting else ""

    def _answered(self) -> Clash | None:
        clash = self._waiting.pop(0) if self._waiting else None
        if self._waiting:
            self._show_first()
        else:
            self.close_strip()
        return clash

    def _show_first(self) -> None:
        text = _sentence(self._waiting[0])
        self._text.setText(text)
        self.show()
        announce(self, text)


def _sentence(clash: Clash) -> str:
    question = clash.wish.question
    if question is None:
        return ""
    return _("{about}: it was {base}; {by} made it {theirs}; you want {mine}.").format(
        about=question.about,
        base=question.text(clash.base),
        theirs=question.text(clash.theirs),
        mine=question.mine,
        by=clash.by or _("somebody else"),
    )
