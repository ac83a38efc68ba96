"""What the names of people and shops may consist of, and when two spellings are the same name."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Unified ideographs, extension A, compatibility ideographs, the ideographic zero, and the two planes that hold
# extensions B to J. Ranges instead of the interpreter's Unicode tables, which may be older than a person's name.
_IDEOGRAPHS = (
    (0x3007, 0x3007),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)
_VARIATION_SELECTOR = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_PRIVATE_USE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
# The dot inside names of minority nationalities comes from many keyboards; documents use U+00B7.
_DOTS = "·•・‧∙⋅․●."
_DOT = re.compile(f"[{re.escape(_DOTS)}]")
_LATIN_NAME = re.compile(r"[A-Za-zÀ-ɏ]+(?:[ .,'’-]+[A-Za-zÀ-ɏ]+)*\.?")
_BRACKETS = str.maketrans("（）〔〕［］【】﹙﹚", "()()()()()")
_PLAIN = re.compile("[一-鿿0-9A-Za-z]*")
"""Nothing in which two copies could differ but the size of letters; most names are like this."""
_PHONE = re.compile(r"(?:\d[ -]?){7,}")
_CONTACT = re.compile(
    r"https?:|www\.|\.com|\.cn|@|电话|手机|热线|微信|加[vV]|[vV][xX]|[qQ]{2}|订购|联系方式",
    re.ASCII,
)


def length(text: str) -> int:
    """The number of characters a reader sees: a rare ideograph is one, a variation selector none."""
    return len(_VARIATION_SELECTOR.sub("", unicodedata.normalize("NFC", text)))


def is_ideograph(character: str) -> bool:
    """A Chinese character of any block, rare and compatibility ones included."""
    return any(first <= ord(character) <= last for first, last in _IDEOGRAPHS)


def beyond(text: str, encoding: str) -> str:
    """The ideographs that a character set does not have, each once: beyond `gbk` most terminals print nothing."""
    if text.isascii():
        return ""
    return "".join(dict.fromkeys(c for c in text if is_ideograph(c) and not _has(encoding, c)))


@lru_cache(maxsize=256)  # the same few names are asked about at every keystroke
def beyond_gbk(text: str) -> str:
    """The ideographs that GBK does not have."""
    return beyond(text, "gbk")


def bare(character: str) -> str:
    """A character without the variation selectors behind it."""
    return _VARIATION_SELECTOR.sub("", character)


def code_points(character: str) -> str:
    """By which number Unicode knows it.

    >>> code_points("䶮")
    'U+4DAE'
    """
    return " ".join(f"U+{ord(one):04X}" for one in bare(character))


def readings(character: str) -> str | None:
    """Its readings in Standard Chinese as dictionaries have them; nothing where they are not known."""
    from pypinyin import pinyin  # only where a name has a rare character

    known = pinyin(bare(character), heteronym=True, errors="ignore")
    return "、".join(known[0]) if known else None


def has_chinese(text: str) -> bool:
    """There is at least one ideograph in it, of whichever extension."""
    return any(map(is_ideograph, text))


def is_chinese_name(text: str) -> bool:
    """A person's name in Chinese characters, with the dot of minority names allowed between its parts."""
    parts = _DOT.split(_VARIATION_SELECTOR.sub("", text))
    return length(text) >= 2 and all(part and all(map(is_ideograph, part)) for part in parts)


def is_latin_name(text: str) -> bool:
    """A person's name in Latin letters, as on passports and residence permits."""
    return (
        length(text) >= 2 and _LATIN_NAME.fullmatch(unicodedata.normalize("NFC", text)) is not None
    )


def is_person_name(text: str) -> bool:
    """A name a person can have on a Chinese or foreign document."""
    return is_chinese_name(text) or is_latin_name(text)


def has_private_use(text: str) -> bool:
    """It holds a character of a private-use area.

    Older input methods and card readers put rare characters there; another machine shows a box. The
    character should be entered again by its stroke or code.
    """
    return _PRIVATE_USE.search(text) is not None


def for_comparison(text: str) -> str:
    """The text with everything taken out in which two copies of one name may differ.

    Width of letters and brackets, kinds of brackets, spaces, kinds of dot, small and capital letters. The name
    itself is always kept as written.
    """
    if _PLAIN.fullmatch(text):
        return text.lower()
    brackets = text.translate(_BRACKETS)
    plain = unicodedata.normalize("NFKC", _DOT.sub("·", brackets)).translate(_BRACKETS)
    return "".join(_DOT.sub("·", _VARIATION_SELECTOR.sub("", plain)).casefold().split())


def same_name(one: str, other: str) -> bool:
    """The two are one name, ignoring the width of letters and brackets, spaces, and kinds of dot."""
    return one == other or for_comparison(one) == for_comparison(other)


def is_bare_personal_name(text: str, *people: str) -> bool:
    """A shop's name that is nothing but the name of one of these people, which acquirers reject."""
    return any(person and same_name(text, person) for person in people)


def has_contact_details(text: str) -> bool:
    """A shop's name that carries a phone number, an address on the network, or an invitation to write."""
    plain = unicodedata.normalize("NFKC", text)
    return _PHONE.search(plain) is not None or _CONTACT.search(plain) is not None


def is_placeholder(text: str) -> bool:
    """A shop's name that says nothing: one character repeated, digits only, or the word for a test."""
    plain = for_comparison(text)
    return len(set(plain)) < 2 or plain.isdecimal() or "测试" in plain


def _has(encoding: str, character: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
