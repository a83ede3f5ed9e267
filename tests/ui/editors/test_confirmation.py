"""The confirmation as it is on paper: written as PDF and read back."""

import threading
import time
import unicodedata
from dataclasses import replace
from datetime import UTC, date, datetime

import pypdf
import pytest
from PySide6.QtPrintSupport import QPrinter

from salescenter.domain.address import Address
from salescenter.domain.comment import OrderComment
from salescenter.domain.errors import Refused
from salescenter.domain.order import Delivery, Order, OrderItem, OrderStatus, Payment, PaymentMethod
from salescenter.domain.order_payments import coverage
from salescenter.domain.parts import Parts
from salescenter.domain.pricing.priced import Priced, PricedLines, TaxTotal, Totals
from salescenter.services.orders.views import OrderView, StepName
from salescenter.ui.printing import paper as papers
from salescenter.ui.printing.confirmation import confirmation_of
from salescenter.ui.printing.output import print_on, save_pdf
from tests.ui.views.following import STORE

AT = datetime(2026, 12, 12, 9, 41, tzinfo=UTC)
HOSTILE = '<b>Zoë</b> <img src="file:///x.png"> & {{ Söhne }} =1+1'


def a_view(count=3, currency="EUR", name="Cordless drill", **changes):
    """An order of so many lines at 10 units of money each."""
    items = Parts(
        OrderItem(10 + place, 1, f"HW-{place}", name, 2, 1) for place in range(1, count + 1)
    )
    home = Address("Zoë Müller", "Lindenallee 14", "", "Köln", "", "50968", "DE")
    order = Order(
        1, "1000017", 1, currency, OrderStatus.PROCESSING, placed_at=AT, bill_to=home, items=items,
        deliveries=Parts([Delivery(1, home, "parcel", date(2026, 12, 20))]),
    )  # fmt: skip
    order = replace(order, **changes)
    goods = (1_000,) * count
    lines = PricedLines(
        tuple(item.id for item in items), (2,) * count, (500,) * count, (500,) * count, (),
        (None,) * count, goods, (100,) * count, (0,) * count, (900,) * count,
    )  # fmt: skip
    totals = Totals(goods=1_000 * count, item_discount=100 * count, total=900 * count)
    taxes = (TaxTotal("VAT", 190_000, True, 756 * count, 144 * count),)
    priced = Priced(currency, lines, (), totals, taxes)
    covered = coverage(order, totals.total)
    return OrderView(order, priced, None, covered, (), (), StepName(), StepName())


def read(view, folder):
    """The texts of the pages, blanks and ligatures made plain."""
    file = save_pdf(confirmation_of(view, STORE), folder / "made.pdf")
    texts = [page.extract_text() for page in pypdf.PdfReader(file).pages]
    return [" ".join(unicodedata.normalize("NFKC", text).split()) for text in texts]


def test_it_says_who_what_where_and_how_much(tmp_path, theme):
    card = Payment(90, PaymentMethod.CARD, None, brand="Visa", last_four="1111", token="tok-1")
    [text] = read(a_view(payments=Parts([card])), tmp_path)

    assert "Order confirmation 1000017" in text
    assert "Shop" in text
    assert "Date: 12 Dec 2026" in text
    assert "Bill to Zoë Müller Lindenallee 14 50968 Köln" in text
    assert "by Parcel post on 20 Dec 2026" in text
    assert "1 HW-1 Cordless drill 2 5.00 -1.00 9.00" in text
    assert "Total €27.00" in text
    assert "VAT 19 % on €22.68 €4.32" in text
    assert "Visa •••• 1111 €27.00" in text
    assert "tok-1" not in text


@pytest.mark.parametrize(
    ("currency", "price", "total"),
    [("JPY", "500", "JP¥2,700"), ("EUR", "5.00", "€27.00"), ("KWD", "0.500", "KWD2.700")],
)
def test_currencies_have_their_digits(tmp_path, theme, currency, price, total):
    [text] = read(a_view(currency=currency), tmp_path)

    assert f"2 {price} " in text
    assert f"Total {total}" in text


def test_names_in_other_scripts_can_be_read_back(tmp_path, theme):
    names = ("東京電力", "Ελένη Παππά", "Олена", "김민준")
    for name in names:
        home = Address(name, "1", "", "X", "", "1", "DE")
        [text] = read(a_view(bill_to=home), tmp_path)
        assert name in text
    for name in ("מרים", "محمد"):
        [text] = read(a_view(bill_to=Address(name, "1", "", "X", "", "1", "DE")), tmp_path)
        assert name in text or name[::-1] in text


