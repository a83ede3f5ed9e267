"""What was typed to find somebody becomes the fields of a new customer."""

import pytest

from salescenter.ui.editors.customer.typed import Taken, shared_out


@pytest.mark.parametrize(
    ("typed", "taken"),
    [
        ("", Taken()),
        ("müller", Taken(last_name="Müller")),
        ("zoë müller", Taken("Zoë", "Müller")),
        ("McAllister", Taken(last_name="McAllister")),
        ("Müller, Zoë Anna", Taken("Zoë Anna", "Müller")),
        ("anna maria lindt", Taken("Anna Maria", "Lindt")),
        ("maria van der berg", Taken("Maria", "van der Berg")),
        ("von hohenfels", Taken(last_name="von Hohenfels")),
        ("al gore", Taken("Al", "Gore")),
        ("jean-luc moreau", Taken("Jean-Luc", "Moreau")),
        ("o'neil", Taken(last_name="O'neil")),
        ("藤原", Taken(last_name="藤原")),
        ("zoe@example.com", Taken(email="zoe@example.com")),
        ("50968", Taken(postal_code="50968")),
        ("8001 zürich", Taken(last_name="Zürich", postal_code="8001")),
        ("SW1A 1AA smith", Taken(last_name="Smith", postal_code="SW1A 1AA")),
        ("0221 5550199", Taken(phone="0221 5550199")),
        ("+49 221 55 01 99", Taken(phone="+49 221 55 01 99")),
        ("5550199", Taken(phone="5550199")),
        ("50968 0221 5550199", Taken(phone="0221 5550199", postal_code="50968")),
        ("0221 5550199 50968", Taken(phone="0221 5550199", postal_code="50968")),
        ("C100234 zoe", Taken(last_name="Zoe")),
        (
            "carla 50968 carla@example.com von hohenfels 0221-5550199",
            Taken("Carla", "von Hohenfels", "carla@example.com", "0221-5550199", "50968"),
        ),
        ("<b>bob</b>", Taken(last_name="<b>bob</b>")),
    ],
)
def test_letters_are_a_name_and_digits_a_number(typed, taken):
    assert shared_out(typed) == taken
