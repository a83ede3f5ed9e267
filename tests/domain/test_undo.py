"""Which step is taken back next, and which never."""

from salescenter.domain.journal import Entry, Subject
from salescenter.domain.undo import Takeback, kind_title, redoable, undoable
from tests.domain.orders import NOW

ME, HER = 1, 2


class Story:
    """Entries as they would be written, newest first."""

    def __init__(self):
        self.entries: tuple[Entry, ...] = ()

    def step(self, path, by=ME, kind="item.quantity", undoes=None):
        number = len(self.entries) + 1
        difference = ((list(path), number, number + 1),)
        entry = Entry(
            Subject.ORDER, 1, number, kind, NOW, "desk", by, differences=difference, undoes=undoes
        )
        self.entries = (entry, *self.entries)
        return number

    def undo(self, by=ME):
        entry = undoable(self.entries, by).entry
        assert entry is not None
        return self.step(entry.differences[0][0], by, "undo", entry.number)

    def redo(self, by=ME):
        entry = redoable(self.entries, by).entry
        assert entry is not None
        return self.step(entry.differences[0][0], by, "redo", entry.number)

    def next_undo(self, by=ME):
        return number_or_refusal(undoable(self.entries, by))

    def next_redo(self, by=ME):
        return number_or_refusal(redoable(self.entries, by))


def number_or_refusal(takeback: Takeback) -> int | str:
    if not takeback.is_possible:
        return takeback.refusal
    assert takeback.entry is not None
    return takeback.entry.number


def a_story(steps=3):
    story = Story()
    for line in range(1, steps + 1):
        story.step(("items", line, "quantity"))
    return story


def test_steps_are_taken_back_one_after_the_other_down_to_the_first():
    story = a_story(3)
    seen = []
    for _ in range(3):
        seen.append(story.next_undo())
        story.undo()

    assert seen == [3, 2, 1]
    assert story.next_undo() == "undo.nothing"


def test_what_was_taken_back_is_done_again_in_the_opposite_order():
    story = a_story(3)
    undos = [story.undo(), story.undo()]

    assert story.next_redo() == undos[1]
    story.redo()
    assert story.next_redo() == undos[0]
    story.redo()
    assert story.next_redo() == "redo.nothing"
    assert story.next_undo() == 3


def test_a_step_done_again_can_be_taken_back_again():
    story = a_story(2)
    for _ in range(3):
        story.undo()
        assert story.next_undo() == 1
        story.redo()
        assert story.next_undo() == 2


def test_a_new_step_ends_redo():
    story = a_story(2)
    story.undo()
    story.step(("channel",))

    assert story.next_redo() == "redo.nothing"


def test_a_captured_card_is_a_fence_that_says_why():
    story = a_story(1)
    story.step(("payments", 4), kind="payment.capture")

    assert story.next_undo() == "undo.captured"


def test_nobody_takes_back_the_step_of_another():
    story = a_story(1)
    story.step(("channel",), by=HER)

    assert story.next_undo() == 1
    assert story.next_undo(HER) == 2


def test_a_step_that_somebody_changed_later_stays_and_says_whose():
    story = a_story(1)
    story.step(("items", 1), by=HER)

    takeback = undoable(story.entries, ME)

    assert takeback.refusal == "undo.touched"
    assert takeback.by == HER


def test_the_name_of_an_undo_names_the_step():
    inner = {"kind": "item.quantity", "parameters": {"line": 3}}

    assert kind_title("undo", inner) == "Undo: Change quantity of line 3"
    assert kind_title("item.quantity", {}) == "item.quantity"


def test_what_was_redone_last_is_undone_first():
    story = a_story(1)
    mine = story.step(("items", 2, "quantity"), ME)
    hers = story.step(("items", 2, "quantity"), HER)
    story.undo(HER)
    story.undo(ME)
    story.redo(ME)
    story.redo(HER)
    assert story.next_undo(HER) == hers
    assert story.next_undo(ME) == "undo.touched"
    story.undo(HER)
    assert story.next_undo(ME) == mine