def test_customer_text_is_text(tmp_path, theme):
    comment = OrderComment(50, HOSTILE, AT, 1, "phone", for_customer=True)
    [text] = read(a_view(name=HOSTILE, comments=Parts([comment])), tmp_path)

    plain = "".join(text.split())
    assert plain.count("".join(HOSTILE.split())) == 4


def test_only_comments_for_the_customer_are_on_it(tmp_path, theme):
    comments = Parts(
        [
            OrderComment(50, "difficult person", AT, 1, "phone"),
            OrderComment(51, "left at\nthe door", AT, 1, "phone", for_customer=True),
        ]
    )
    [text] = read(a_view(comments=comments), tmp_path)

    assert "difficult" not in text
    assert "Comments 12 Dec 2026 left at the door" in text


def test_every_page_of_a_long_order_repeats_the_heading_and_is_numbered(tmp_path, theme):
    texts = read(a_view(count=120), tmp_path)

    assert len(texts) > 2
    for number, text in enumerate(texts, start=1):
        assert f"page {number} of {len(texts)}" in text
        assert ("Description Qty Price" in text) == ("HW-" in text)
    placed = [word for text in texts for word in text.split() if word.startswith("HW-")]
    assert placed == [f"HW-{place}" for place in range(1, 121)]
    assert "Total €1,080.00" in texts[-1]


def test_nothing_stands_below_the_lower_margin_or_over_something_else(theme):
    comments = Parts([OrderComment(900, "word " * 599, AT, 1, "", for_customer=True)])
    made = papers.paper_for(confirmation_of(a_view(80, comments=comments), STORE))
    room = made.sheet.height() - 2 * 56

    for page in made.pages:
        bottom = 0.0
        for part, y in page:
            assert y >= bottom - 0.01
            bottom = y + part.height
        assert bottom <= room


def test_several_deliveries_head_their_lines(tmp_path, theme):
    view = a_view(2)
    away = Delivery(2, Address("Ann", "Ring 2", "", "Wien", "", "1010", "AT"), "parcel")
    items = view.order.items.put(replace(view.order.items[12], delivery_id=2))
    deliveries = view.order.deliveries.put(away)
    view = replace(view, order=replace(view.order, items=items, deliveries=deliveries))
    [text] = read(view, tmp_path)

    assert "Ship to (2) Ann" in text
    assert "AT by Parcel post" in text
    assert text.index("address 1") < text.index("HW-1") < text.index("address 2")
    assert text.index("address 2") < text.index("HW-2")


def test_paper_is_letter_in_the_united_states(theme):
    here = papers.paper_for(confirmation_of(a_view(), STORE))
    there = papers.paper_for(confirmation_of(a_view(), replace(STORE, country="US")))

    assert (round(here.sheet.width()), round(here.sheet.height())) == (794, 1123)
    assert (round(there.sheet.width()), round(there.sheet.height())) == (816, 1056)


def test_a_thousand_lines_are_laid_out_without_holding_anybody_up(tmp_path, theme):
    view, gaps, done = a_view(1_000), [], threading.Event()

    def work():
        save_pdf(confirmation_of(view, STORE), tmp_path / "long.pdf")
        done.set()

    worker = threading.Thread(target=work)
    last = time.perf_counter()
    worker.start()
    while not done.wait(0.001):
        now = time.perf_counter()
        gaps.append(now - last)
        last = now
    worker.join()

    # One layout of all lines would hold everybody up for some 400 ms; the rest is other work here.
    assert max(gaps) < 0.25, max(gaps)
    assert len(pypdf.PdfReader(tmp_path / "long.pdf").pages) > 20


def test_the_file_is_its_owners_alone_and_nothing_else_is_left(tmp_path, theme):
    file = save_pdf(confirmation_of(a_view(), STORE), tmp_path / "new" / "made.pdf")

    assert file.stat().st_mode & 0o777 == 0o600
    assert list(file.parent.iterdir()) == [file]


def test_a_place_that_cannot_be_written_is_refused(tmp_path, theme):
    (tmp_path / "file").write_text("")
    with pytest.raises(Refused) as caught:
        save_pdf(confirmation_of(a_view(), STORE), tmp_path / "file" / "made.pdf")

    assert caught.value.code == "paper.not_saved"


def test_a_printer_gets_the_same_pages(tmp_path, theme):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))

    assert print_on(confirmation_of(a_view(60), STORE), printer) == 2
    texts = [page.extract_text() for page in pypdf.PdfReader(tmp_path / "printed.pdf").pages]
    assert "1000017" in texts[0]
    assert len(texts) == 2
