"""What texts call money -> ISO 4217 codes."""

from __future__ import annotations

import re

#: A bare dollar, pound or rupee sign, or name, is the commonest of its kind.
CURRENCIES = {
    "US$": "USD", "US $": "USD", "USD": "USD", "$": "USD", "dollar": "USD", "A$": "AUD", "AUD": "AUD", "C$": "CAD",
    "CAD": "CAD", "S$": "SGD", "SGD": "SGD", "€": "EUR", "EUR": "EUR", "euro": "EUR", "£": "GBP", "GBP": "GBP",
    "pound sterling": "GBP", "¥": "JPY", "JPY": "JPY", "yen": "JPY", "₹": "INR", "INR": "INR", "Rs": "INR",
    "rupee": "INR", "CNY": "CNY", "RMB": "CNY", "yuan": "CNY", "renminbi": "CNY", "CHF": "CHF", "franc": "CHF",
    "₩": "KRW", "KRW": "KRW", "₽": "RUB", "RUB": "RUB", "rouble": "RUB", "ruble": "RUB", "BRL": "BRL", "R$": "BRL",
    "ZAR": "ZAR", "SEK": "SEK", "krona": "SEK", "NOK": "NOK", "krone": "NOK", "DKK": "DKK", "Tk": "BDT",
    "taka": "BDT", "BDT": "BDT", "baht": "THB", "THB": "THB", "ringgit": "MYR", "MYR": "MYR", "peso": "MXN",
    "AED": "AED", "dirham": "AED", "SAR": "SAR", "riyal": "SAR", "NPR": "NPR",
    "KSh": "KES", "KES": "KES", "TSh": "TZS", "USh": "UGX", "NGN": "NGN", "₦": "NGN", "GHS": "GHS",
    "PKR": "PKR", "LKR": "LKR", "IDR": "IDR", "VND": "VND", "₫": "VND", "PLN": "PLN", "zloty": "PLN",
    "CZK": "CZK", "HUF": "HUF", "forint": "HUF", "₪": "ILS", "shekel": "ILS", "₺": "TRY", "lira": "TRY",
    "HK$": "HKD", "HKD": "HKD", "NZ$": "NZD", "NZD": "NZD", "EGP": "EGP", "NT$": "TWD", "TWD": "TWD",
}  # fmt: skip

#: Patterns of the signs and codes, and of the names, for a search that ignores case.
CODES = "|".join(sorted((re.escape(c) for c in CURRENCIES if not c.islower()), key=len, reverse=True))
NAMES = "|".join(rf"{name.replace(' ', '[ ]+')}s?" for name in CURRENCIES if name.islower())


def currency(name: str) -> str | None:
    """The code of what a text calls money: "Rs." is INR, "US dollars" USD; None for anything else."""
    bare = re.sub(r"^(?:US|American)\s+(?=[a-z])", "", " ".join(name.split()), flags=re.IGNORECASE).rstrip(".")
    for key in (bare, bare.upper(), bare.title(), bare.lower(), bare.lower().rstrip("s")):
        if key in CURRENCIES:
            return CURRENCIES[key]
    return None
