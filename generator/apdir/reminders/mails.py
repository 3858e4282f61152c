"""What falls due, as mails in plain text: one an address."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from apdir.days import day_in_words
from apdir.directory import ProviderRecord
from apdir.model.settings import Settings
from apdir.names import slug_of
from apdir.pages.links import DUE, provider_path
from apdir.pages.views import count
from apdir.summary.due import KINDS, Due

#: Who is written to.
OWNERS, PROVIDERS = "owners", "providers"


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail to one address, about some things that are due, with the key of each.

    ``who`` is `OWNERS` or `PROVIDERS`, ``name`` the owners or providers at the address. ``before`` counts what is still
    open of which the address was told in an earlier mail.
    """

    to: str
    who: str
    name: str
    rows: tuple[Due, ...]
    keys: tuple[str, ...]
    before: int


def mails(
    due: Iterable[tuple[ProviderRecord, Iterable[Due]]],
    settings: Settings,
    until: date,
    key_of: Callable[[str, Due], str],
    told: Collection[str],
) -> list[Mail]:
    """Mails about what is overdue, or due by a day, to owners and to providers; no key of them is in ``told``."""
    groups: dict[tuple[str, str], list[Due]] = defaultdict(list)
    for record, rows in due:
        for row in rows:
            if row.day > until:
                continue
            groups[OWNERS, mailbox_of(row.owner, settings)].append(row)
            if row.asked and record.provider.contact.email:
                groups[PROVIDERS, record.provider.contact.email].append(row)
    found = []
    for (who, to), rows in sorted(groups.items()):
        new = [(row, key_of(to, row)) for row in sorted(rows)]
        new = [(row, key) for row, key in new if key not in told]
        if new:
            some = tuple(row for row, _ in new)
            names = dict.fromkeys(row.owner if who == OWNERS else row.name for row in some)
            keys = tuple(dict.fromkeys(key for _, key in new))
            found.append(Mail(to, who, ", ".join(names), some, keys, len(rows) - len(some)))
    return found


def mailbox_of(owner: str, settings: Settings) -> str:
    """Where an owner reads mail: the owner itself, the mailbox of a role, or else the council's."""
    if "@" in owner:
        return owner
    boxes = settings.mail.mailboxes if settings.mail is not None else {}
    known = {name.lower(): address for name, address in boxes.items()}
    return known.get(owner.lower(), settings.council.email)


def message(mail: Mail, settings: Settings, day: date, number: str) -> EmailMessage:
    """A mail as it is sent. ``number`` tells it from all others, and stays when it is sent again."""
    council = settings.council
    sender = (settings.mail.sender if settings.mail is not None else None) or council.email
    made = EmailMessage(policy=SMTP)
    made["From"] = sender
    made["To"] = mail.to
    made["Reply-To"] = council.email
    made["Subject"] = subject(mail, settings)
    made["Date"] = format_datetime(datetime.combine(day, time(), UTC))
    made["Message-ID"] = f"<{number}@{sender.partition('@')[2]}>"
    made["Auto-Submitted"] = "auto-generated"
    lines = (_to_owners if mail.who == OWNERS else _to_provider)(mail, settings)
    made.set_content("".join(f"{line}\n" for line in lines), cte="quoted-printable")
    return made


def as_sent(made: EmailMessage) -> bytes:
    """A mail's bytes, its subject on one line: some programs show none that begins on the next one."""
    return made.as_bytes(policy=SMTP.clone(max_line_length=250) if made["Subject"].isascii() else SMTP)


def subject(mail: Mail, settings: Settings) -> str:
    """What a mail is about, in a line."""
    late = sum(row.overdue for row in mail.rows)
    parts = [f"{late} overdue"] if late else []
    if soon := len(mail.rows) - late:
        parts.append(f"{soon} soon due")
    what = " and ".join(parts)
    if mail.who == OWNERS:
        return f"What needs doing: {what}"
    return f"{mail.name}: {what}, for the {settings.council.directory}"[:200]


def file_name(mail: Mail, day: date, number: str) -> str:
    """The name of a mail's file: the day, to whom, and what tells it from others."""
    return f"{day}-{slug_of(mail.name)[:60]}-{number[:6]}.eml"


def _to_owners(mail: Mail, settings: Settings) -> Iterator[str]:
    base = str(settings.site_url).rstrip("/")
    several = len({row.owner for row in mail.rows}) > 1
    yield f"This is what needs doing in the {settings.council.directory}, for {mail.name}."
    for title, late in (("Overdue", True), ("To come", False)):
        rows = [row for row in mail.rows if row.overdue == late]
        if rows:
            yield from ("", title, "")
        for row in rows:
            owner = f" ({row.owner})" if several else ""
            yield f"- {row.name}: {row.what}"
            yield f"  {KINDS[row.kind].label}, by {day_in_words(row.day)}{owner}"
            yield f"  {base}/{provider_path(row.slug)}"
    yield ""
    if mail.before:
        yield f"Still open, and in an earlier mail: {mail.before}."
    yield f"All of it is on the officers' site, at /{DUE}."
    yield "Each thing is mailed once when it comes up, and once when it is overdue."


def _to_provider(mail: Mail, settings: Settings) -> Iterator[str]:
    base, council = str(settings.site_url).rstrip("/"), settings.council
    thing = "this thing" if len(mail.rows) == 1 else f"these {count(len(mail.rows), 'thing')}"
    yield f"For {mail.name}"
    yield ""
    yield f"{council.name} lists you in the {council.directory}. Please see to {thing}:"
    for slug in dict.fromkeys(row.slug for row in mail.rows):
        rows = [row for row in mail.rows if row.slug == slug]
        yield from ("", rows[0].name, f"{base}/{provider_path(slug)}", "")
        for row in rows:
            yield f"- {row.asked}"
            yield f"  {'was due' if row.overdue else 'due'} by {day_in_words(row.day)}"
    yield ""
    yield "To confirm or correct your details, choose “Correct your details” on your page, and send us the file."
    yield "For anything else, answer this mail: say what was done and when. Name no pupil."
    yield ""
    yield f"{council.team}, {council.name}"
    yield council.email
    if council.phone:
        yield council.phone
