"""`apdir remind`: what falls due, as mails to owners and providers."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from email.message import EmailMessage
from pathlib import Path

import click

from apdir.commands.due import due_of_each
from apdir.commands.options import repository, shared, tell, tell_not_to_commit, today, whole
from apdir.days import day_in_words
from apdir.library import read_library
from apdir.model.settings import Settings
from apdir.pages.views import count
from apdir.reminders.log import NOT_SENT, REFUSED, SENT, BrokenLog, Log
from apdir.reminders.mails import OWNERS, PROVIDERS, Mail, as_sent, file_name, mails, message, subject
from apdir.reminders.server import Lost, NoServer, Refused, connected, send
from apdir.state import locked

#: In the directory's folder; git is told to ignore files called so.
LOG = "apdir-reminded.log"
PASSWORD = "APDIR_MAIL_PASSWORD"
#: Sends a mail or writes it. Raises Refused and Lost.
Deliver = Callable[[Mail, str, EmailMessage], None]


@click.command()
@shared
@click.option("--send", "sending", is_flag=True, help="Send the emails.  [default: only show what would be sent]")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), metavar="FOLDER",
              help="Write each email as a file (.eml) that you can open and send, instead of sending it.")  # fmt: skip
@click.option("--to", "who", type=click.Choice([OWNERS, PROVIDERS, "all"]), default="all", show_default=True,
              help="Who to email.")  # fmt: skip
@click.option("--within", type=click.IntRange(0, 365), default=30, show_default=True, metavar="DAYS",
              help="How far ahead to look; what is overdue is always included.")  # fmt: skip
@click.option("--log", "log_file", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help=f"The file that records what was sent.  [default: {LOG} beside settings.yml]")  # fmt: skip
@click.option("--uncertain", type=click.Choice(["sent", "again"]),
              help="Treat emails that may not have been sent as sent, or send them again.")  # fmt: skip
def remind(
    sending: bool, out: Path | None, who: str, within: int, log_file: Path | None, uncertain: str | None
) -> None:
    """Email reminders of what falls due to owners and providers: once when something comes up, and once when it is
    overdue.

    Owners are reminded of everything; providers of details to confirm, actions, insurance, policies and training.
    Without --send or --out, show what would be sent. `mail` in settings.yml names the server; its password is read from
    APDIR_MAIL_PASSWORD.

    \b
    Examples:
      apdir remind
      apdir remind --to owners --out mails
      apdir remind --send
    """
    if sending and out is not None:
        raise click.UsageError("--send sends the mails, --out writes them: give one of the two.")
    if uncertain and not (sending or out):
        raise click.UsageError("--uncertain is for --send or --out.")
    root, day = repository(), today()
    library = whole(read_library(root))
    settings = library.settings
    password = _password(settings) if sending else None
    due, problems = due_of_each(root, library, day, "commissioner")
    path = log_file or root / LOG
    with _alone(path):
        log = _read(path)
        for number in log.uncertain if uncertain else ():
            log.came(number, SENT if uncertain == "sent" else NOT_SENT)
        found = mails(due, settings, day + timedelta(days=within), log.key, log.told)
        found = [mail for mail in found if who in ("all", mail.who)]
        left = _tell_uncertain(log)
        if not sending and out is None:
            _tell_all(found, settings)
            failed = False
        elif out is not None:
            failed = _deliver(found, log, settings, day, _into(out, day))
            if found:
                click.echo(f"The mails are in {out}.", err=True)
                tell_not_to_commit(out, root)
        else:
            failed = _send(found, log, settings, day, password)
    if problems:
        click.echo("These records have problems, and nobody was reminded of them:", err=True)
        tell(problems, "text")
    if problems or left or failed:
        sys.exit(1)


def _password(settings: Settings) -> str | None:
    """The password of the mail server, where it wants one."""
    if settings.mail is None:
        raise click.UsageError(
            "settings.yml does not say which server sends mail: write `mail:` with `host: smtp.your-council.gov.uk` in "
            "it. --out writes the mails as files."
        )
    password = os.environ.get(PASSWORD)
    if settings.mail.user is not None and not password:
        raise click.UsageError(
            f"The server wants a password for {settings.mail.user}: set {PASSWORD} in the environment."
        )
    return password


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    try:
        lock = locked(path.with_name(f".{path.name}.lock"), 0)
    except TimeoutError:
        raise click.ClickException("Another command is sending reminders. Wait until it has finished.") from None
    with lock:
        yield


def _read(path: Path) -> Log:
    try:
        return Log.read(path)
    except BrokenLog as error:
        raise click.ClickException(str(error)) from None


def _tell_uncertain(log: Log) -> bool:
    """Tell of mails that were perhaps sent; whether there are any."""
    days = sorted(mail.day for mail in log.uncertain.values())
    if days:
        mail = "1 mail was" if len(days) == 1 else f"{len(days)} mails were"
        on = ", ".join(day_in_words(day) for day in dict.fromkeys(days))
        click.echo(
            f"{mail} begun on {on}, and nobody knows whether it was sent: the command or the connection ended. Nothing "
            "of it is mailed now. Look among the sent mails of the mailbox, then say --uncertain sent, or --uncertain "
            "again.",
            err=True,
        )
    return bool(days)


def _tell_all(found: list[Mail], settings: Settings) -> None:
    """Tell what would be mailed."""
    for mail in found:
        click.echo(f"{mail.to}  ({mail.who}: {mail.name})\n  {subject(mail, settings)}")
        for row in mail.rows:
            click.echo(f"    {day_in_words(row.day):<17}  {row.name}: {row.what if mail.who == OWNERS else row.asked}")
    if found:
        click.echo(
            f"\n{count(len(found), 'mail')} would be sent. Add --send to send, or --out FOLDER to write files.",
            err=True,
        )
    else:
        click.echo("Nobody is to be reminded of anything new.")


def _deliver(found: Iterable[Mail], log: Log, settings: Settings, day: date, deliver: Deliver) -> bool:
    """Deliver each mail, the log written before and after; whether any failed."""
    failed, done, waiting = 0, 0, list(found)
    while waiting:
        mail = waiting.pop(0)
        number = log.number(mail.to, mail.keys)
        made = message(mail, settings, day, number)
        log.begin(number, day, mail.keys)
        try:
            deliver(mail, number, made)
        except Refused as error:
            log.came(number, REFUSED)
            failed += 1
            click.echo(f"Not sent to {mail.to}: the server says {error}. The next run tries again.", err=True)
        except Lost as error:
            if not error.perhaps:
                log.came(number, NOT_SENT)
                waiting.insert(0, mail)
            click.echo("The connection to the server ended.", err=True)
            if error.perhaps:
                click.echo(
                    f"Nobody knows whether the mail to {mail.to} was sent. Look, then say --uncertain sent, or "
                    "--uncertain again.",
                    err=True,
                )
            failed += 1
            break
        else:
            log.came(number, SENT)
            done += 1
            click.echo(f"{mail.to}: {made['Subject']}")
    if waiting:
        click.echo(f"Not tried: {count(len(waiting), 'mail')}. The next run sends them.", err=True)
    if not done and not failed:
        click.echo("Nobody is to be reminded of anything new.")
    return bool(failed)


def _send(found: list[Mail], log: Log, settings: Settings, day: date, password: str | None) -> bool:
    server_of = settings.mail
    if server_of is None or not found:
        return _deliver([], log, settings, day, _into(Path(), day))
    sender = server_of.sender or settings.council.email
    try:
        with connected(server_of, password) as server:
            return _deliver(
                found, log, settings, day, lambda mail, _, made: send(server, sender, mail.to, as_sent(made))
            )
    except NoServer as error:
        raise click.ClickException(f"{error} Nothing was sent.") from None


def _into(folder: Path, day: date) -> Deliver:
    """Writes each mail into a folder, whole or not at all."""

    def write(mail: Mail, number: str, made: EmailMessage) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        made["X-Unsent"] = "1"  # by which Outlook opens it to be sent
        target = folder / file_name(mail, day, number)
        beside = target.with_name(f".{target.name}.new")
        beside.write_bytes(as_sent(made))
        beside.replace(target)

    return write
