"""Telephone numbers and addresses on the net, asked for and given."""

from __future__ import annotations

import pytest

from service.answers.contacts import Contact, contact_of, contacts, entry


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("What's Ada Rao's telephone number?", "phone"),
        ("phone number of the harbour office", "phone"),
        ("Which number do I call for help?", "phone"),
        ("What is the e-mail address of the office?", "email"),
        ("web site of the guild", "web"),
        ("What number of boats has a telephone?", None),
        ("Which e-mail alarms are there?", None),
        ("Who put up the web site?", None),
    ],
)
def test_a_contact_is_asked_for(question: str, kind: Contact | None) -> None:
    assert contact_of(question) == kind


@pytest.mark.parametrize(
    ("kind", "text", "given"),
    [
        ("phone", "Call +81 (0)3 5555-0101 or 555 0102; post to Box 208\n5004 Oslo in 1999.", 2),
        ("email", "Write to ada.rao@harbour.example, not @harbour.", 1),
        ("web", "See https://harbour.example/boats or www.tide.example.", 2),
        ("web", "It ended. See the notes, e.g. below.", 0),
    ],
)
def test_contacts_are_told_by_their_form(kind: Contact, text: str, given: int) -> None:
    assert len(list(contacts(kind, text))) == given


def test_an_entry_is_a_paragraph_or_a_row() -> None:
    text = "Ada Rao\nCall 555 0101\n\nBo Lund\nCall 555 0102\n\nName | Call\nCy | 555 0103"
    assert entry(text, text.index("0101")) == "Ada Rao\nCall 555 0101\n\n"
    assert entry(text, text.index("0103")) == "Cy | 555 0103"
