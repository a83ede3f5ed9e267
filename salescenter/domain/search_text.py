"""One spelling of text for searching, the same on every engine (decision 6).

``fold`` makes "Łódź", "LODZ" and "lodz" one; ``words`` cuts at everything that is neither letter
nor digit, so that no engine's own idea of a word matters. What a customer or an item is found by
is kept as one text of folded words, one line a field.
"""

import re
import unicodedata
from collections.abc import Iterable

LONGEST_WORD = 60
_WORD = re.compile(r"[^\W_]+")
# Letters that no decomposition takes apart.
_SPELT = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",  # noqa: RUF001 - it is what it looks like
        "ħ": "h",
        "ŧ": "t",
        "ŋ": "n",
    }
)
# Words of scripts that write none between: each sign is a word of its own.
_SIGNS = (
    ("\u3040", "\u30ff"),  # Hiragana, Katakana
    ("\u3400", "\u4dbf"),  # Han
    ("\u4e00", "\u9fff"),
    ("\uf900", "\ufaff"),
    ("\U00020000", "\U0003fffd"),
)
_MARK_OF_REVERSED = "\ue000"
_MARK_OF_STORE = "\ue001"
_JOINT_OF_MAIL = "\ue002"
_MARK_OF_MAIL = "\ue003"
# Country codes of the ITU (E.164): 1 and 7, these of two digits, else three. None begins another.
_COUNTRY_CODE = re.compile(r"1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3}")
_NO_DIGITS = re.compile(r"[^0-9]+")


def fold(text: str) -> str:
    """Without case, accents and width; blanks between Han and kana signs; blanks single."""
    if text.isascii():
        return " ".join(text.lower().split())
    plain = unicodedata.normalize("NFKD", text).casefold().translate(_SPELT)
    return " ".join("".join(map(_kept, unicodedata.normalize("NFKD", plain))).split())


def _kept(letter: str) -> str:
    if letter < "\u0300":
        return letter
    if unicodedata.category(letter).startswith("M"):
        return ""
    return f" {letter} " if is_sign(letter) else letter


def is_sign(word: str) -> bool:
    """Whether a word is one sign of a script that writes no blanks: a word that cannot grow."""
    return len(word) == 1 and any(first <= word <= last for first, last in _SIGNS)


def words(text: str) -> tuple[str, ...]:
    """The folded words of a text, in order; very long ones are cut."""
    return tuple([word[:LONGEST_WORD] for word in _WORD.findall(fold(text))])


def digits(text: str) -> str:
    """The decimal digits of a text as 0-9, whatever script they are written in."""
    if text.isascii():
        return _NO_DIGITS.sub("", text)
    return "".join(str(unicodedata.decimal(sign)) for sign in text if sign.isdecimal())


def is_phone_like(text: str) -> bool:
    """Whether a text can be part of a telephone number and nothing else: digits and their marks."""
    return bool(digits(text)) and all(sign.isdecimal() or sign in " +-/().\u00a0" for sign in text)


def ending(typed_digits: str) -> str:
    """The word that a number which ends with these digits begins with."""
    return _MARK_OF_REVERSED + typed_digits[::-1]


def of_store(store_id: int) -> str:
    """The word that everything of this store has."""
    return f"{_MARK_OF_STORE}{store_id}"


def national(international: str) -> str:
    """The digits after the country code, without the zero that is dialled at home."""
    code = _COUNTRY_CODE.match(international)
    return international[code.end() :] if code else ""


def phone_words(text: str, international: str) -> tuple[str, ...]:
    """What a telephone number is found by: three spellings from the front, one from the end."""
    typed = digits(text)
    full = international or typed
    fronts = (full, typed, national(international))
    return tuple(dict.fromkeys(word for word in fronts if word)) + ((ending(full),) if full else ())


def mail_word(text: str) -> str:
    """An e-mail address, or its beginning, as one word; its dots and the rest are one joint.

    Marked, so that who looks for the beginning of a name does not go through all addresses.
    """
    letters = fold(text)
    return _MARK_OF_MAIL + "".join(
        letter if letter.isalnum() else _JOINT_OF_MAIL for letter in letters
    )


def mail_words(address: str) -> tuple[str, ...]:
    """What an e-mail address is found by: its words, and itself as one."""
    return (*words(address), mail_word(address))


def search_text(*fields: Iterable[str]) -> str:
    """Folded words by field, one line a field; a word that a field has twice stands once."""
    return "\n".join(" ".join(dict.fromkeys(field)) for field in fields)
