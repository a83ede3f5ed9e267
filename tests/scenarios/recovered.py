"""Where a person is in the window: editors, the one in front, its page, the focus."""

from PySide6.QtWidgets import QApplication

from salescenter.ui.widgets import Pages


def where(player):
    """All of it, as plain values."""
    front, focus = player.window.active_editor, QApplication.focusWidget()
    pages = front.findChild(Pages) if front is not None else None
    return [
        [[editor.kind, editor.key] for editor in player.window.open_editors()],
        [front.kind, front.key] if front is not None else None,
        pages.current_id() if pages is not None else None,
        focus.objectName() if focus is not None else None,
    ]
