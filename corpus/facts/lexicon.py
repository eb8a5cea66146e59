"""General English words by which statements of each kind are known. No name of any one document belongs here."""

from __future__ import annotations

import re

#: An instrument's usual forms -> what it is called in a fact.
INSTRUMENTS: tuple[tuple[str, str], ...] = (
    (r"M[oO]Us?|Memorand(?:um|a|ums) [Oo]f Understanding", "MoU"),
    (r"M[oO]Cs?|Memorand(?:um|a|ums) [Oo]f Co-?[Oo]peration", "MoC"),
    (r"M[oO]As?|Memorand(?:um|a|ums) [Oo]f Agreement", "MoA"),
    (r"M[oO]Is|Memorand(?:um|a|ums) [Oo]f Intent", "MoI"),
    (r"L[oO]Is?|Letters? [Oo]f Intent", "LoI"),
    (r"Letters? [Oo]f (?:Agreement|Exchange|Arrangement)", "Letter of Agreement"),
    (r"Statements? [Oo]f Intent", "Statement of Intent"),
    (
        r"Implement(?:ing|ation) Arrangements?|I\.?A\.?(?= between|\s+on\b|\s+was\b|\s+for\b)",
        "Implementing Arrangement",
    ),
    (r"Implement(?:ing|ation) Agreements?", "Implementing Agreement"),
    (r"Memorand(?:um|a|ums)", "Memorandum"),
    (r"Arrangements?", "Arrangement"),
    (r"Framework Agreements?", "Framework Agreement"),
    (r"Inter-?[Gg]overnmental Agreements?", "Inter-Governmental Agreement"),
    (r"Free[- ]Trade Agreements?|FTAs?", "Free Trade Agreement"),
    (r"(?:Comprehensive )?Economic Partnership Agreements?|C?EPA", "Economic Partnership Agreement"),
    (r"Agreements?|Accords?", "Agreement"),
    (r"Protocols?", "Protocol"),
    (r"Treat(?:y|ies)", "Treaty"),
    (r"Conventions?", "Convention"),
    (r"Covenants?", "Covenant"),
    (r"Charters?", "Charter"),
    (r"Pacts?", "Pact"),
    (r"Joint (?:Press )?(?:Statements?|Communiqu[ée]s?)", "Joint Statement"),
    (r"(?:Joint )?Declarations?(?: [Oo]f Intent)?", "Declaration"),
    (r"(?:Joint )?Statements?", "Statement"),
    (r"Exchange [Oo]f (?:Notes|Letters)|Notes Verbales?", "Exchange of Notes"),
    (r"Contracts?", "Contract"),
    (r"Records? [Oo]f Discussions?", "Record of Discussions"),
    (r"(?:Co-?operative |Co-?operation )?Documents?", "Document"),
    (r"Action Plans?|Roadmaps?|Work [Pp]lans?|Programmes? [Oo]f Co-?[Oo]peration", "Action Plan"),
)


def _alternatives(forms: tuple[tuple[str, str], ...]) -> str:
    return "|".join(f"(?:{form})" for form, _ in forms)


#: Any instrument by any of its forms.
INSTRUMENT = re.compile(rf"(?:{_alternatives(INSTRUMENTS)})", re.ASCII)

#: What people are, as names of offices have it.
ROLES = frozenset(
    """adviser advisor ambassador architect attorney author bishop ceo cfo chair chairman chairperson chairwoman
    chancellor chief co-chair co-founder coach commissioner commander consul convener coordinator counsellor count
    cto curator dean delegate deputy dg director doctor duke earl editor emperor engineer envoy executive fellow
    founder governor head inspector judge justice king laureate leader lecturer librarian manager mayor member
    minister monarch officer pm pope premier president prime prince princess principal professor prosecutor queen
    rector registrar representative researcher scientist secretary senator sheikh speaker spokesman spokesperson
    spokeswoman student sultan superintendent teacher treasurer undersecretary vice-chair vice-chairman
    vice-chancellor vice-minister vice-president writer""".split()
)

#: Of those, the ones that stand right before the name of who holds them.
RULERS = frozenset(
    """chancellor duke emperor empress governor king minister pm pope president prime prince princess queen secretary
    sheikh sultan tsar premier chairman foreign defence finance""".split()
)

