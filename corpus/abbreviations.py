"""What a full stop does not end: the abbreviations of English prose, and the words that open a new sentence after one."""

from __future__ import annotations

#: Always followed by more of the same sentence: titles, and words that introduce what they stand before.
LEADING = frozenset(
    """
    adm adv al amb approx arch art arts asst attn bldg brig bros ca capt cf ch chap cl cmdr col cpl comdr dept det dir
    dist dr e.g eg eq eqs esp est etc.) excl ff fig figs fr ft gen gov govt h.e h.h hon honb'le i.e ie incl ing insp
    lt lts m.p maj messrs mlle mm mme mr mrs ms msgr mt n.b nos op p para paras pg pp pres prof profs pt pvt r.adm
    ref refs rep reps rev rs sec sect sen sens sgt shri smt sr st supt tel transl trans v v.adm viz vol vols vs
    """.split()
)

#: May end a sentence or stand inside one: what follows decides.
TRAILING = frozenset(
    """
    a.d a.k.a a.m acad admin agri assn assoc ave b.a b.c b.c.e b.sc b.tech blvd c.e cent co comm comp conf corp coop
    cos d.c d.sc ed eds edn eng engg env esq etc ext f.y fin fl g.m.t gmbh hist hq hrs ibid inc inst int intl jr jan
    feb mar apr jun jul aug sep sept oct nov dec lab labs lb lbs ltd m.a m.d m.sc m.tech max mfg min mins misc mon natl
    no nr oz p.a p.m ph.d plc pty rd reg res resp rtd s.a sat sci sem sep ser soc sq sun supp tech temp thu tue u.k
    u.n u.s u.s.a univ wed yr yrs e.u w.e.f w.r.t fri sh
    """.split()
)

#: A capitalised one of these after a doubtful stop opens a new sentence.
OPENERS = frozenset(
    """
    a about according accordingly additionally after all also although among an and another any around as at based
    because before besides between both but by consequently currently despite did do does during each earlier every few
    finally first following for from further furthermore given had has have he hence her here his how however i if in
    initially instead is it its later like many may meanwhile more moreover most my neither nevertheless no none nor not
    now of on once one only or other others our over overall please previously rather recently second see several she
    similarly since so some still subsequently such that the their then there thereafter therefore these they third this
    those though three through throughout thus to today together two under unless unlike until upon was we were what
    when where whereas whether which while who why will with within without would yes yet you your
    """.split()
)
