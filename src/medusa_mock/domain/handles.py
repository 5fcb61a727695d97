"""Handles: a title in the form that a URL takes.

The real server makes them with lodash's `kebabCase`, which takes words apart in Unicode, not at spaces only. Source:
`models/product.ts`, `models/product-collection.ts`, and lodash's `_unicodeWords.js`, `deburr.js`.
"""

import re
import unicodedata

_LATIN = re.compile(r"[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u017f]")
_MARKS = re.compile(r"[\u0300-\u036f\ufe20-\ufe2f\u20d0-\u20ff]")
_APOSTROPHES = re.compile("['\u2019]")
# The letters that are no letter with a mark, which Unicode takes apart by itself.
_LETTERS = {
    "\u00c6": "Ae", "\u00e6": "ae", "\u00d0": "D", "\u00f0": "d", "\u00d8": "O", "\u00f8": "o",
    "\u00de": "Th", "\u00fe": "th", "\u00df": "ss", "\u0110": "D", "\u0111": "d", "\u0126": "H",
    "\u0127": "h", "\u0131": "i", "\u0132": "IJ", "\u0133": "ij", "\u0138": "k", "\u013f": "L",
    "\u0140": "l", "\u0141": "L", "\u0142": "l", "\u0149": "n", "\u014a": "N", "\u014b": "n",
    "\u0152": "Oe", "\u0153": "oe", "\u0166": "T", "\u0167": "t", "\u017f": "s",
}  # fmt: skip

_BREAK = (
    r"\xac\xb1\xd7\xf7\x00-\x2f\x3a-\x40\x5b-\x60\x7b-\xbf\u2000-\u206f"
    r" \t\x0b\f\xa0\ufeff\n\r\u2028\u2029\u1680\u180e\u2000-\u200a\u202f\u205f\u3000"
)
_UPPER, _LOWER, _DINGBAT, _ASTRAL = (
    r"A-Z\xc0-\xd6\xd8-\xde",
    r"a-z\xdf-\xf6\xf8-\xff",
    r"\u2700-\u27bf",
    "\U00010000-\U0010ffff",
)
_MISC = rf"[^{_ASTRAL}{_BREAK}\d{_DINGBAT}{_LOWER}{_UPPER}]"
_MISC_UPPER, _MISC_LOWER = rf"(?:[{_UPPER}]|{_MISC})", rf"(?:[{_LOWER}]|{_MISC})"
_JOINT = "[\ufe0e\ufe0f]?(?:[\u0300-\u036f\ufe20-\ufe2f\u20d0-\u20ff]|[\U0001f3fb-\U0001f3ff])?"
_FLAG = "[\U0001f1e6-\U0001f1ff]{2}"
_WORDS = re.compile(
    "|".join(
        (
            rf"[{_UPPER}]?[{_LOWER}]+(?=[{_BREAK}]|[{_UPPER}]|\Z)",
            rf"{_MISC_UPPER}+(?=[{_BREAK}]|[{_UPPER}]{_MISC_LOWER}|\Z)",
            rf"[{_UPPER}]?{_MISC_LOWER}+",
            rf"[{_UPPER}]+",
            r"\d*(?:1ST|2ND|3RD|(?![123])\dTH)(?=\b|[a-z_])",
            r"\d*(?:1st|2nd|3rd|(?![123])\dth)(?=\b|[A-Z_])",
            r"\d+",
            rf"(?:[{_DINGBAT}]|{_FLAG}|[{_ASTRAL}]){_JOINT}(?:\u200d(?:{_FLAG}|.){_JOINT})*",
        )
    ),
    re.ASCII | re.DOTALL,
)


def handle_of(title: str) -> str:
    """The handle for a title: `Crème brûlée, No 5` gives `creme-brulee-no-5`."""
    plain = _APOSTROPHES.sub("", _MARKS.sub("", _LATIN.sub(_plain, title)))
    return "-".join(word.lower() for word in _WORDS.findall(plain))


def _plain(letter: re.Match[str]) -> str:
    known = _LETTERS.get(letter[0])
    return known if known is not None else _MARKS.sub("", unicodedata.normalize("NFD", letter[0]))