#: Nouns of gatherings that people hold to talk.
MEETINGS = (
    "meetings?|summits?|dialogues?|jwgs?|(?:joint )?working groups?|consultations?|talks|ministerials?|round ?tables?|"
    "(?:general |plenary |regular |annual )?sessions?|hearings?|congress|general assembly|conference of the parties|sittings?"
)
#: Nouns of other things that take place.
EVENTS = (
    "workshops?|seminars?|symposi(?:um|a|ums)|webinars?|conferences?|visits?|celebrations?|exhibitions?|festivals?|"
    "ceremon(?:y|ies)|events?|forums?|expos?|fairs?|tours?|lectures?|(?:training|exchange) (?:courses?|programm?es?)|"
    "competitions?|anniversary|colloquia|colloquium|hackathons?|inaugurations?|missions?|delegations?|campaigns?|"
    "elections?|referendums?|referenda|battles?|sieges?|wars?|revolts?|rebellions?|revolutions?|invasions?|coups?|"
    "massacres?|embargo(?:es)?|earthquakes?|crisis|games|olympics|tournaments?|expeditions?"
)
#: What is done to gatherings.
HELD = (
    "held|hosted|organi[sz]ed|organi[sz]es?|conven\\w+|took place|take place|conducted|attended|participated|celebrated|co-?chaired|chaired|met|"
    "cancell?ed|postponed?|scheduled|rescheduled|inaugurated|opened|launched|commenced|concluded|observed|visited|paid|"
    "arranged|jointly held|fought|began|begun|started|ended|lasted|holding|hosting|organi[sz]ing|hosts?|called"
)
#: What is done to instruments when they are made.
CONCLUDED = (
    "signed|signing|concluded|concluding|inked|entered into|entering into|exchanged|adopted|ratified|formali[sz]ed|finali[sz]ed|"
    "agreed(?: upon| on)?|executed|renewed|reached|negotiated|sealed|made|done|issued|came into force|came into effect|"
    "entered into force|took effect|established|initialled|approved|deposited"
)
#: Instruments that a text merely leans on: "under this …", "in pursuance of …".
LEANS = (
    "under|pursuant to|in pursuance of|in accordance with|based on|as per|according to|within the framework of|"
    "in terms of|by virtue of|subject to|in line with|following|after|on the basis of|as a result of"
)
#: What holds something online.
VIRTUAL = re.compile(
    r"\b(?:virtual(?:ly)?|on-?line|webinars?|video[- ]?conferenc\w+|over video|via video|by video|videoconference|tele-?conference|hybrid mode)\b",
    re.IGNORECASE,
)
ORDINAL = (
    r"(?:\d{1,3}(?:st|nd|rd|th)|(?:twenty|thirty|forty|fifty)-(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|"
    r"first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|"
    r"fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|inaugural|latest|last|next)"
)

#: Nouns of undertakings that go on for a while.
PROGRAMMES = (
    "programmes?|programs?|projects?|schemes?|initiatives?|fellowships?|scholarships?|plans?|partnerships?|"
    "collaborations?|co-?operation|roadmaps?|frameworks?|policy|policies|strateg(?:y|ies)|portal|platform|service"
)
#: Nouns of things that are built and run.
FACILITIES = (
    "laborator(?:y|ies)|labs?|centres?|centers?|beam ?lines?|stations?|plants?|facilit(?:y|ies)|telescopes?|reactors?|"
    "observator(?:y|ies)|museums?|bridges?|campus(?:es)?|hospitals?|airports?|railways?|ports?|dams?|satellites?|"
    "detectors?|buildings?|parks?|libraries|library|institutes?|universit(?:y|ies)|schools?|headquarters|stadiums?|"
    "factor(?:y|ies)|pipelines?|networks?|clinics?|tunnels?|castles?|cathedrals?|abbeys?|church(?:es)?|memorials?"
)
PUBLICATIONS = (
    "books?|booklets?|reports?|papers?|journals?|newsletters?|magazines?|articles?|stud(?:y|ies)|guidelines?|manuals?|"
    "brochures?|handbooks?|white papers?|proceedings|monographs?|bulletins?|pamphlets?|novels?|atlas|catalogues?|volumes?"
)
#: What is done to undertakings and facilities.
STARTED = (
    "initiated|launched|started|begun|began|established|set up|introduced|commenced|inaugurated|rolled out|created|"
    "founded|instituted|formali[sz]ed|opened|built|constructed|completed|commissioned|installed|installed|unveiled|included|"
    "implemented|formed|constituted|revived|relaunched|expanded|ended|closed|terminated|discontinued|identified|dates? back"
)
