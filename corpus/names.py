"""The general words that English names are built from: what bodies call themselves, offices, titles, small words."""

from __future__ import annotations

import re

#: Words of a name that stay small and give an acronym no letter.
SMALL_WORDS = frozenset("a an and at by de des di du et for from in la le of on the to with & van von der".split())

#: What a ministry, an institute, a company or another body calls itself, as its first or its last word.
BODY_HEADS = frozenset(
    """academies academy administration agencies agency alliance army assembly association authority bank board
    bureau cabinet center centers centre centres chamber chambers church club college colleges commission commissariat
    committee committees community companies company confederation congress consortium cooperative corp corporation
    corporations council councils court department departments dept directorate division embassy establishment
    federation firm force forum foundation fund government governments govt group headquarters hospital hospitals inc
    inspectorate institute institutes institution institutions laboratories laboratory league limited llc ltd
    ministries ministry museum network observatory office organisation organisations organization organizations
    parliament party police polytechnic school secretariat senate service services society societies station
    subcommittee taskforce tribunal trust union univ universities university""".split()
)
#: Of those, the ones whose names go on "of A, B and C".
LISTING_HEADS = frozenset(
    """agency bureau commission committee council department departments dept directorate division faculty institute
    minister ministers ministry office school secretariat secretary""".split()
)
#: Of those, the ones that a place may follow with "of" but no list.
PLACED_HEADS = frozenset("embassy government governments govt university univ universities bank church".split())

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
#: Titles of honour and address, which are no part of a person's name.
_TITLES = (
    r"(?:His|Her|Their) (?:Excellenc(?:y|ies)|(?:Royal )?Highness|Majesty|Honou?r)|Hon['’]?(?:ou?rable"
    r"|b?[’']?b?[’']?le|\.)"
    r"|Mr|Mrs|Ms|Miss|Mx|Dr|Drs|Prof|Professor|Shri|Smt|Sri|Sir|Dame|Lord|Lady|Rev|Reverend|Messrs|Mme|Herr|Frau"
    r"|Capt|Captain|Col|Colonel|Gen|General|Lt|Maj|Major|Sgt|Adm|Admiral|Er|Adv|Amb|Ambassador|Sen|Senator|Rep|Gov"
)
TITLE = re.compile(rf"(?:(?:H\.\s?E\.?|\b(?:{_TITLES})\b\.?),?\s+)+")

#: Words that may open a sentence, or a title, with a capital and begin no name.
STOP_WORDS = frozenset(
    """a about approximately around roughly some nearly almost over just only exactly according apr aug dec feb
    jan jul jun mar nov oct sep sept additionally after all also although among an another april around as at
    august based be because before being between both but by currently december during each earlier eg etc
    every february finally first following for friday from furthermore given had has have he her here his how
    however i if in including initially is it its january july june last later many march may meanwhile monday
    more moreover most my next no nor not note november november now october on once or other our over per
    recently regarding saturday second seven several she since so some subsequently such sunday that the their
    then there these they third this those though thursday to today total tuesday twelve two three four five
    six eight nine ten one under until up via viz was we wednesday were what when where which while who whom
    whose why with within without yet you your details september""".split()
)

#: Short forms of everyday English that name no body, and words that specifications write in capitals.
NOT_BODIES = frozenset(
    """AI AIDS AND API ASCII BC BP CD CEO CFO CO2 COVID COVID-19 CPU CTO DNA DVD EV EVs FAQ FDI FY GDP GHG GIS GMO
    GNP GPS HIV HTML HTTP HTTPS ICT ICTs ID IoT IP IPR IQ IT JSON LED MAY MSc MUST NGO NGOs NOT NULL OECD-DAC
    OK OPTIONAL OR PDF PhD PIN PM PPP PR Q&A R&D RAM RECOMMENDED REQUIRED RFC RNA S&T SARS SDG SDGs SHALL
    SHOULD SME SMEs SMS SQL STEM TB TCP TRUE FALSE TV UDP UHF UNIX URI URIs URL URLs USB UTC UTF UV VAT VHF
    VIP WWW XML X-ray""".split()
)
