"""Parts: a sequence by id that shares what did not change."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from salescenter.domain.order import Delivery
from salescenter.domain.parts import Parts, changed_parts


@dataclass(frozen=True, slots=True)
class Thing:
    id: int
    text: str = ""


def things(*ids):
    return Parts(Thing(each) for each in ids)


contents = st.dictionaries(st.integers(1, 400), st.sampled_from("abc"), max_size=300)


def of(content):
    return Parts(Thing(each, text) for each, text in content.items())


@given(contents, st.integers(1, 400), st.sampled_from("abc"))
def test_putting_a_part_is_like_setting_a_key_of_a_sorted_mapping(content, part_id, text):
    put = of(content).put(Thing(part_id, text))

    assert list(put) == [
        Thing(each, word) for each, word in sorted({**content, part_id: text}.items())
    ]
    assert put[part_id] == Thing(part_id, text)
    assert len(put) == len({**content, part_id: text})


@given(contents, st.integers(1, 400))
def test_taking_a_part_out_leaves_the_others(content, part_id):
    rest = of(content).without(part_id)

    assert [part.id for part in rest] == sorted(content.keys() - {part_id})
    assert part_id not in rest


@given(contents, contents)
def test_what_changed_between_two_is_exactly_what_differs(old, new):
    pairs: Iterator[tuple[Any, Any]] = changed_parts(of(old), of(new))
    changes = {(was or now).id: (was, now) for was, now in pairs}

    assert set(changes) == {
        each for each in old.keys() | new.keys() if old.get(each) != new.get(each)
    }
    assert all(was is None or was.text == old[each] for each, (was, _) in changes.items())


@given(contents)
def test_parts_are_equal_however_they_came_about(content):
    one_by_one: Parts[Thing] = Parts(())
    for each, text in content.items():
        one_by_one = one_by_one.put(Thing(each, text))

    assert one_by_one == of(content)
    assert hash(one_by_one) == hash(of(content))


def test_replacing_one_of_many_shares_all_other_chunks():
    before = things(*range(1, 10_001))
    after = before.put(Thing(5_000, "changed"))

    shared = {id(chunk) for chunk in before.chunks} & {id(chunk) for chunk in after.chunks}

    assert len(before.chunks) - len(shared) == 1


def test_putting_the_same_part_again_changes_nothing():
    parts = things(1, 2, 3)

    assert parts.put(Thing(2)) is parts
    assert parts.without(9) is parts


def test_a_part_that_is_not_there_is_a_key_error():
    with pytest.raises(KeyError):
        things(1)[2]


def test_at_a_border_parts_are_a_json_array():
    adapter = TypeAdapter(Parts[Delivery])
    parts = Parts((Delivery(2, method="express"), Delivery(1)))

    assert adapter.validate_json(adapter.dump_json(parts)) == parts
    assert adapter.json_schema()["type"] == "array"
