"""Which stores a person works for: read after sign-on, the last one selected again."""

from typing import Protocol

from PySide6.QtCore import QObject

from salescenter.domain.permissions import Permission
from salescenter.domain.store import Store, StoreKind
from salescenter.i18n import _
from salescenter.services.verbs import Nothing
from salescenter.ui.state import StoreRef, WorkbenchState
from salescenter.ui.workbench.contract import Choice, Workbench
from salescenter.ui.workbench.editor import Editor

PREFERENCE = "store"


class Memory(Protocol):
    """Where a person's preferences are kept; the layout store is one."""

    def preference(self, name: str, default: str = "") -> str:
        """A remembered word."""

    def keep_preference(self, name: str, value: str) -> None:
        """Remember it."""


class StoreSelection(QObject):
    """Fills ``state.stores`` and ``state.store``, and remembers who chose what.

    An editor that comes to the front takes its store along, so that finder and order never speak
    of two stores. Made once by ``app``, beside the window.
    """

    def __init__(self, workbench: Workbench, memory: Memory, parent: QObject) -> None:
        super().__init__(parent)
        self._workbench, self._memory = workbench, memory
        self._user_id = ""
        self._in_front: Editor | None = None
        self._store_in_front = 0
        workbench.state_changed.connect(self._on_state_changed)
        self._on_state_changed(workbench.state)

    def _on_state_changed(self, state: WorkbenchState) -> None:
        person = state.person
        may_read = person is not None and Permission.DESK_READ in person.permissions
        user_id = person.user_id if person and may_read else ""
        if user_id != self._user_id:
            self._user_id = user_id
            self._workbench.change_state(stores=(), store=None)
            if user_id:
                self._read_stores()
            return
        if state.at_work:
            self._follow_editor(state)
            if state.store is not None:
                self._memory.keep_preference(PREFERENCE, str(state.store.id))

    def _read_stores(self) -> None:
        services = self._workbench.services

        def read() -> tuple[tuple[Store, ...], str]:
            preferred = services.preferences.get(Nothing()).values.start_store
            return services.stores.all(Nothing()), preferred

        self._workbench.runner.read(read, self._show_stores, self._workbench.report)

    def _show_stores(self, answer: tuple[tuple[Store, ...], str]) -> None:
        if not self._user_id:
            return
        stores, preferred = answer
        known = tuple(
            StoreRef(store.id, store.name, store.kind is StoreKind.B2B) for store in stores
        )
        remembered = self._memory.preference(PREFERENCE)
        chosen = next((store for store in known if str(store.id) == remembered), None)
        wanted = next((store.id for store in stores if store.code == preferred), 0)
        chosen = store_called(known, wanted) or chosen
        if len(known) == 1:
            chosen = known[0]
        chosen = store_called(known, self._store_in_front) or chosen
        self._workbench.change_state(stores=known, store=chosen)
        if chosen is None and known:
            choose_store(self._workbench)

    def _follow_editor(self, state: WorkbenchState) -> None:
        editor, store_id = self._workbench.active_editor, store_id_of(state.subject)
        if (editor, store_id) == (self._in_front, self._store_in_front):
            return
        self._in_front, self._store_in_front = editor, store_id
        store = store_called(state.stores, store_id)
        if store is not None and store != state.store:
            self._workbench.change_state(store=store)


def store_id_of(subject: object) -> int:
    """The store that a customer or an order is of, 0 for anything else."""
    order = getattr(subject, "order", subject)
    store_id = getattr(order, "store_id", 0)
    return store_id if isinstance(store_id, int) else 0


def store_of(editor: Editor) -> int:
    """The store whose customer or order an editor is about, 0 when it is about neither."""
    return store_id_of(editor.contribute(WorkbenchState()).subject) or store_id_of(editor)


def store_called(stores: tuple[StoreRef, ...], store_id: int) -> StoreRef | None:
    """The store with this id among those that are known."""
    return next((store for store in stores if store.id == store_id), None)


def choose_store(workbench: Workbench) -> None:
    """Let the person pick the store to work for."""
    state = workbench.state
    choices = [
        Choice(
            store,
            store.name,
            _("Selected") if store == state.store else "",
            icon="check" if store == state.store else "store",
        )
        for store in state.stores
    ]

    def take(store: StoreRef) -> None:
        workbench.change_state(store=store)

    workbench.choose(_("Which store do you work for?"), choices, take)
