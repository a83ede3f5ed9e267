"""Taking back: which step of an order can be undone or redone, by whom, and why not.

Undo takes back the order's last step by this user that nobody's later step touched; a redo takes
back an undo (decision 17). What reached the outside - a captured card, a submitted order - is a
fence: it stays, and says why.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from salescenter.domain.journal import Entry
from salescenter.i18n import N_, _

UNDO = "undo"
REDO = "redo"

# Kinds of steps as history and menus name them; they begin from the change reasons of the
# original (sales-center.md 4.9).
KIND_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "order.begin": N_("Start order"),
        "order.customer": N_("Set customer"),
        "order.channel": N_("Change business channel"),
        "item.add": N_("Add {quantity} of {sku}"),
        "item.add_many": N_("Add {count} items"),
        "item.add_bundle": N_("Add {quantity} of bundle {sku}"),
        "item.quantity_many": N_("Change quantity of {count} lines to {quantity}"),
        "item.remove_many": N_("Remove {count} lines"),
        "item.contract": N_("Choose contract of line {line}"),
        "item.quantity": N_("Change quantity of line {line}"),
        "item.remove": N_("Remove line {line}"),
        "item.override": N_("Override price of line {line}"),
        "item.entitled": N_("Take back price override of line {line}"),
        "code.enter": N_("Enter code {code}"),
        "code.remove": N_("Remove code {code}"),
        "delivery.address": N_("Change shipping address"),
        "delivery.method": N_("Change shipping method to {method}"),
        "delivery.send": N_("Change how lines are sent ({lines})"),
        "delivery.override": N_("Take {percent} off the shipping charge"),
        "delivery.full_charge": N_("Take back shipping charge override"),
        "item.expedite": N_("Expedite"),
        "item.not_expedite": N_("Take back expedite"),
        "order.bill_to": N_("Change billing address"),
        "payment.add": N_("Add payment"),
        "payment.remove": N_("Remove payment"),
        "payment.capture": N_("Take card details"),
        "payment.answer": N_("Answer of the payment provider"),
        "payment.retry": N_("Ask for the authorization again"),
        "order.submit": N_("Submit order"),
        "order.cancel": N_("Cancel order"),
        "order.comment": N_("Write a comment"),
        "order.import": N_("Imported"),
        "order.register_guest": N_("Register the guest"),
        "customer.create_guest": N_("Write down guest {number}"),
        "customer.register": N_("Register the guest"),
        "customer.identity": N_("Change name or language"),
        "customer.emails": N_("Change e-mail addresses"),
        "customer.phones": N_("Change telephones"),
        "customer.address_add": N_("Add address “{nickname}”"),
        "customer.address_change": N_("Change address “{nickname}”"),
        "customer.address_remove": N_("Remove address “{nickname}”"),
        "customer.segments": N_("Change segments"),
        "customer.enable": N_("Enable the account"),
        "customer.disable": N_("Disable the account"),
        "customer.comment": N_("Write a comment"),
        "customer.create": N_("Create customer {number}"),
        "customer.import": N_("Import customer {number}"),
        "promotion.import": N_("Import promotion {name}"),
        "user.create": N_("Create user {login}"),
        "user.enable": N_("Enable user {login}"),
        "user.disable": N_("Disable user {login}"),
        "user.role": N_("Change role of {login} from {before} to {after}"),
        "user.unlock": N_("Forget wrong passwords of {login}"),
        "user.password": N_("Change own password"),
        "user.preferences": N_("Change own preferences: {names}"),
        "preference.fix": N_("Fix for everyone: {name}"),
        "preference.release": N_("No longer fix for everyone: {name}"),
        "sign_on": N_("Sign on as {login}"),
        "sign_on.wrong": N_("Wrong password for {login}"),
        "sign_off": N_("Sign off"),
        "lock": N_("Lock the desk"),
        "unlock": N_("Unlock the desk"),
        "unlock.wrong": N_("Wrong password for a locked desk"),
        "denied": N_("Denied: {verb}"),
        UNDO: N_("Undo: {step}"),
        REDO: N_("Redo: {step}"),
    }
)

FENCES: Mapping[str, str] = MappingProxyType(
    {
        "order.begin": "undo.begin",
        "payment.capture": "undo.captured",
        "payment.answer": "undo.answered",
        "payment.retry": "undo.answered",
        "order.submit": "undo.submitted",
        "order.cancel": "undo.canceled",
        "order.import": "undo.imported",
    }
)

# What a user asked for and what comes in by itself later: no step of the moment it is written.
ARRIVING = frozenset({"payment.capture", "payment.answer"})

# What was said stays said: it is never taken back, and stands in nobody's way.
LASTING = frozenset({"order.comment"})


def kind_title(kind: str, parameters: Mapping[str, object]) -> str:
    """A step's name in the user's language; an undo names the step it took back."""
    text = _(KIND_NAMES.get(kind, kind))
    known = dict(parameters)
    if kind in (UNDO, REDO):
        inner = known.get("parameters")
        known["step"] = kind_title(
            str(known.get("kind", "")), inner if isinstance(inner, Mapping) else {}
        )
    try:
        return text.format_map(known)
    except KeyError:
        # An entry of another release may lack a parameter; its plain name is still true.
        return kind


@dataclass(frozen=True, slots=True)
class Takeback:
    """What undo (or redo) would do: take back ``entry``, or nothing because of ``refusal``."""

    entry: Entry | None = None
    refusal: str = ""
    by: int | None = None

    @property
    def is_possible(self) -> bool:
        """Whether there is a step to take back."""
        return self.entry is not None and not self.refusal


def undoable(newest_first: Sequence[Entry], user_id: int | None) -> Takeback:
    """The step that an undo of this user takes back."""
    later: list[Entry] = []
    for entry in _standing(newest_first):
        if entry.kind in FENCES:
            return Takeback(entry, FENCES[entry.kind])
        if entry.actor_id != user_id:
            later.append(entry)
            continue
        rival = _first_touching(later, entry)
        if rival is not None:
            return Takeback(entry, "undo.touched", rival.actor_id)
        return Takeback(entry)
    return Takeback(None, "undo.nothing")


def _standing(newest_first: Sequence[Entry]) -> list[Entry]:
    """The steps that count, newest first; a step that was redone counts from its last redo on."""
    gone = taken_back(newest_first)
    undos = {entry.number: entry.undoes for entry in newest_first if entry.kind == UNDO}
    redone: dict[int, int] = {}
    for entry in newest_first:
        step = undos.get(entry.undoes or 0) if entry.kind == REDO else None
        if step is not None:
            redone.setdefault(step, entry.number)
    steps = [
        entry
        for entry in newest_first
        if entry.kind not in (UNDO, REDO, *LASTING) and entry.number not in gone
    ]
    return sorted(steps, key=lambda entry: -redone.get(entry.number, entry.number))


def redoable(newest_first: Sequence[Entry], user_id: int | None) -> Takeback:
    """The undo that a redo of this user takes back; redo ends with a new step."""
    gone = taken_back(newest_first)
    later: list[Entry] = []
    for entry in newest_first:
        if entry.number in gone or entry.kind in LASTING:
            continue
        if entry.kind == UNDO and entry.actor_id == user_id:
            rival = _first_touching(later, entry)
            return Takeback(entry, "undo.touched", rival.actor_id) if rival else Takeback(entry)
        if entry.actor_id != user_id:
            later.append(entry)
        elif entry.kind != REDO and entry.kind not in ARRIVING:
            break
    return Takeback(None, "redo.nothing")


def taken_back(newest_first: Sequence[Entry]) -> set[int]:
    """Numbers of entries that no longer count: undone and not redone, or undos that were redone.

    Read from the newest on, so that the undo of a redo is seen before what it concerns.
    """
    gone: set[int] = set()
    for entry in newest_first:
        if entry.undoes is not None and entry.number not in gone:
            gone.add(entry.undoes)
    return gone


def _first_touching(later: Sequence[Entry], entry: Entry) -> Entry | None:
    mine = [tuple(difference[0]) for difference in entry.differences]
    for other in later:
        for difference in other.differences:
            theirs = tuple(difference[0])
            if any(_overlap(theirs, path) for path in mine):
                return other
    return None


def _overlap(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]
