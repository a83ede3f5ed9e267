"""The sentences of all refusals, by code: what a CSR reads, and may read out.

A sentence says what is wrong and, where there is one, what to do. Codes are lasting; scripts and
tests refer to them.
"""

from collections.abc import Mapping

from salescenter.domain.card_text import redact
from salescenter.i18n import N_, _

SENTENCES: Mapping[str, str] = {
    "address.city_missing": N_("The city is missing."),
    "address.country_unknown": N_("“{value}” is not the two-letter code of a country."),
    "address.empty": N_("The address is empty."),
    "address.line1_missing": N_("The street, or whatever stands in its place, is missing."),
    "address.nickname_missing": N_("The address needs a nickname, as in “home”."),
    "address.nickname_taken": N_("Another address of this customer is called “{nickname}”."),
    "address.postal_code_elsewhere": N_("“{value}” is not a postal code of {region}."),
    "address.postal_code_missing": N_("The postal code is missing."),
    "address.postal_code_wrong": N_(
        "“{value}” is not a postal code of this country; one looks like {example}."
    ),
    "address.recipient_missing": N_("The name of the recipient is missing."),
    "address.region_missing": N_("The state or province is missing."),
    "address.region_unknown": N_("“{value}” is not a state or province of this country."),
    "address.too_many": N_("A customer has at most {most} addresses."),
    "address.unknown": N_("This address is not in the address book any more."),
    "amount.malformed": N_(
        "“{text}” is not an amount. Write digits and at most one decimal point."
    ),
    "amount.too_large": N_("“{text}” is more than this desk can handle."),
    "amount.too_precise": N_("“{text}” has too many decimals: {currency} has {digits}."),
    "backup.by_server": N_(
        "A PostgreSQL store is put back by the server's own program: pg_restore --clean."
    ),
    "backup.changed": N_(
        "{path} is not what its manifest describes: it was changed or damaged. Nothing was done."
    ),
    "backup.itself": N_("{path} is the store itself. Give another file."),
    "backup.no_manifest": N_(
        "{path} is missing or cannot be read: without its manifest a backup cannot be checked."
    ),
    "backup.no_pg_dump": N_(
        "A PostgreSQL store is backed up by the program pg_dump, which is not here. Install it, or "
        "run it on the server."
    ),
    "backup.pg_dump_failed": N_("pg_dump made no backup: {detail}"),
    "backup.there": N_("{path} is there already. Give a new name; nothing is overwritten."),
    "busy": N_("The store is busy. Nothing was changed; try again in a moment."),
    "call.malformed": N_(
        "A customer, a telephone or an order is named by a short number of letters and digits."
    ),
    "channel.unknown": N_("This store has no business channel “{code}”."),
    "charge.beyond_limit": N_("Your team may take off at most {most} here."),
    "charge.beyond_limit_by_method": N_(
        "The agreed charge goes too far for this shipping method: here your team may take off at "
        "most {most}. Change the charge first."
    ),
    "charge.no_limit": N_("Your team has no limit for shipping charges, so none can be changed."),
    "charge.percent_range": N_("A percentage off is between 0 and 100."),
    "charge.reason_missing": N_("Say why the charge is another one."),
    "code.not_entered": N_("The code “{code}” is not on this order."),
    "code.too_many": N_("An order takes at most {most} codes."),
    "code.unknown": N_("No promotion of this store has the code “{code}”."),
    "comment.empty": N_("The comment is empty."),
    "conflict": N_("{subject} was changed meanwhile by {by}. Nothing of yours was written."),
    "contact.email_wrong": N_(
        "“{value}” is not an e-mail address. One looks like ada@example.com."
    ),
    "contact.phone_wrong": N_("“{value}” is not a telephone number: it has too few digits."),
    "currency.unknown": N_("“{currency}” is not a currency code (ISO 4217)."),
    "customer.disabled": N_("The account of {name} is disabled; no order can be taken for it."),
    "customer.find_too_little": N_(
        "Say a name, company, e-mail, telephone, number, city or postal code to look for."
    ),
    "customer.guest_in_b2b": N_(
        "This store sells to members of organizations only, not to guests."
    ),
    "customer.guest_placed": N_("The order of {name} is submitted; it stays a guest's."),
    "customer.last_name_missing": N_("The last name is missing."),
    "customer.not_a_guest": N_("{name} is registered already."),
    "customer.organization_in_b2c": N_(
        "A customer of this store does not belong to an organization."
    ),
    "customer.organization_missing": N_(
        "In this store a customer belongs to an organization. Which one?"
    ),
    "customer.other_store": N_("This customer belongs to another store."),
    "customer.too_many_contacts": N_("A customer has at most {most} of these."),
    "customer.unknown": N_("There is no such customer."),
    "database.address": N_(
        "“{address}” names no store. Give a file, sqlite:///FILE or postgresql://HOST/NAME."
    ),
    "database.damaged": N_(
        "What is at {address} is damaged, or no store. Nothing was changed; go back to the "
        "last good copy."
    ),
    "database.dangling": N_(
        "A row of {table} ({row}) names a row of {parent} that is not there. Nothing was written."
    ),
    "database.folder": N_("{path} cannot be written: {detail}"),
    "database.foreign": N_("What is at {address} belongs to another program and was left alone."),
    "database.full": N_("There is no space left for {address}. Nothing was changed; make room."),
    "database.in_use": N_(
        "{address} is in use. Close every window and driver that has it open, then try again."
    ),
    "database.left_over": N_(
        "{path} is missing, but its log is still there. Put the file back or move the log away."
    ),
    "database.library": N_("SQLite {found} can damage a store; at least {needed} is needed."),
    "database.link": N_("{path} is a link. Give the file's own and only name."),
    "database.missing": N_(
        "There is no store at {address}. “salescenter demo” makes a demo store there, "
        "“salescenter init” an empty one."
    ),
    "database.needs_psycopg": N_(
        "PostgreSQL needs one more package. This installs it: pip install 'salescenter[postgres]'."
    ),
    "database.not_a_file": N_("{path} is not a file."),
    "database.password": N_(
        "No password in the address: use PGPASSWORD or the password file of PostgreSQL."
    ),
    "database.setting": N_("SQLite did not take {setting} = {wanted}; it stays at {found}."),
    "database.share": N_(
        "{path} is on a network share ({share}), where a SQLite file is not safe. Use a local "
        "disk, or PostgreSQL."
    ),
    "database.unreachable": N_("Nobody answers at {address}. Is the server running?"),
    "date.malformed": N_("“{text}” is not a date. Write 24.12., 2026-12-24, or +7 for in a week."),
    "delivery.date_range": N_("The requested date is to lie between {earliest} and {latest}."),
    "delivery.too_many": N_("An order goes to at most {most} places."),
    "delivery.unknown": N_("This delivery is not on order {number} any more."),
    "demo.new_database": N_(
        "{address} holds a store that is not the demo store, and such a one is never emptied "
        "from here. Make a new database for the demo store."
    ),
    "demo.other_file": N_(
        "{address} holds something that is not the demo store, and such a file is never replaced "
        "from here. Name another file."
    ),
    "demo.there": N_("There is a store at {address} already. Say --reset to replace it."),
    "denied": N_("You may not do this: it needs the right “{permission}”."),
    "denied.csr_only": N_("A supervisor may do this for customer service representatives only."),
    "denied.locked": N_("The desk is locked. Unlock it first."),
    "denied.must_change": N_("The password is an initial one. Choose one of your own first."),
    "denied.no_such_verb": N_("There is nothing called “{verb}”."),
    "denied.own_rights": N_("Nobody changes their own rights."),
    "denied.session_over": N_("The session has lasted its twelve hours. Sign on again."),
    "denied.signed_off": N_("Nobody is signed on here. Sign on first."),
    "export.there": N_("{path} is there already. Give an empty folder; nothing is overwritten."),
    "gateway.address_unknown": N_(
        "“{address}” names no payment provider. One looks like sim:/folder/file."
    ),
    "gateway.card_unknown": N_("The simulation has no card called “{name}”."),
    "gateway.nothing_to_decide": N_("Nothing is left to be decided about this payment."),
    "gateway.session_unknown": N_("There is no such capture at the payment provider."),
    "import.already_there": N_("The {what} {key} is there already; an import changes nothing."),
    "import.blank": N_("There is nothing but blanks here."),
    "import.column_missing": N_("The column “{column}” is missing; it is required."),
    "import.column_twice": N_("The column “{column}” is there twice."),
    "import.column_unknown": N_("There is no column “{column}” here. The columns are: {known}."),
    "import.csv": N_("From here on this is not CSV (RFC 4180): {detail}."),
    "import.date": N_("“{text}” is not a date. One looks like 2026-01-31."),
    "import.depends": N_("The {what} {key} was refused, and this depends on it."),
    "import.empty": N_("The file is empty; at least the names of its columns are needed."),
    "import.encoding": N_("This is not UTF-8 (byte {byte}). Save the file as “CSV UTF-8”."),
    "import.encoding_other": N_("This is {encoding}. Save the file as “CSV UTF-8”."),
    "import.ends_first": N_("It ends before it starts."),
    "import.field_count": N_("The row has {have} fields; there are {need} columns."),
    "import.field_too_long": N_("A field is longer than {limit} characters."),
    "import.file_too_large": N_("The file is larger than {limit} MB. Split it."),
    "import.file_unknown": N_("No file of this name is read. The names are: {known}."),
    "import.instant": N_("“{text}” is not an instant. One looks like 2026-01-31T09:30:00+01:00."),
    "import.instant_zone": N_(
        "“{text}” does not say in which zone. Add the difference from UTC, like +01:00."
    ),
    "import.key": N_("“{text}” is not a key: it has blanks or ; in it, or is nothing else."),
    "import.language": N_("“{text}” is not a language code. One looks like pt-BR."),
    "import.last_four": N_("Of a card's number only its last four digits belong here."),
    "import.line_too_long": N_("A line is longer than {limit} characters."),
    "import.link": N_("The file is a link; put the file itself there."),
    "import.missing": N_("This is required and missing."),
    "import.month": N_("“{text}” is not a month. One looks like 2027-05."),
    "import.negative": N_("“{text}” is below zero."),
    "import.no_files": N_("There is no CSV file in {path}."),
    "import.no_folder": N_("There is no folder {path}."),
    "import.no_lines": N_("The order has no lines in order_items.csv."),
    "import.not_a_file": N_("This is not a file."),
    "import.nul": N_("There is a zero character here; no text has one."),
    "import.one_of_two": N_("Either {one} or {other} is given, never both or none."),
    "import.only_new": N_(
        "The {what} {key} was there before; only what this import brings can get more parts."
    ),
    "import.out_of_range": N_("“{text}” is not between {least} and {most}."),
    "import.outcome_unknown": N_(
        "The connection was lost at the very end. Import again with --dry-run: if everything "
        "is there already, it was done."
    ),
    "import.own_number": N_(
        "{number} could be mistaken for a number that this program gives. Put a letter before it."
    ),
    "import.part_refused": N_("A {what} of it was refused, and it would not be whole without."),
    "import.promotion_unknown": N_("The store {store} has no promotion “{name}”."),
    "import.separator": N_("The columns are not separated by commas."),
    "import.store_changed": N_(
        "Somebody else changed the store meanwhile. Nothing was written; import again."
    ),
    "import.time_zone": N_("“{text}” is not a time zone. One looks like Europe/Berlin."),
    "import.too_many_rows": N_("The file has more than {limit} rows. Split it."),
    "import.twice": N_("The {what} {key} is in line {line} already."),
    "import.unknown": N_("There is no {what} {key}, neither here nor in the store."),
    "import.weight": N_("“{text}” is not a weight in kilograms. One looks like 0.350."),
    "import.whole_number": N_("“{text}” is not a whole number."),
    "import.word": N_("“{text}” is none of: {known}."),
    "import.yes_no": N_("“{text}” is neither yes nor no."),
    "internal": N_("Something went wrong inside the program. The log has it as {log_id}."),
    "item.bundle_empty": N_("The bundle “{name}” has nothing in it that this store sells."),
    "item.choose_contract": N_("This contract has no price for the item."),
    "item.is_bundle": N_("“{name}” is a bundle: it is ordered as a whole."),
    "item.is_no_bundle": N_("“{name}” is not a bundle."),
    "item.is_product": N_("“{name}” comes in several kinds; say which one."),
    "item.no_price": N_("{sku} has no price at this moment and cannot be sold."),
    "item.unknown": N_("This store does not sell such an item."),
    "key.missing": N_("The wish has no key of its own (up to 64 plain characters)."),
    "key.reused": N_("This key stands for another wish already."),
    "malformed": N_("This could not be understood: {detail}"),
    "method.unknown": N_("This store has no shipping method “{code}”."),
    "order.amount_too_large": N_(
        "This would make {amount}, which is more than this desk can handle."
    ),
    "order.cancel_reason_missing": N_("Say why the order is canceled."),
    "order.empty": N_("An order begins with a customer or an item."),
    "order.incomplete": N_("The order cannot be submitted yet:"),
    "order.no_such_line": N_("Order {number} has no such line any more."),
    "order.not_pending": N_(
        "Order {number} is submitted or closed; this can be done only while it is pending."
    ),
    "order.number_wrong": N_("“{number}” is not an order number: a digit is missing or wrong."),
    "order.too_many_lines": N_("An order takes at most {most} lines."),
    "order.transition": N_("Order {number} cannot go on like this from its status."),
    "order.unknown": N_("There is no such order."),
    "order.unknown_number": N_("There is no order {number}."),
    "organization.unknown": N_("This store has no such organization."),
    "paper.not_printed": N_("The printer {printer} takes nothing at the moment."),
    "paper.not_saved": N_("{path} could not be written: {detail}"),
    "password.common": N_("This password is among the first that others try. Take another."),
    "password.long": N_("A password has at most {most} characters."),
    "password.short": N_("A password has at least {least} characters."),
    "paste.no_code": N_("No code and no words were found in this line."),
    "paste.quantity_unclear": N_(
        "“{text}” may be a thousand or a fraction; write the quantity plainly."
    ),
    "paste.several": N_("“{text}” may be one of several items."),
    "paste.too_long": N_("This line is too long to be an item."),
    "paste.too_many": N_("At most {most} lines can be pasted at once."),
    "paste.unknown": N_("Nothing this store sells is called “{text}”."),
    "payment.amount_range": N_("A payment is more than nothing."),
    "payment.beyond_limit": N_("This store takes at most {most} by this method."),
    "payment.card_by_capture": N_("A card is keyed in by the customer: take it with “Take card”."),
    "payment.certificate_by_code": N_("A gift certificate is taken by its code."),
    "payment.certificate_currency": N_("This gift certificate is in {currency}; the order is not."),
    "payment.certificate_empty": N_(
        "Nothing is left on the gift certificate ending in {last_four}."
    ),
    "payment.certificate_over": N_("This gift certificate was valid until {until}."),
    "payment.certificate_short": N_("Only {left} is left on the gift certificate."),
    "payment.certificate_twice": N_("This gift certificate is on the order already."),
    "payment.certificate_unknown": N_("There is no such gift certificate."),
    "payment.credit_short": N_("Only {left} is left on the credit line."),
    "payment.in_use": N_(
        "This payment is being authorized. It can be taken off once the provider has answered."
    ),
    "payment.no_capture": N_("There is no such capture."),
    "payment.no_credit_line": N_(
        "The organization of the customer has no credit line in the currency of the order."
    ),
    "payment.not_declined": N_("Only a payment that was declined is asked for again."),
    "payment.not_in_store": N_("This store does not take this method of payment."),
    "payment.nothing_to_pay": N_("There is nothing to pay yet."),
    "payment.order_closed": N_("Order {number} takes no payments any more."),
    "payment.reference_missing": N_("The number of the purchase order is missing."),
    "payment.replaced_already": N_("Other payments cover the total already."),
    "payment.rest_twice": N_("One payment takes the rest already."),
    "payment.too_much": N_("Only {left} is left for a fixed amount."),
    "payment.unknown": N_("There is no such payment on this order any more."),
    "preference.fixed": N_("An administrator has fixed this value for everyone: {name}."),
    "preference.range": N_("“{name}” is between {least} and {most}."),
    "preference.unknown": N_("There is no preference “{name}”."),
    "preference.wrong": N_("This is no value for “{name}”."),
    "price.beyond_limit": N_("Your team may go down to {floor} here."),
    "price.beyond_limit_for_fewer": N_(
        "The agreed price is too low for so few: here your team may go down to {floor}. Change the "
        "price first."
    ),
    "price.negative": N_("A price is not below zero."),
    "price.no_limit": N_(
        "Your team has no limit for this item, so its price cannot be overridden."
    ),
    "price.reason_missing": N_("Say why the price is overridden."),
    "promotion.amount_missing": N_("The amount is missing."),
    "promotion.amount_negative": N_("An amount is below zero."),
    "promotion.buy_get_missing": N_("It needs what is bought and what is given."),
    "promotion.code_missing": N_("It needs a code."),
    "promotion.currency_twice": N_("There are two amounts in one currency."),
    "promotion.ends_before_start": N_("It ends before it starts."),
    "promotion.groups_without_exclusive": N_(
        "Only an exclusive promotion names groups that it excludes."
    ),
    "promotion.incomplete": N_("The promotion “{name}” cannot be used as it stands:"),
    "promotion.malformed": N_("The promotion could not be read, at {where}: {detail}"),
    "promotion.quantity_not_positive": N_("A number of units or times is below one."),
    "promotion.ranges_not_rising": N_("The starts of the ranges must rise."),
    "promotion.rate_out_of_range": N_("The percentage must be above 0 and at most 100."),
    "promotion.type_not_offered": N_("Promotions of this type cannot be offered yet."),
    "promotion.used_up": N_("“{name}” has just been used up; the order is priced anew."),
    "promotion.weekday_unknown": N_("Week days go from 1 (Monday) to 7 (Sunday)."),
    "quantity.range": N_("A quantity is a whole number from 1 to {most}."),
    "rate.malformed": N_("“{text}” is not a percentage. Write digits and at most four decimals."),
    "rate.too_large": N_("“{text}” percent is too much."),
    "redo.nothing": N_("There is nothing to do again."),
    "schema.missing": N_("There is no store at {address} yet: “salescenter init” makes one."),
    "schema.newer": N_(
        "The store at {address} was made by a newer version of this program ({found}). "
        "Nothing was changed; use that version."
    ),
    "schema.old": N_(
        "The store at {address} is of an older version. “salescenter upgrade” brings it up to date."
    ),
    "search.name_missing": N_("Under which name is this search to be kept?"),
    "search.too_many": N_("At most {most} searches can be kept. Forget one of them first."),
    "sign_on.delayed": N_("Too many wrong tries. The next one is looked at in {seconds} seconds."),
    "sign_on.wrong": N_("Id or password is wrong."),
    "simulation.none": N_("The payment provider is real: nothing is simulated here."),
    "store.has_users": N_("This store has users already. An administrator lets others in."),
    "store.unknown": N_("There is no such store."),
    "submit.bill_to": N_("The billing address is missing."),
    "submit.credit_line": N_(
        "An invoice draws on the credit line of another organization; take it off."
    ),
    "submit.customer": N_("The customer is missing."),
    "submit.items": N_("There is no item on the order."),
    "submit.method": N_("The shipping method is missing."),
    "submit.payment": N_("Payments do not cover the total: {missing} is missing."),
    "submit.payment_over": N_("Payments exceed the total by {over}."),
    "submit.ship_to": N_("The shipping address is missing."),
    "submit.total_changed": N_(
        "The total was {was} and is {now} now. Tell the customer, then submit again."
    ),
    "text.card_number": N_("This looks like a card number. Never type card numbers here."),
    "text.control_character": N_(
        "This holds a character that cannot be shown ({sign}). Type it anew."
    ),
    "text.not_unicode": N_("This holds half a character that cannot be stored. Type it anew."),
    "text.too_long": N_("This has {length} characters; at most {limit} fit."),
    "undo.answered": N_("The payment provider has answered; that cannot be taken back."),
    "undo.begin": N_("This is where the order begins."),
    "undo.canceled": N_("The order is canceled."),
    "undo.captured": N_("The customer has keyed in a card; take the payment off instead."),
    "undo.imported": N_("The order was imported; that cannot be taken back."),
    "undo.nothing": N_("There is no step of yours to take back."),
    "undo.submitted": N_("The order is submitted; that cannot be taken back here."),
    "undo.touched": N_("A later step has changed the same thing ({by})."),
    "unknown": N_("It is not yet known whether this was done; it is being found out."),
    "user.last_administrator": N_("Somebody has to stay administrator."),
    "user.login_taken": N_("The id “{login}” is taken."),
    "user.unknown": N_("There is no such user."),
    "version.unknown": N_("Order {number} has no version {version}; the current one is {current}."),
}


def sentence(code: str, params: Mapping[str, object]) -> str:
    """The sentence for a code in the user's language; the code itself where none is known.

    A card number that somebody typed into the wrong field is not said back.
    """
    text = SENTENCES.get(code)
    return redact(_(text).format_map(_Given(params))) if text else code


class _Given(dict[str, object]):
    """Parameters; one that is missing shows as its name, since a refusal must never fail."""

    def __missing__(self, name: str) -> str:
        return "{" + name + "}"
