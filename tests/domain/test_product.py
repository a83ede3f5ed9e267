"""Choosing an item of a product by its attributes."""

from salescenter.domain.product import Product, Variant, choices, fitting, resolved

SHIRT = Product(
    1,
    "SHIRT",
    "Work shirt",
    ("Colour", "Size"),
    (
        Variant(2, "SHIRT-R-M", ("red", "M"), 2_000, 4),
        Variant(3, "SHIRT-R-L", ("red", "L"), 2_000, 0),
        Variant(4, "SHIRT-B-L", ("blue", "L"), 2_100, 9),
    ),
    "EUR",
)


def test_all_values_are_offered_in_their_order():
    assert choices(SHIRT, {}) == {"Colour": ("red", "blue"), "Size": ("M", "L")}


def test_a_choice_narrows_the_others_but_not_itself():
    assert choices(SHIRT, {"Colour": "blue"}) == {"Colour": ("red", "blue"), "Size": ("L",)}
    assert choices(SHIRT, {"Size": "M"}) == {"Colour": ("red",), "Size": ("M", "L")}


def test_the_item_is_known_once_one_is_left():
    assert resolved(SHIRT, {"Colour": "red"}) is None
    assert resolved(SHIRT, {"Colour": "blue"}) == SHIRT.variants[2]
    assert resolved(SHIRT, {"Colour": "red", "Size": "L"}) == SHIRT.variants[1]


def test_a_combination_that_does_not_exist_fits_nothing():
    assert fitting(SHIRT, {"Colour": "blue", "Size": "M"}) == ()
    assert resolved(SHIRT, {"Colour": "blue", "Size": "M"}) is None
