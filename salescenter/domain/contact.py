"""How to reach a customer: telephone numbers and e-mail addresses as people type them.

Lenient on purpose: a number that is not understood is kept as it was typed, since a representative
who hears an odd one must be able to note it down. Nothing is asked of any network.
"""

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat, ValidationResult

from salescenter.domain.card_text import looks_like_card
from salescenter.domain.customer import Phone
from salescenter.domain.errors import Problem, Refused
from salescenter.domain.plain_text import clean, storable

PHONE_LENGTH = 40
EMAIL_LENGTH = 254  # RFC 5321

_FEWEST_DIGITS = 3  # as in emergency numbers


def phone_of(text: str, country: str = "", label: str = "", field: str = "phone") -> Phone:
    """The number as typed, with its digits in international form (E.164, no plus) if understood.

    ``country`` (ISO alpha-2) is where it would be dialled. A number is understood when it is a
    valid one there, or is typed with its country code and has a possible length. Refused: what
    cannot be stored (see ``plain_text``), and what ``phone_problems`` tells.
    """
    typed = storable(text, field, PHONE_LENGTH)
    for problem in phone_problems(typed, country, field):
        raise Refused(problem.code, field=field, **problem.params)
    number = _understood(typed, country)
    return Phone(typed, _formatted(number, PhoneNumberFormat.E164)[1:] if number else "", label)


def phone_problems(text: str, country: str = "", field: str = "phone") -> tuple[Problem, ...]:
    """What is wrong with a number: too few digits to be one, or a card number in its place."""
    typed = text.strip()
    if len(phone_digits(typed)) < _FEWEST_DIGITS:
        return (Problem("contact.phone_wrong", field, {"value": typed}),)
    is_dialled = typed.lstrip("( ").startswith(("+", "0"))
    if looks_like_card(typed) and not (is_dialled and _understood(typed, country)):
        return (Problem("text.card_number", field),)
    return ()


def shown_phone(phone: Phone) -> str:
    """The number in international spacing, as in "+49 30 123456", or as typed if not understood.

    A text with letters in it says more than its digits (an extension, whose it is): as typed too.
    """
    says_more = any(map(str.isalpha, phone.text))
    number = _understood(f"+{phone.digits}", "") if phone.digits and not says_more else None
    return _formatted(number, PhoneNumberFormat.INTERNATIONAL) if number else phone.text


def phone_digits(text: str) -> str:
    """The digits in a text, whatever their script, as 0 to 9."""
    return str(phonenumbers.normalize_digits_only(text))


def phone_search_digits(typed: str) -> str:
    """The digits to look for inside stored numbers: without the zeros that only dial out."""
    return phone_digits(typed).lstrip("0")


def require_email(text: str, field: str = "email") -> str:
    """The address as it is stored, its domain in small letters. Refused: anything else."""
    typed = clean(text, field, EMAIL_LENGTH)
    for problem in email_problems(typed, field):
        raise Refused(problem.code, field=field, **problem.params)
    return _normal_email(typed)


def email_problems(text: str, field: str = "email") -> tuple[Problem, ...]:
    """What is wrong with the form of an e-mail address (RFC 5321 and 6531). Asks no server."""
    if _normal_email(text):
        return ()
    return (Problem("contact.email_wrong", field, {"value": text.strip()}),)


def _understood(text: str, country: str) -> PhoneNumber | None:
    try:
        number = phonenumbers.parse(text, country or None)
    except NumberParseException:
        return None
    if phonenumbers.is_valid_number(number):
        return number
    length = phonenumbers.is_possible_number_with_reason(number)
    is_whole = text.startswith("+") and length == ValidationResult.IS_POSSIBLE
    return number if is_whole else None


def _formatted(number: PhoneNumber, form: int) -> str:
    bare = PhoneNumber(
        country_code=number.country_code,
        national_number=number.national_number,
        italian_leading_zero=number.italian_leading_zero,
        number_of_leading_zeros=number.number_of_leading_zeros,
    )
    return str(phonenumbers.format_number(bare, form))


def _normal_email(text: str) -> str:
    # Imported when first needed: it takes longer than all the rest of this layer.
    from email_validator import EmailNotValidError, validate_email

    try:
        return validate_email(text.strip(), check_deliverability=False).normalized
    except EmailNotValidError:
        return ""
