"""Amounts as people write them, 12.5, and in minor units, 1250.

Source: `humanize-amount`, `computerize-amount` and `zero-decimal-currencies` of `medusa-core-utils`.
"""

import math

WITHOUT_DECIMALS = frozenset("bif clp djf gnf jpy kmf krw mga pyg rwf ugx vnd vuv xaf xof xpf".split())
"""The currencies whose units are not divided; all others are by a hundred."""


def humanized(amount: int, currency_code: str) -> float:
    return amount / _parts(currency_code)


def computerized(amount: float, currency_code: str) -> int:
    """In minor units, halves rounded up as `Math.round` does."""
    return math.floor(amount * _parts(currency_code) + 0.5)


def _parts(currency_code: str) -> int:
    return 1 if currency_code.lower() in WITHOUT_DECIMALS else 100
