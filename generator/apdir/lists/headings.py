"""What a column of a list is: proposed by its heading and by what its cells hold, with the reason, and never as sure
where the two do not agree.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from apdir.lists.apart import prices_in
from apdir.lists.evidence import MOST, share_of, sort_of
from apdir.model.offer import CHOICES
from apdir.tables.sheets import BY_NAME, Column

#: Fields of lists that are no column of a table here: a cell of one is taken apart.
DESCRIPTION, SITES, PRICE, CONTACT, AGES, HOURS, PROGRAMMES, SAME, IGNORE = (
    "description", "sites", "offer.price", "contact", "offer.ages", "offer.hours", "offer.programmes", "row", "ignore",
)  # fmt: skip
#: Tables whose items a flat row may have, by the path of their list.
ITEMS = {"sites": "sites", "offer.programmes": "programmes", "offer.price": "prices", "offer.lengths": "lengths"}
APART = (DESCRIPTION, SITES, PRICE, CONTACT, AGES, HOURS, PROGRAMMES, SAME, IGNORE)


@dataclass(frozen=True, slots=True)
class Meant:
    """What a column is: its field, ``per`` what a price is for, ``tick`` the word that a tick in it stands for.

    A field that is not ``sure`` is a guess, or empty: then somebody must say it.
    """

    field: str
    reason: str = ""
    sure: bool = True
    per: str = ""
    tick: str = ""


@cache
def fields() -> dict[str, Column | None]:
    """Every field that a column of a list may be, with its column where a table has it."""
    found: dict[str, Column | None] = {column.heading: column for column in BY_NAME["providers"].columns}
    for path, name in ITEMS.items():
        found |= {f"{path}.{column.heading}": column for column in BY_NAME[name].columns}
    return {**found, **dict.fromkeys(APART)}


#: A field, headings that mean it (as `plain` has them), and the sorts of which its cells are; none where they are free.
KNOWN: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("name", r"(?:name of )?(?:the )?(?:ap |alternative )?(?:provider|provision|organisation|organization|setting|"
             r"company|"
             r"establishment|institution|business|trading|centre|service provider|supplier|vendor|"
             r"contractor)(?: name| title)?|name|provider / setting|"
             r"(?:school|provider) ?/? ?(?:school|provider)? name|school", ()),
    ("type", r"types?(?: of)?(?: ap| alternative| the)?(?: provision| provider| setting| establishment| service)?|"
             r"(?:provision|provider|setting) (?:type|category|kind)|category|kind|sector|"
             r"type of establishment name", ()),
    ("sites.postcode", r"(?:site |full |main |venue )?(?:post ?code|p code|pcode|post ?zip|zip)", ("postcodes",)),
    (SITES, r"(?:full |site |venue |postal |main |provision |business |provider )?address(?:es)?(?: and postcode|"
            r" inc postcode|"
            r" including postcode| details)?|location address|address of (?:provision|provider|site)|where is it|"
            r"site s|sites|"
            r"sites addresses", ("addresses with a postcode",)),
    ("sites.address", r"(?:address|addr)(?: line)? ?[0-9]|street|road|locality|town|city|town city|village|"
                      r"county(?: name)?|"
                      r"building(?: name)?|address line", ()),
    ("sites.name", r"location|venue|(?:site|venue|location|campus|base) name|site|base|centre", ()),
    ("contact.phone", r"(?:main |contact |office |business )?(?:tel|telephone|phone|ph|mobile|landline)(?: no| num|"
                      r" number|"
                      r" numbers| nos)?|contact (?:number|no|tel|telephone|phone)|number|"
                      r"tel mobile", ("telephone numbers",)),
    ("contact.email", r"(?:main |contact |office |referral |referrals )?e ?mail(?: address| addresses| contact)?|"
                      r"e mail add",
     ("email addresses",)),
    ("contact.website", r"(?:web|website|web ?site|url|web ?page|homepage|link|school website|www)(?: address| link|"
                        r" url)?",
     ("web addresses",)),
    ("contact.role", r"(?:contact )?(?:role|job title|position|post|post held|title)|role of contact", ("roles",)),
    (CONTACT, r"contact|contacts|contact details|contact information|contact info|how to contact|key contact|"
              r"(?:phone|telephone|tel) (?:and )?email|enquiries", ()),
    (AGES, r"ages?(?: range| ranges| group| groups| of pupils| taken| catered for| accepted| served)?|year groups?|"
           r"years?(?: taken| catered for)?|age years?|nc years?|pupil age|age year group", ("ages", "key stages")),
    ("offer.ages.from", r"(?:min|minimum|lowest|youngest|low|statutory low)(?: age)|age (?:from|min|low)|"
                        r"from age", ()),
    ("offer.ages.to", r"(?:max|maximum|highest|oldest|high|upper|statutory high)(?: age)|age (?:to|max|high)|"
                      r"to age", ()),
    ("offer.key_stages", r"key ?stages?(?: s| catered for| taken| range)?|ks|phase|phases", ("key stages",)),
    ("offer.needs", r"(?:send? |special )?needs?(?: catered for| met| supported| served| types?)?|(?:primary |"
                    r"areas? of )need|"
                    r"send?(?: needs| specialism| type)?|specialisms?|speciali[sz]es? in|pupil needs|cohort|"
                    r"need type|"
                    r"types? of need", ()),
    ("offer.subjects", r"subjects?(?: taught| offered| available)?|curriculum(?: areas| offer)?|lessons", ()),
    (PROGRAMMES, r"(?:programmes?|programs?|courses?|activities|vocational courses|service|"
                 r"services)(?: offered| available| names?)?|what is offered|activities courses", ()),
    ("offer.days", r"(?:days?|weekdays?|open days|days of (?:the )?week)(?: available| open| offered| of operation|"
                   r" of week|"
                   r" running)?|availability|day s|operating days|when", ("days of the week",)),
    (HOURS, r"(?:hours|times|session times?|opening (?:hours|times)|operating hours|timings?|opening times?|"
            r"school day)"
            r"(?: of operation| open)?|time", ()),
    ("offer.hours.from", r"(?:opens?|start|from|opening)(?: at| time)?|start of day", ()),
    ("offer.hours.to", r"(?:closes?|end|finish|to|closing)(?: at| time)?|end of day", ()),
    ("offer.capacity", r"(?:max |maximum |total |school )?(?:capacity|places|number of places|no of places|"
                       r"pupil numbers max)|"
                       r"(?:max|maximum) (?:pupils|number of pupils|number|no of pupils|places)", ()),
    ("serves", r"(?:areas?|localit(?:y|ies)|districts?|boroughs?|catchment|geographical areas?|regions?)(?: covered|"
               r" served|"
               r" of operation| area)?|where they work|coverage|area s covered|covers", ()),
    ("offer.delivery", r"delivery(?: mode| method| type| model)?|mode(?: of delivery)?|where delivered|delivered|"
                       r"format|"
                       r"on site off site|setting of delivery|face to face online", ()),
    ("registration.urn", r"urn(?: no| number)?|unique reference number|ofsted urn|school urn", ("URNs",)),
    ("registration.dfe_number", r"(?:dfe|dcsf|df e|laestab|la estab|estab)(?: no| number| code|"
                                r" establishment number)?|dfe num",
     ("DfE numbers",)),
    ("registration.status", r"(?:is it (?:a )?)?registered(?: school| with dfe| dfe| as (?:a )?school)?(?: y n|"
                            r" yes no)?|"
                            r"(?:dfe |school )?registration(?: status)?|dfe registered|registered unregistered|"
                            r"registered or unregistered|gias registered", ()),
    (DESCRIPTION, r"(?:brief |short |provider |service )?(?:description|summary|overview|profile|about|"
                  r"outline)(?: of (?:the )?"
                  r"(?:provision|provider|service|offer))?|what they (?:do|offer)|about us|details of provision|"
                  r"the offer|offer|"
                  r"provision offered|what we offer", ()),
    ("offer.transport", r"transport(?: arrangements| details| links)?|travel|getting there", ()),
    ("offer.accessibility", r"access|accessibility|disabled access|wheelchair access", ()),
    ("offer.admissions", r"(?:referrals?|admissions?)(?: process| route| procedure| arrangements| information)?|"
                         r"how to refer", ()),
    ("offer.meals", r"meals|food|lunch|lunch provided|refreshments", ()),
    ("dates.public_liability_expires", r"(?:public liability|pli|insurance)(?: insurance)?(?: expiry| expires|"
                                       r" expiry date|"
                                       r" exp| end| renewal)(?: date)?", ("days of the calendar",)),
    ("safeguarding_lead.name", r"(?:dsl|designated safeguarding lead|safeguarding lead)(?: name)?", ()),
    ("safeguarding_lead.phone", r"(?:dsl|safeguarding(?: lead)?) (?:tel|telephone|phone|number|no|contact)", ()),
    ("safeguarding_lead.email", r"(?:dsl|safeguarding(?: lead)?) e ?mail", ()),
    ("folder", r"folder", ()),
)  # fmt: skip
#: Headings that say surely what is no field here, or only for somebody to decide.
ELSEWHERE: tuple[tuple[str, str, str], ...] = (
    (IGNORE, r"rag(?: rating| status)?|rating|qa (?:rating|outcome|status|grade)|grade|outcome of (?:visit|qa)",
     "a visit's outcome is recorded with its visit (`apdir new visit`)"),
    (IGNORE, r"(?:qa |last |latest |next |date of |annual )*(?:visit|qa|inspection|monitoring|review)(?: visit)?"
             r"(?: date| due| on)?|visited(?: on| by)?|date (?:of )?(?:last )?(?:qa|visit|visited)",
     "a day of a visit confirms no facts, and is recorded with its visit (`apdir new visit`)"),
    (IGNORE, r"ofsted (?:rating|grade|outcome|judgement|result|report)(?: link| date)?",
     "an inspection is recorded with its framework and day"),
    (IGNORE, r"ukprn(?: no| number)?", "records have no UKPRN"),
    (IGNORE, r"eastings?|northings?|lat(?:itude)?|long(?:itude)?|lng|coordinates|uprn|grid ref(?:erence)?",
     "places are worked out of postcodes"),
    (IGNORE, r"la (?:name|code)|la|local authority(?: name| code)?", "its authority is known by its postcode"),
    (IGNORE, r"(?:sn|s no|no|nr|number of row|row|row no)", "it numbers the rows"),
    (IGNORE, r"why it was not taken in", "it is what this program wrote into a list that it gave back"),
    (SAME, r"(?:import |provider |service |organisation |record |row |external |unique )?(?:id|ref|reference|code|"
           r"identifier)"
           r"(?: no| number)?", "rows with the same are about one provider"),
    ("registration.status?", r"ofsted(?: registered| registration| reg)?(?: y n| yes no| no)?|ofsted registered y n",
     "Ofsted also registers nurseries and clubs: is it whether a provider is a registered school?"),
    ("description?", r"(?:other |any other |additional |further |general )?(?:notes?|comments?|remarks|info|"
                     r"information|details)",
     "descriptions are published; are these words for everybody?"),
    ("offer.programmes?", r"(?:qualifications?|accreditations?)(?: offered| available)?|awards?",
     "a programme has a name of its own beside its qualification: are these names of programmes?"),
    ("checked.date?", r"(?:last |date )?(?:checked|updated|confirmed|verified|reviewed by provider)(?: on| date)?|"
                      r"date (?:of )?"
                      r"(?:last )?(?:update|check)|last (?:update|check)|updated (?:on|date)|last changed date",
     "is it the day on which somebody confirmed all of these facts?"),
)  # fmt: skip
PERSON = re.compile(r"(?:main |key |lead |first )?(?:contact|contacts?) (?:name|person)|name of contact|"
                    r"contact name s|manager|"
                    r"(?:head|owner|director|proprietor|principal|head ?teacher|lead)(?: name)?|contact")  # fmt: skip
PRICED = re.compile(r"(?:the )?(?:unit |current |approx(?:imate)? |average |daily |hourly |weekly |half day |"
                    r"full day |day |"
                    r"session |termly |annual )*(?:costs?|prices?|charges?|fees?|rates?|tariff)\b.*|.*\b(?:cost|"
                    r"price|charge|fee|"
                    r"rate)s?\b.*|day rate|£.*")  # fmt: skip
BASIS = {
    "half day": r"half[\s-]?day|am pm|\bam\b|\bpm\b", "day": r"daily|(?:full )?\bdays?\b|\bpd\b", "hour": r"hourly|"
                                                                                                          r"\bhours?\b|\bhr\b|\bph\b",
    "session": r"sessions?", "week": r"weekly|\bweeks?\b|\bpw\b", "term": r"termly|\bterms?\b", "year": r"annual|"
                                                                                                        r"annum|"
                                                                                                        r"yearly|"
                                                                                                        r"\byears?\b|"
                                                                                                        r"\bpa\b",
    "placement": r"placements?",
}  # fmt: skip
TICKED = re.compile(r"(?:y|n|yes|no|x|✓|✔|☑|•|true|false|-|0|1)\Z", re.IGNORECASE)
YES = frozenset(("y", "yes", "x", "✓", "✔", "☑", "•", "true", "1"))
ONLINE = {
    "online": "online",
    "on site": "on site",
    "onsite": "on site",
    "outreach": "outreach",
    "at home": "pupil's home",
    "home visits": "pupil's home",
    "in the home": "pupil's home",
    "community": "community",
    "remote": "online",
    "virtual": "online",
    "offers online": "online",
    "online provision": "online",
}


def plain(heading: str) -> str:
    """A heading as people would say it: `EstablishmentName`, `Tel No.` and `tel_no` in small words."""
    text = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading)
    return " ".join(re.sub(r"[^\w£]+|_", " ", text.lower()).split())


def meant(heading: str, cells: Sequence[str], words: Sequence[str] = ()) -> Meant:
    """What a column is; ``words`` are those of settings.yml for needs, so that one may be a column of ticks."""
    name, sort = plain(heading), sort_of(cells)
    said = [text for text in cells if text]
    if not said:
        known = _by_heading(name)
        return Meant(known, "the heading says so; no cell says anything") if known else Meant(
            IGNORE, "no cell says anything")  # fmt: skip
    if fields().get(heading.strip().lower()) is not None:
        return Meant(heading.strip().lower(), "the heading is the field's name")
    tick = _ticked(name, said, words)
    if tick is not None:
        return tick
    for field, pattern, reason in ELSEWHERE:
        if re.fullmatch(pattern, name):
            return Meant(field.rstrip("?"), reason, sure=not field.endswith("?"))
    if PRICED.fullmatch(name):
        per = next((basis for basis, way in BASIS.items() if re.search(way, name)), "")
        priced = [text for text in said if re.search(r"\d", text) or "free" in text.lower()]
        if not priced:
            return Meant("", f"the heading says a price, and no cell has an amount, as {_some(said)}", sure=False)
        if not per and not any(prices_in(text).items for text in priced):
            return Meant(PRICE, f"what is the amount for? Write `per` beside the field, as {_some(priced)}", sure=False)
        return Meant(PRICE, f"the heading says a price{f' per {per}' if per else ''}", per=per)
    if PERSON.fullmatch(name):
        return _contact(name, said, sort)
    field = _by_heading(name)
    if field:
        return _agreed(field, said, sort)
    by_cells = {
        "postcodes": "sites.postcode", "email addresses": "contact.email", "web addresses": "contact.website",
        "telephone numbers": "contact.phone", "addresses with a postcode": SITES, "prices": PRICE,
        "key stages": "offer.key_stages", "ages": AGES, "days of the week": "offer.days", "DfE numbers":
        "registration.dfe_number",
    }.get(sort)  # fmt: skip
    if by_cells:
        return Meant(by_cells, f"its cells hold {sort}, as {_some(said)}", sure=False)
    what = f"its cells hold {sort}, as" if sort and sort != "names of people" else "it holds"
    some = "names of people" if sort == "names of people" else f"{what} {_some(said)}"
    return Meant("", f"nothing here is called so; {some}", sure=False)


def _by_heading(name: str) -> str:
    return next((field for field, pattern, _ in KNOWN if re.fullmatch(pattern, name)), "")


def _agreed(field: str, said: Sequence[str], sort: str) -> Meant:
    """A field by its heading, sure where the cells do not speak against it."""
    wanted = next(sorts for known, _, sorts in KNOWN if known == field)
    if field == SITES and sort != "addresses with a postcode":
        return Meant("sites.address", "the heading says so") if sort in ("", "roles") else _doubtful(field, said, sort)
    if not wanted or sort in wanted or not sort:
        return Meant(field, "the heading says so")
    if max(share_of(said, one) for one in wanted) >= MOST:
        return Meant(field, "the heading says so")
    return _doubtful(field, said, sort)


def _doubtful(field: str, said: Sequence[str], sort: str) -> Meant:
    what = "names of people" if sort == "names of people" else f"{sort}, as {_some(said)}"
    return Meant("", f"the heading says `{field}`, and the cells hold {what}", sure=False)


def _contact(name: str, said: Sequence[str], sort: str) -> Meant:
    """A column headed as a contact or a person: taken by what it holds, and people are left out."""
    by_cells = {"email addresses": "contact.email", "telephone numbers": "contact.phone",
                "web addresses": "contact.website"}.get(sort)  # fmt: skip
    if by_cells:
        return Meant(by_cells, f"its cells hold {sort}")
    if sort == "roles":
        return Meant("contact.role", f"its cells hold roles, as {_some(said)}")
    if any(re.search(r"@|\d{5}", text) for text in said):
        return Meant(CONTACT, "its cells hold numbers and addresses beside names, which are left out")
    return Meant(IGNORE, "it names people: records have a role to ask for, `contact.role`")


def _ticked(name: str, said: Sequence[str], needs: Sequence[str]) -> Meant | None:
    """A column of ticks under a word of a list: `KS3`, `Monday`, `Online?`, `SEMH`."""
    if not all(TICKED.match(text) for text in said):
        return None
    short = re.sub(r" (?:y n|yes no)$", "", name)
    day = short[:3].capitalize() if re.fullmatch(r"(?:mon|tue|tues|wed|weds|thu|thur|thurs|fri|sat|sun)(?:day|sday|"
                                                 r"nesday|"
                                                 r"rsday|urday)?s?", short) else ""  # fmt: skip
    stage = re.fullmatch(r"(?:ks|key ?stage) ?([1-5])", short)
    need = next((word for word in needs if plain(word) == short), "")
    for field, word in (("offer.days", day), ("offer.key_stages", f"KS{stage[1]}" if stage else ""),
                        ("offer.delivery", ONLINE.get(short, "")), ("offer.needs", need)):  # fmt: skip
        if word and (field == "offer.needs" or word in CHOICES[field.rpartition(".")[2]]):
            return Meant(field, f"a tick stands for {word}", tick=word)
    return None


def price_note(heading: str) -> str:
    """What the heading of a price says beside its basis, such as for whom it is: all of it; empty where nothing."""
    name = plain(heading)
    for way in (
        *BASIS.values(),
        r"costs?|prices?|charges?|fees?|rates?|tariff|unit|current|gbp|full|per|a|an|the|of|for|in|£",
    ):
        name = re.sub(rf"(?<![a-z])(?:{way})(?![a-z])", " ", name)
    return heading if name.strip() else ""


def is_tick(text: str) -> bool:
    """Whether a cell of a column of ticks says yes."""
    return text.strip().lower() in YES


def _some(said: Sequence[str]) -> str:
    text = " ".join(said[0].split())
    return f"`{text[:40]}{'…' if len(text) > 40 else ''}`"


#: Fields that several columns may be of.
MANY_COLUMNS = (
    IGNORE,
    "",
    SITES,
    "sites.address",
    PRICE,
    PROGRAMMES,
    DESCRIPTION,
    CONTACT,
    "offer.days",
    "offer.key_stages",
    "offer.needs",
    "offer.subjects",
    "offer.delivery",
    "serves",
    SAME,
    AGES,
    HOURS,
)
