"""The help: contents and search on the left, the page on the right; nothing leaves the machine."""

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import QApplication, QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from salescenter.i18n import N_, _
from salescenter.ui.colours import Tone
from salescenter.ui.editors.help.help_pages import (
    INDEX,
    PAGES,
    Section,
    matching,
    place_of,
    sections,
    shown,
)
from salescenter.ui.tables import Column, TableModel, table_view
from salescenter.ui.widgets import heading, search_field
from salescenter.ui.workbench.contract import Workbench
from salescenter.ui.workbench.editor import Editor
from salescenter.ui.workbench.specs import EditorSpec

KIND = "help"

COLUMNS = (
    Column[Section](
        "heading",
        N_("Contents"),
        lambda part: (
            part.heading if part.level == 1 else f"{'  ' * (part.level - 1)}{part.heading}"
        ),
        width=220,
        stretch=2,
        narrowest=190,
    ),
    Column[Section](
        "page",
        N_("Page"),
        lambda part: "" if part.level == 1 else part.page_title,
        width=110,
        drop=1,
        tone=lambda _part: Tone.MUTED,
    ),
)


class HelpBrowser(QTextBrowser):
    """Shows Markdown; follows links from page to page and loads nothing from anywhere."""

    target_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("help-page")
        self.setAccessibleName(_("Help page"))
        self.setAcceptRichText(False)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.anchorClicked.connect(self._on_link)

    def loadResource(self, _kind: int, _name: QUrl | str) -> object:
        """Neither files nor the network: the page is all there is."""
        return None

    def show_page(self, text: str) -> None:
        """Draw a page from its beginning."""
        features = QTextDocument.MarkdownFeature.MarkdownDialectGitHub
        features |= QTextDocument.MarkdownFeature.MarkdownNoHTML
        self.document().setMarkdown(text, features)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def go_to(self, heading_text: str) -> None:
        """Bring a heading to the top; one that is not there changes nothing."""
        block = self.document().begin()
        while block.isValid():
            if block.blockFormat().headingLevel() and block.text() == heading_text:
                self.moveCursor(QTextCursor.MoveOperation.End)
                self.setTextCursor(QTextCursor(block))
                return
            block = block.next()

    def _on_link(self, url: QUrl) -> None:
        page = url.path().removesuffix(".md")
        if page in PAGES:
            self.target_wanted.emit(f"{page}#{url.fragment()}" if url.fragment() else page)


class HelpEditor(Editor):
    """One for all pages; its key is the page that is open."""

    def __init__(self, workbench: Workbench, key: str) -> None:
        super().__init__(KIND, key)
        self._keys = workbench.action_keys()
        self._parts = sections(self._keys)
        self._page = ""
        self.search = search_field(
            _("Search the help"), name="help-search", placeholder=_("What do you look for?")
        )
        self.search.textChanged.connect(self._show_matching)
        self.search.returnPressed.connect(self._open_chosen)
        self.model = TableModel(COLUMNS, key=lambda part: part.target)
        self.contents = table_view(
            self.model,
            name="help-contents",
            accessible=_("Contents of the help"),
            on_open=self._on_opened,
            empty=_("No page has all of these words."),
            widths=workbench.widths,
        )
        self.browser = HelpBrowser()
        self.browser.target_wanted.connect(self.show_target)
        self._lay_out()
        self._show_matching("")
        self.show_target(key or INDEX)

    def take_focus(self) -> None:
        """Reading first: arrows scroll; the search line is one Shift+Tab away."""
        self.browser.setFocus()

    def show_target(self, target: str) -> None:
        """Open a page ("orders") at a heading of it ("orders#Find an order")."""
        page, _hash, heading_text = target.partition("#")
        page = page if page in PAGES else INDEX
        if page != self._page:
            self.browser.show_page(shown(page, self._keys))
            self._page = page
            title = next(part.page_title for part in self._parts if part.page == page)
            self.set_title(_("Help: {page}").format(page=title))
        if heading_text:
            self.browser.go_to(heading_text)
        self.set_key(target)

    def _lay_out(self) -> None:
        left = QWidget()
        box = QVBoxLayout(left)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(heading(_("Help")))
        box.addWidget(self.search)
        box.addWidget(self.contents, 1)
        left.setMinimumWidth(180)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(16, 14, 16, 14)
        whole.setSpacing(14)
        whole.addWidget(left, 1)
        whole.addWidget(self.browser, 3)

    def _show_matching(self, words: str) -> None:
        found = matching(self._parts, words) if words.strip() else self._contents()
        self.model.show_rows(found)
        self.contents.select_row(0)

    def _contents(self) -> list[Section]:
        """Pages and their first headings; the rest is found by its words."""
        return [part for part in self._parts if part.level <= 2]

    def _open_chosen(self) -> None:
        part = self.contents.current_row()
        if part is not None:
            self.show_target(part.target)
            self.browser.setFocus()

    def _on_opened(self, target: object) -> None:
        self.show_target(str(target))
        self.browser.setFocus()


def show_help(workbench: Workbench, target: str = "") -> None:
    """Open the help at a place, or where it speaks of what is in front."""
    wanted = target or place_of(_in_front(workbench))
    for editor in workbench.open_editors():
        if isinstance(editor, HelpEditor):
            workbench.open_editor(KIND, editor.key)
            editor.show_target(wanted)
            return
    workbench.open_editor(KIND, wanted)


def _in_front(workbench: Workbench) -> list[str]:
    """The editor or view that has the focus, from the inside out; else the editor in front."""
    names = []
    widget = QApplication.focusWidget()
    while widget is not None:
        names.append(widget.kind if isinstance(widget, Editor) else _view_name(widget))
        widget = widget.parentWidget()
    return [*names, workbench.state.editor_kind]


def _view_name(widget: QWidget) -> str:
    return widget.objectName().removesuffix("-view")


HELP_EDITOR = EditorSpec(KIND, "circle-help", HelpEditor)
