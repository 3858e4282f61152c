"""The words and pieces of patterns by which a pupil is told from a member of staff, a place or a thing."""

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
NAMES_IN_FULL = rf"{NAME}(?:{GAP}(?:{NAME}|[A-Z]\b)){{0,3}}"
INITIAL = r"(?:[A-Z]\.\s?[A-Z]\.?(?:\s?[A-Z]\.)?|[A-Z]{2})"
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


def words(text: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(text.split())


#: What begins a sentence or is the name of a thing, so that it is no person's name beside "pupil".
NO_NAMES = words(
    "a about academy adult after again all also an and animal another any applicant ap are arrival art arts as "
    "asked at "
    "attendance award awards back be because been before behaviour boarding both boy boys but by can careers catering "
    "centre charity child children class club coaching college community construction contact council course courses "
    "cohort could county current daily day days december deputy derby derbyshire did do does down duke during each "
    "early "
    "education eight eighteen either eleven england english entry equine every everyone exam families family farm "
    "february fifteen first five football forest forms forum foundation founder four fourteen free friday from full "
    "functional further garden gcse geography girl girls good governor group groups guidance hair handbook has have he "
    "head health her his history home hospitality how however i if in individual into is it its january july june key "
    "kids lad lads later leadership learner learners learning led lessons level literacy local loan looked many march "
    "maths mathematics may me meals member mechanics mentoring monday monitoring most motor movement music my national "
    "new next nine no none nor nobody not nottingham nottinghamshire november now numeracy october of off offer office "
    "ofsted on once one only or other our out outdoor outreach over own parent parents part participants partner "
    "passport passports people per personal physical placement placements plan plans premium primary profile profiles "
    "programme programmes progress project provider providers provision pupil pupils quality record records referral "
    "referrals register registration report reports respect return review reviews riding river room safety saturday "
    "school schools science second secondary section see senior september service services session sessions seven "
    "several she should since site six sixteen skills social some special sport sports staff stage standards start "
    "student students study such summer sunday support survey swimming taster teacher teaching teams team ten term "
    "that the their them then there these they third thirteen this those three through thursday time timetable to "
    "today transition transport trust tuesday tuition tutor tutoring twelve two under unit until up us visit visits "
    "vocational voice volunteer voluntary was we wednesday week welfare wellbeing were what when where whether which "
    "while who whole why will with within without work workshop workshops would year years yes yesterday yet you young "
    "your youth st saint mr mrs ms miss dr sir mill lane road street house april august autumn spring winter welding"
)
ACRONYMS = words(
    "AI AM AP AS BA BE CE CP CV DT EH EP ES ET EY FE GP HE HR HS HT ID IS IT KS LA LS ME MP MS NB NE NI NO NS OF OK ON "
    "OR OT PA PC PD PE PM PR PT QA RE RI RS SE SL SW TA TO TV UK US VR WE YP YR AN AT BY DO GO HI IF IN ML MY SO TV UP"
)
#: What follows "boy called" without being a name.
NO_CALLS = words(
    "a about after again an and around as at away back because before by down for from he her him his home i if in "
    "into it its me my names of off on or our out over round she staff that the their them they this to up upon us "
    "when while who with you"
)
KIN = (
    r"(?:mum|mam|mom|mummy|dad|daddy|mother|father|step-?(?:mum|dad|mother|father)|parents?|carers?|foster \w{1,12}|"
    r"nan|"
    r"nana|gran|grandma|grandad|grandfather|grandmother|grandparents|aunt|auntie|uncle|siblings?|brother|sister|cousin|"
    r"guardian|family)"
)
OWN = (
    r"(?:social worker|ehc plan|ehcp|attendance|placement|timetable|behaviour|exclusion|suspension|diagnosis|"
    r"medication|"
    r"home|school|taxi|transport|key ?worker|tutor group|form tutor|teacher|class|needs|anxiety|adhd|autism|place|risk "
    r"assessment|case|file|records?|progress|report|review|pep|address|dob|date of birth|birthday|care plan|"
    r"head of year)"
)
#: Second halves of names that are made up as parents like: Kaiya-Blu, Summer-Rose.
SECOND = (
    r"(?:Ann|Anne|Belle|Beth|Blu|Blue|Ella|Faith|Grace|Hope|Jade|James|Jane|Jay|Jayne|Jo|John|Lea|Lee|Leigh|Lou|Louise|"
)
SECOND += r"Lynn|Mae|Mai|Marie|May|Rae|Ray|Rose|Rae)"
LABEL = (
    r"(?i:(?:(?:the )?(?:pupil|student|learner|child|young person|candidate)(?:'s|s')?[\s-](?:(?:full|first|last|"
    r"given|legal|"
    r"preferred)"
    r"[\s-])?names?|names? of (?:the )?(?:pupil|student|learner|child|young person)|forename|surname|given name|"
    r"family name|legal name))"
)
