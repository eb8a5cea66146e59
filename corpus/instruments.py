"""What agreements are called in English: their short forms, their long ones, and the name that a fact gives them."""

from __future__ import annotations

import re

#: name in a fact, short forms as they stand, long forms in capitals or small letters. Longer forms come first.
INSTRUMENTS: tuple[tuple[str, str, str], ...] = (
    ("MoU", r"M[oO]Us?", r"memorand(?:um|a|ums) of (?:mutual )?understanding"),
    ("MoC", r"M[oO]Cs?", r"memorand(?:um|a|ums) of co-?operation"),
    ("MoA", r"M[oO]As?", r"memorand(?:um|a|ums) of agreement"),
    ("MoI", r"M[oO]Is", r"memorand(?:um|a|ums) of intent"),
    ("LoI", r"L[oO]Is?", r"letters? of intent"),
    ("Letter of Agreement", "", r"letters? of (?:agreement|exchange|arrangement)"),
    ("Statement of Intent", "", r"statements? of intent"),
    ("Implementing Arrangement", "", r"implement(?:ing|ation) arrangements?"),
    ("Implementing Agreement", "", r"implement(?:ing|ation) agreements?"),
    ("Memorandum", "", r"memorand(?:um|a|ums)"),
    ("Framework Agreement", "", r"framework agreements?"),
    ("Inter-Governmental Agreement", "", r"inter-?governmental agreements?"),
    ("Free Trade Agreement", "FTAs?", r"free[- ]trade agreements?"),
    ("Economic Partnership Agreement", "C?EPA", r"(?:comprehensive )?economic partnership agreements?"),
    ("Arrangement", "", "arrangements?"),
    ("Agreement", "", "agreements?|accords?"),
    ("Protocol", "", "protocols?"),
    ("Treaty", "", "treat(?:y|ies)"),
    ("Convention", "", "conventions?"),
    ("Covenant", "", "covenants?"),
    ("Charter", "", "charters?"),
    ("Pact", "", "pacts?"),
    ("Truce", "", "truces?|armistices?|cease-?fires?"),
    ("Joint Statement", "", r"joint (?:press )?(?:statements?|communiqu[ée]s?)"),
    ("Declaration", "", r"(?:joint )?declarations?(?: of intent)?"),
    ("Exchange of Notes", "", r"exchange of (?:notes|letters)|notes? verbales?"),
    ("Contract", "", "contracts?"),
    ("Record of Discussions", "", r"records? of discussions?"),
    ("Cooperative Document", "", r"co-?operat(?:ive|ion) documents?"),
    ("Action Plan", "", r"action plans?|work plans?|programmes? of co-?operation"),
    ("Roadmap", "", r"road ?maps?"),
)
_FORMS = [rf"(?:{'|'.join(filter(None, (short, f'(?i:{long})')))})" for _, short, long in INSTRUMENTS]
#: Any instrument by any of its forms.
INSTRUMENT = re.compile(rf"(?:{'|'.join(_FORMS)})")


def instrument_name(text: str) -> str:
    """What an instrument of this form is called in a fact; the text itself where it is of no known form."""
    plain = " ".join(text.split())
    for (name, _, _), form in zip(INSTRUMENTS, _FORMS, strict=True):
        if re.fullmatch(form, plain):
            return name
    return text


#: The short names that facts use -> the words that they stand for.
SPELT_OUT = {
    "MoU": "memorandum of understanding",
    "MoC": "memorandum of cooperation",
    "MoA": "memorandum of agreement",
    "MoI": "memorandum of intent",
    "LoI": "letter of intent",
    "Implementing Arrangement": "implementation arrangement",
}
