"""The formats of texts, against the verdicts of the libraries that a real Medusa uses."""

import pytest

from medusa_mock.validation.formats import is_date_time, is_duration, is_email

# What `isEmail` of class-validator 0.14.4 (validator 13.15.35) said of each.
EMAILS = {
    "a@b.co": True,
    "a@b": False,
    "A@B.CO": True,
    "a.b@c.de": True,
    "a..b@c.de": False,
    ".a@c.de": False,
    "a.@c.de": False,
    "a@c..de": False,
    "a@-c.de": False,
    "a@c-.de": False,
    "a@c.d": False,
    "a@c.d1": False,
    "a@c.xn--p1ai": True,
    "a@xn--p1ai.xn--p1ai": True,
    '"a b"@c.de': True,
    '"a"@c.de': True,
    '""@c.de': True,
    "a b@c.de": False,
    "a@b c.de": False,
    "a@b@c.de": False,
    "a+b@c.de": True,
    "\xfc@c.de": True,
    "a@\xfc.de": True,
    "a@c.\xfc": False,
    "a@c.\xfc\xfc": True,
    "a@[127.0.0.1]": False,
    "a@127.0.0.1": False,
    "@c.de": False,
    "a@": False,
    "": False,
    "a": False,
    "a@c.de ": False,
    " a@c.de": False,
    "a@c_d.de": False,
    "a@c.d_e": False,
    "A <a@c.de>": False,
    "<a@c.de>": False,
    "a\x00@c.de": False,
    "a\n@c.de": False,
    "a@c.de\n": False,
    "\U0001f600@c.de": False,
    "a@\U0001f600.de": True,
    "a@gmail.com": True,
    "ab@gmail.com": True,
    "abcdef@gmail.com": True,
    "abcd!f@gmail.com": True,
    "a@c.de.": False,
    "a@c.com1": False,
    "!#$%&'*+-/=?^_`{|}~@c.de": True,
    "a(b)@c.de": False,
    "a,b@c.de": False,
    "a;b@c.de": False,
    "a:b@c.de": False,
    "a\\b@c.de": False,
    "a@localhost": False,
    "a@c.de?x": False,
    "a@c.1a": False,
    "a@c.a1": False,
    '"a\\"b"@c.de': True,
    '"a"b"@c.de': False,
    'a"b@c.de': False,
    "0@A.A0": False,
    "0@A.AA": True,
    "\xa1@a.aa": True,
    "a@a.\xa9\xa9": False,
    "a@\uff41.de": False,
    "\xe4@a.de": True,
    "\ufb00@a.de": True,
    "a@a.12": False,
    "a@1.com": True,
    "a@a.b-c": False,
    "-@a.de": True,
    "_@a.de": True,
    "a@a--b.de": True,
    "a@aa-.de": False,
    '"very.unusual.@.unusual.com"@example.com': True,
    '"a@b"@c.de': True,
    '"a;b"@c.de': True,
    '"a<b"@c.de': True,
    "x@\xe9\xe9.fr": True,
    "a@sub.sub.c.de": True,
    "x" * 64 + "@c.de": True,
    "x" * 65 + "@c.de": False,
    "a@" + "x" * 63 + ".de": True,
    "a@" + "x" * 64 + ".de": False,
    "a@" + "x." * 124 + "de": True,
    "a@" + "x." * 126 + "de": False,
}


@pytest.mark.parametrize("text", EMAILS)
def test_an_email_address_is_what_the_real_server_takes_for_one(text: str) -> None:
    assert is_email(text) is EMAILS[text]


@pytest.mark.parametrize(
    "text",
    [
        "2020-01-01",
        "2020-01",
        "2020",
        "2020-01-01T10:00",
        "2020-01-01T10:00:00Z",
        "2020-01-01T10:00:00.123456Z",
        "2020-01-01t10:00:00z",
        "2020-01-01T10:00:00+02:00",
        "2020-01-01T10:00:00+0200",
    ],
)
def test_iso_8601_is_a_time(text: str) -> None:
    assert is_date_time(text)


@pytest.mark.parametrize(
    "text",
    ["", "yesterday", "2020-13-01", "2020-02-30", "2020-01-01T25:00:00Z", "Jan 2020", "1577836800000", "2020-01-01T10"],
)
def test_anything_else_is_no_time(text: str) -> None:
    assert not is_date_time(text)


# What the pattern of `utils/validators/iso8601-duration.ts` said of each.
DURATIONS = {
    "P3Y6M4DT12H": True,
    "P2W": True,
    "P1Y2W3D": True,
    "PT0S": True,
    "P": False,
    "PT": False,
    "P1YT": False,
    "P1.5D": False,
    "P1D\n": False,
    "p1d": False,
    "P\u0661D": False,
    "3 days": False,
}


@pytest.mark.parametrize("text", DURATIONS)
def test_durations(text: str) -> None:
    assert is_duration(text) is DURATIONS[text]
