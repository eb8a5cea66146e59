"""The general words that English names are built from: what bodies call themselves, titles, small words."""

from __future__ import annotations

#: Words of a name that stay small and give an acronym no letter.
SMALL_WORDS = frozenset("a an and at by de des di du et for from in la le of on the to with & van von der".split())

#: What a ministry, an institute, a company or another body calls itself, as its first or its last word.
BODY_HEADS = frozenset(
    """academy administration agency alliance assembly association authority bank board bureau cabinet center centre
    chamber club college commission commissariat committee community company confederation congress consortium
    cooperative corporation corp council court department dept directorate division embassy establishment federation
    firm force forum foundation fund government governments group headquarters hospital inc institute institution
    institutes laboratory laboratories league limited ltd llc ministry ministries mission museum network office
    observatory organisation organization organisations parliament partnership party police polytechnic school
    secretariat senate service services society station subcommittee tribunal trust union universities university
    univ utility working-group""".split()
)
