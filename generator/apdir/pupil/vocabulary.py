"""Pieces of patterns: years, ages, dates, names and addresses as people write them."""

from __future__ import annotations

LEFT = r"(?:^|[^A-Za-z0-9])"
RIGHT = r"(?:[^A-Za-z0-9]|$)"
#: Between two words: spaces, the end of a line; in file names, hyphens.
GAP = r"[\s-]{1,40}"
#: Between a word and a value behind it.
THEN = r"[\s:\"'(\[,=-]{0,20}"

MONTH = (
    r"(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)"
)
DAY = (
    r"(?:[0-9]{1,2}(?:st|nd|rd|th)?|(?i:(?:twenty-|thirty-)?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|"
    r"ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|"
    r"twentieth|thirtieth)))"
)
FULL_DATE = (
    r"(?:[0-9]{4}[-/. ][0-9]{1,2}[-/. ][0-9]{1,2}|[0-9]{1,2}[-/. ]{1,3}[0-9]{1,2}[-/. ]{1,3}(?:[0-9]{4}|[0-9]{2})"
    rf"|{DAY}{GAP}(?:of{GAP})?{MONTH}\.?,?(?:{GAP}|-)?'?(?:[0-9]{{4}}|[0-9]{{2}}))"
)
DATE = rf"(?:{FULL_DATE}|{MONTH}\.?,?{GAP}(?:{DAY},?{GAP})?'?[0-9]{{4}})"
END = r"(?:[^0-9]|$)"

PERSON = (
    r"(?i:(?:school)?boy|(?:school)?girl|pupil|student|learner|child|kid|young person|young lady|young man|youngster|"
    r"teenager|teen|lad|lass|son|daughter|nephew|niece|brother|sister|twin|yp|lac)"
)
CHILD = r"(?i:(?:school)?boy|(?:school)?girl|lad|lass|son|daughter)"
NUMBER = r"(?:1[0-4]|[1-9])"
YEAR = (
    rf"(?i:(?:year|yr|y)s?\.?[\s-]{{0,3}}(?:{NUMBER}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    r"thirteen)|ks ?[1-5]|key stage (?:[1-5]|one|two|three|four|five))"
)
AGE = r"(?:[4-9]|1[0-9])"
AGE_IN_WORDS = (
    r"(?:four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen)"
)
OLD = rf"(?i:{AGE}[\s-]{{0,3}}(?:years?|yrs?)[\s-]{{0,3}}old|{AGE} ?y/?o)"
NAME = r"[A-Z](?:'[A-Z])?[a-z]{1,24}(?:['-][A-Z]?[a-z]{1,24}){0,3}"
#: Of which word a pupil is described by, before a name: "who is", "with autism", "aged 12".
MORE = rf"(?:{GAP}(?i:with|aged|from|in|at|on){GAP}[A-Za-z0-9-]{{1,20}}){{0,2}}(?:{GAP}(?i:who|that){GAP}(?i:is|was))?"
CALLED = (
    rf"(?i:called|named|nicknamed|known{GAP}as|by{GAP}the{GAP}name{GAP}of|(?:his|her|whose){GAP}name{GAP}is|"
    rf"goes{GAP}by)"
)
POSTCODE = r"(?i:[A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9][A-Z]{2})"
FLAT = rf"(?i:flat|apartment|apt|room|unit|plot){GAP}[0-9A-Za-z]{{1,5}},?{GAP}"
STREET = r"[A-Z][a-z]{1,20}(?:[\s-]{1,40}[A-Z][a-z]{1,20}){0,4}"
ADDRESS = rf"(?:(?:{FLAT})?[0-9]{{1,4}}[A-Za-z]?,?{GAP}{STREET}|{FLAT}{STREET}|{POSTCODE})"


KIN = (
    r"(?:mum|mam|mom|mummy|dad|daddy|mother|father|step-?(?:mum|dad|mother|father)|parents?|carers?|foster \w{1,12}|"
    r"nan|"
    r"nana|gran|grandma|grandad|grandfather|grandmother|grandparents|aunt|auntie|uncle|siblings?|brother|sister|cousin|"
    r"guardian|family)"
)
LABEL = (
    r"(?i:(?:(?:the )?(?:pupil|student|learner|child|young person|candidate)(?:'s|s')?[\s-](?:(?:full|first|last|"
    r"given|legal|"
    r"preferred)"
    r"[\s-])?names?|names? of (?:the )?(?:pupil|student|learner|child|young person)|forename|surname|given name|"
    r"family name|legal name))"
)
#: Values of `{…}` in a list of words, beside the lists that it names itself.
SHAPES = {
    "age": rf"\b{AGE}\b",
    "agew": rf"(?i:\b{AGE_IN_WORDS}\b)",
    "year": rf"\b{YEAR}\b",
    "date": DATE,
    "name": NAME,
    "number": r"[0-9]+(?:[./][0-9]+)*",
    "marks": r"[0-9]+/[0-9]+",
    "history": r"\b1[0-9]{3}s?\b",
    "lower": r"\b[a-z']{2,}\b",
    "verbed": r"\b[a-z]+(?:ed|ing)\b",
    "org": r"\b[A-Z]{2,6}\b",
    "letter": r"\b[A-Z]\b",
    "any": r"\b[A-Za-z'-]+",
}
