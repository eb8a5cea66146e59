"""General English words by which statements of each kind are known. No name of any one document belongs here."""

from __future__ import annotations

import re

#: Of `corpus.names.ROLES`, the ones that stand right before the name of who holds them.
RULERS = frozenset(
    """chancellor duke emperor empress governor king minister pm pope president prime prince princess queen secretary
    sheikh sultan tsar premier chairman foreign defence finance""".split()
)

#: Nouns of gatherings that people hold to talk.
MEETINGS = (
    "meetings?|summits?|dialogues?|jwgs?|(?:joint )?working groups?|consultations?|talks|ministerials?|round ?tables?|"
    "(?:general|plenary|regular|annual) (?:sessions?|assembl(?:y|ies))|sessions?|general assembly|"
    "conference of the parties|sittings?"
)
#: Nouns of other things that take place.
EVENTS = (
    "workshops?|seminars?|symposi(?:um|a|ums)|webinars?|conferences?|visits?|celebrations?|exhibitions?|festivals?|"
    "ceremon(?:y|ies)|events?|forums?|expos?|fairs?|lectures?|(?:training|exchange) (?:courses?|programm?es?)|"
    "competitions?|colloquia|colloquium|hackathons?|inaugurations?|olympics|tournaments?"
)
#: Nouns of undertakings that go on for a while.
PROGRAMMES = (
    "programmes?|programs?|projects?|schemes?|initiatives?|fellowships?|scholarships?|plans?|partnerships?|"
    "collaborations?|co-?operation|frameworks?|policy|policies|strateg(?:y|ies)|portal|platform|service"
)
#: Nouns of things that are built and run.
FACILITIES = (
    "laborator(?:y|ies)|labs?|centres?|centers?|beam ?lines?|stations?|plants?|facilit(?:y|ies)|telescopes?|reactors?|"
    "observator(?:y|ies)|museums?|bridges?|campus(?:es)?|hospitals?|airports?|railways?|ports?|dams?|satellites?|"
    "detectors?|buildings?|parks?|libraries|library|stadiums?|"
    "factor(?:y|ies)|pipelines?|clinics?|tunnels?|castles?|cathedrals?|abbeys?|church(?:es)?|memorials?"
)
#: Nouns of works that are published.
PUBLICATIONS = (
    "books?|booklets?|reports?|papers?|journals?|newsletters?|magazines?|articles?|stud(?:y|ies)|guidelines?|manuals?|"
    "brochures?|handbooks?|white papers?|proceedings|monographs?|bulletins?|pamphlets?|novels?|atlas"
    "|catalogues?|volumes?"
)

#: What is done to gatherings.
HELD = (
    r"held|hosted|organi[sz]ed|organi[sz]es?|conven\w+|took place|take place|conducted|attended|participated"
    r"|celebrated|"
    r"co-?chaired|chaired|met|cancell?ed|postponed?|scheduled|rescheduled|inaugurated|opened|launched|commenced"
    r"|concluded|"
    r"observed|visited|arranged|began|begun|started|ended|holding|hosting|organi[sz]ing|hosts"
)
#: What is done to instruments when they are made.
CONCLUDED = (
    r"(?:co-|counter)?signed|signing|concluded|concluding|inked|entered into|entering into|exchanged|adopted|ratified|"
    r"formali[sz]ed|finali[sz]ed|agreed(?: upon| on)?|executed|renewed|reached|negotiated|sealed|made|done|issued|"
    r"came into force|came into effect|entered into force|took effect|established|initialled|approved|deposited"
)
#: What is done to undertakings and facilities.
STARTED = (
    r"initiated|launched|started|begun|began|established|set up|introduced|commenced|inaugurated|rolled out|created|"
    r"founded|instituted|formali[sz]ed|opened|built|constructed|completed|commissioned|installed|unveiled|included|"
    r"implement(?:ed)?|formed|constituted|revived|relaunched|expanded|ended|closed|terminated|discontinued|dates? back"
)
#: How a text merely leans on an instrument: "under this …", "in pursuance of …".
LEANS = (
    "under|pursuant to|in pursuance of|in accordance with|based on|as per|according to|within the framework of|"
    "in terms of|by virtue of|subject to|in line with|following|after|on the basis of|as a result of|"
    "within the meaning of|for the purposes? of|laid down in|set out in|provided for in|defined in"
)
#: What holds something online.
VIRTUAL = re.compile(
    r"\b(?:virtual|virtually(?=\s*(?:[.,;]|on|in|at|from|between|with|due|$|\d|\())|on-?line|webinars?"
    r"|video[- ]?conferenc\w+|over video|via video|by video|tele-?conference)\b",
    re.IGNORECASE,
)
ORDINAL = (
    r"(?:\d{1,3}(?:st|nd|rd|th)|"
    r"(?:twenty|thirty|forty|fifty)-(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|"
    r"first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|"
    r"fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|inaugural)"
)
