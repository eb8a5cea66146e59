"""Nations as English names them: the country, and what is called after it ("French", "Franco-")."""

from __future__ import annotations

import re
from itertools import pairwise

#: Country -> its adjectives and its other names, in small letters.
_NAMES = """
Afghanistan: afghan | Albania: albanian | Algeria: algerian | Angola: angolan
Argentina: argentine argentinian | Armenia: armenian | Australia: australian | Austria: austrian
Azerbaijan: azerbaijani azeri | Bangladesh: bangladeshi | Belarus: belarusian | Belgium: belgian
Bhutan: bhutanese | Bolivia: bolivian | Botswana: botswanan | Brazil: brazilian | Bulgaria: bulgarian
Cambodia: cambodian | Cameroon: cameroonian | Canada: canadian | Chile: chilean
China: chinese sino prc | Colombia: colombian | Croatia: croatian | Cuba: cuban | Cyprus: cypriot
Czechia: czech | Denmark: danish | Ecuador: ecuadorian | Egypt: egyptian | Estonia: estonian
Ethiopia: ethiopian | Fiji: fijian | Finland: finnish | France: french franco | Georgia: georgian
Germany: german | Ghana: ghanaian | Greece: greek | Hungary: hungarian | Iceland: icelandic
India: indian indo | Indonesia: indonesian | Iran: iranian | Iraq: iraqi | Ireland: irish
Israel: israeli | Italy: italian | Jamaica: jamaican | Japan: japanese nippon | Jordan: jordanian
Kazakhstan: kazakh | Kenya: kenyan | Korea: korean | Kuwait: kuwaiti | Kyrgyzstan: kyrgyz
Laos: laotian lao | Latvia: latvian | Lebanon: lebanese | Libya: libyan | Lithuania: lithuanian
Luxembourg: luxembourgish | Madagascar: malagasy | Malaysia: malaysian | Maldives: maldivian
Malta: maltese | Mauritius: mauritian | Mexico: mexican | Moldova: moldovan | Mongolia: mongolian
Morocco: moroccan | Mozambique: mozambican | Myanmar: burmese burma | Namibia: namibian
Nepal: nepalese nepali | Netherlands: dutch holland | Nigeria: nigerian | Norway: norwegian
Oman: omani | Pakistan: pakistani | Paraguay: paraguayan | Peru: peruvian
Philippines: philippine filipino | Poland: polish | Portugal: portuguese | Qatar: qatari
Romania: romanian | Russia: russian | Rwanda: rwandan | Senegal: senegalese | Serbia: serbian
Singapore: singaporean | Slovakia: slovak | Slovenia: slovenian slovene | Somalia: somali
Spain: spanish | Sudan: sudanese | Sweden: swedish | Switzerland: swiss | Syria: syrian
Taiwan: taiwanese | Tajikistan: tajik | Tanzania: tanzanian | Thailand: thai | Tunisia: tunisian
Turkey: turkish türkiye | Turkmenistan: turkmen | Uganda: ugandan | Ukraine: ukrainian
Uruguay: uruguayan | Uzbekistan: uzbek | Venezuela: venezuelan | Vietnam: vietnamese | Yemen: yemeni
Zambia: zambian | Zimbabwe: zimbabwean | Scotland: scottish | Wales: welsh | England: english
"""
#: Those of more than one word, and those whose short forms only capitals tell from other words.
_LONG = {
    "united states": "United States", "american": "United States", "united kingdom": "United Kingdom",
    "great britain": "United Kingdom", "britain": "United Kingdom", "british": "United Kingdom",
    "new zealand": "New Zealand", "sri lanka": "Sri Lanka", "sri lankan": "Sri Lanka", "saudi": "Saudi Arabia",
    "saudi arabia": "Saudi Arabia", "south africa": "South Africa", "south african": "South Africa",
    "united arab emirates": "United Arab Emirates", "emirati": "United Arab Emirates",
    "european union": "European Union",
}  # fmt: skip
_CAPITALS = {
    "US": "United States", "USA": "United States", "U.S.": "United States", "UK": "United Kingdom",
    "U.K.": "United Kingdom", "EU": "European Union", "UAE": "United Arab Emirates",
}  # fmt: skip
#: Seats of governments, by which people call these: "for Oslo". Those that are common words or names are left out.
_SEATED = """
Abuja Nigeria | Accra Ghana | Addis Ababa Ethiopia | Algiers Algeria | Amman Jordan | Ankara Turkey
Astana Kazakhstan | Athens Greece | Baghdad Iraq | Baku Azerbaijan | Bangkok Thailand | Beijing China
Belgrade Serbia | Berlin Germany | Bern Switzerland | Bogotá Colombia | Bratislava Slovakia | Brasília Brazil
Bucharest Romania | Budapest Hungary | Buenos Aires Argentina | Cairo Egypt | Canberra Australia | Caracas Venezuela
Copenhagen Denmark | Dakar Senegal | Dhaka Bangladesh | Doha Qatar | Dublin Ireland | Hanoi Vietnam | Harare Zimbabwe
Havana Cuba | Helsinki Finland | Islamabad Pakistan | Jakarta Indonesia | Kabul Afghanistan | Kampala Uganda
Kathmandu Nepal | Kyiv Ukraine | Kigali Rwanda | Kuala Lumpur Malaysia | La Paz Bolivia | Lisbon Portugal
Ljubljana Slovenia | London United Kingdom | Luanda Angola | Lusaka Zambia | Madrid Spain | Manila Philippines
Maputo Mozambique | Mexico City Mexico | Minsk Belarus | Montevideo Uruguay | Moscow Russia | Muscat Oman
Nairobi Kenya | New Delhi India | Delhi India | Oslo Norway | Ottawa Canada | Paris France | Phnom Penh Cambodia
Prague Czechia | Pretoria South Africa | Quito Ecuador | Rabat Morocco | Reykjavík Iceland | Reykjavik Iceland
Riga Latvia | Riyadh Saudi Arabia | Rome Italy | Seoul Korea | Stockholm Sweden | Taipei Taiwan
Tallinn Estonia | Tashkent Uzbekistan | Tbilisi Georgia | Tehran Iran | Tokyo Japan | Tripoli Libya | Tunis Tunisia
Ulaanbaatar Mongolia | Vienna Austria | Vilnius Lithuania | Warsaw Poland
Windhoek Namibia | Yerevan Armenia | Zagreb Croatia
"""


