"""The Shipping page in front of a test: its rows, its form, and keys where the focus is."""

from PySide6.QtCore import Qt
from sqlalchemy import insert

from salescenter.db.tables import team_shipping_limit
from salescenter.domain.address import Address
from salescenter.services.customer_editing import SaveAddress
from salescenter.services.customers import CustomerById
from tests.services.desks import key

BONN = Address("Zoë Müller", "Hauptstr. 1", "", "Bonn", "", "53111", "DE")
WIEN = Address("Zoë Müller", "Ring 2", "", "Wien", "", "1010", "AT")


class Shipping:
    """The page in front, its table and form, and keys where the focus is."""

    def __init__(self, at_desk):
        self.at = at_desk

    @property
    def page(self):
        return self.at.editor.shipping

    def open(self, **quantities):
        self.at.an_order(**quantities)
        self.at.press_keys("F4")
        self.at.wait(lambda: self.at.focus is self.page.table)
        return self.page

    def rows(self, column="what"):
        model = self.page.table.model_of_rows
        place = model.column_of(column)
        return [str(model.index(row, place).data()).strip() for row in range(model.rowCount())]

    def stand(self, row):
        self.page.table.select_row(row)

    def choose(self, field, value):
        """Choose a value as the arrows of the keyboard do."""
        field.setFocus()
        place = field._values.index(value)
        while field.currentIndex() != place:
            self.at.press(Qt.Key.Key_Down if field.currentIndex() < place else Qt.Key.Key_Up)

    def type_over(self, text):
        self.at.focus.selectAll()
        self.at.type(text)
        self.at.press(Qt.Key.Key_Return)

    def deliveries(self):
        return tuple(self.at.view.order.deliveries)

    def wait_deliveries(self, count):
        self.at.wait(lambda: len(self.deliveries()) == count)

    def address_book(self, *addresses):
        """Put entries into the address book of the customer of new orders."""
        desk = self.at.desk
        customer_id = desk.seed.customers[0]
        for nickname, address in addresses:
            customer = desk.services.customers.get(CustomerById(customer_id=customer_id))
            wish = SaveAddress(
                customer_id=customer_id,
                version=customer.version,
                nickname=nickname,
                address=address,
            )
            desk.services.customer_files.save_address(wish, key=key())

    def limit(self, percent_off):
        with self.at.desk.services.database.write() as uow:
            row = {"team_id": 1, "ship_method_id": None, "percent_off": percent_off}
            uow.execute(insert(team_shipping_limit), row)
