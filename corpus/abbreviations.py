"""What a full stop does not end: English abbreviations, and the words that open a sentence after one."""

from __future__ import annotations

_LEADING = """
    adm adv al amb approx asst attn bldg brig bros ca capt cf chap cl cmdr col comdr cpl dept det
    dist dr e.g eg eq eqs esp excl ff fig figs fr gov govt h.e h.h hon honb'le honble i.e ie incl
    ing insp kt lt lts m.p maj messrs mlle mm mme mr mrs ms msgr mt n.b nos n° p paras pg pp pres
    prof profs pvt r.adm rep reps rev rs sec sect sen sens sgt shri smt sr st supt tel trans transl
    v v.adm viz vol vols vs w.e.f w.r.t
"""
_TRAILING = """
    a.d a.k.a a.m acad admin agri apr arch art arts assn assoc aug ave b.a b.c b.c.e b.sc b.tech
    blvd c.e cent ch cir co comm comp conf coop corp cos d.c d.sc dec dir e.u ed edn eds eng engg
    env esq est ext f.y feb fin fl fri ft g.m.t gen gmbh hist hq hrs ibid inc inst int intl jan jr
    jul jun lab labs lb lbs ltd m.a m.d m.sc m.tech mar max mfg min mins misc mon natl no nov nr oct
    op oz p.a p.m para ph.d plc pt pty rd ref refs reg res resp rtd s.a sat sci sem sep sept ser sh
    soc sq sun supp tech temp thu tue u.k u.n u.s u.s.a univ wed yr yrs
"""
_OPENERS = """
    a about according accordingly additionally after all also although among an and another any
    around as at based because before besides between both but by consequently currently despite did
    do does during each earlier every few finally first following for from further furthermore given
    has have he hence her here his how however i if in initially instead is it its later like many
    meanwhile more moreover most my neither nevertheless no none nor not now of on once one only or
    other others our over overall please previously rather recently second see several she similarly
    since so some still subsequently such that the their then there thereafter therefore these they
    third this those though three through throughout thus to today together two under unless unlike
    until upon was we were what when where whereas whether which while who whose why with within
    without yes yet you your
"""

#: Always followed by more of the same sentence: titles, and words that introduce what they stand before.
LEADING = frozenset(_LEADING.split())
#: May end a sentence or stand inside one: what follows decides.
TRAILING = frozenset(_TRAILING.split())
#: A capitalised one of these after a doubtful stop opens a new sentence.
OPENERS = frozenset(_OPENERS.split())