def _seats() -> dict[str, str]:
    held: dict[str, str] = {}
    for entry in re.split(r"[|\n]", _SEATED.strip()):
        country = next(one for one in sorted(_FORMS, key=len, reverse=True) if entry.strip().endswith(f" {one}"))
        held[entry.strip().removesuffix(f" {country}")] = country
    return held


def _table() -> dict[str, str]:
    named = dict(_LONG)
    for entry in re.split(r"[|\n]", _NAMES.strip()):
        country, _, others = entry.strip().partition(": ")
        named |= dict.fromkeys((country.lower(), *others.split()), country)
    return named


_NATIONS = _table()
_FORMS: dict[str, tuple[str, ...]] = {
    country: tuple(name for name, other in (*_NATIONS.items(), *_CAPITALS.items()) if other == country)
    for country in dict.fromkeys(_NATIONS.values())
}
#: Each seat and its country.
SEATS = _seats()
_WORD = re.compile(r"[^\W\d_]+(?:\.[A-Z]\.)?")


def nation(name: str) -> str | None:
    """The country that a name or an adjective stands for; None where it stands for none."""
    return _CAPITALS.get(name) or _NATIONS.get(name.casefold())


def governed_from(city: str) -> str | None:
    """The country whose government sits in the city; None for any other."""
    return SEATS.get(city)


def nation_forms(country: str) -> tuple[str, ...]:
    """Every name and adjective of a country, as `nation` gives it."""
    return _FORMS[country]


def nations_of(text: str) -> frozenset[str]:
    """The countries that a text names or calls things after."""
    words = _WORD.findall(text)
    pairs = (f"{first} {second}" for first, second in pairwise(words))
    return frozenset(country for name in (*words, *pairs) if (country := nation(name)))
