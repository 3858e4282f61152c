"""What was mailed: the intent before each mail, and what came of it after, a line each.

A thing is known by a keyed hash of it and its reader, so no address is kept. A process killed between the two lines
leaves a mail of which nobody knows whether it was sent: it is told, and sent again only when somebody says so.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from apdir import state
from apdir.summary.due import Due

#: What came of a mail. Only one that was not sent, or was refused, is tried again.
SENT, REFUSED, NOT_SENT = "sent", "refused", "not sent"
#: A log of a council with 1,000 providers grows by some 0.5 MB a year.
MOST = 64_000_000
#: How the first line begins.
FIRST = b'{"salt": "'


class BrokenLog(Exception):
    """The log cannot be read, so nobody knows what was mailed. The message is for the user."""


@dataclass
class Logged:
    """A mail that was begun: on which day, the keys of its things, and what came of it, None where nobody knows."""

    day: date
    keys: frozenset[str]
    came: str | None = None


@dataclass
class Log:
    """The log in a file; nothing is written before a mail is begun. Only for who holds the lock of the file."""

    path: Path
    salt: str = ""
    mails: dict[str, Logged] = field(default_factory=dict)
    #: Bytes of whole lines. What follows is of a writer that was killed within a line.
    whole: int = 0

    @classmethod
    def read(cls, path: Path) -> Log:
        """The log in a file, empty where there is none. Raises BrokenLog, OSError and NotAFile."""
        state.refuse_special(path, folder=False)
        log = cls(path)
        try:
            with state.open_ordinary(path) as file:
                raw = file.read(MOST + 1)
        except FileNotFoundError:
            raw = b""
        lines = raw.split(b"\n")
        log.whole = len(raw) - len(rest := lines.pop())
        if not lines and FIRST.startswith(rest[: len(FIRST)]):
            log.salt = secrets.token_hex(16)
            return log
        for number, line in enumerate(lines, 1):
            try:
                log._take(json.loads(line))
            except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
                log._refuse(f"is broken at line {number}")
        if not log.salt or len(raw) > MOST:
            log._refuse("is no log of reminders")
        return log

    def _refuse(self, what: str) -> None:
        raise BrokenLog(
            f"{self.path} {what}, so nobody knows what was mailed. Nothing was sent. Take the file from a backup; with "
            "--log you name another, and all that is due is mailed anew."
        )

    def _take(self, row: dict[str, Any]) -> None:
        if "salt" in row:
            self.salt = self.salt or bytes.fromhex(row["salt"]).hex()
        elif "came" in row:
            self.mails[str(row["mail"])].came = {SENT: SENT, REFUSED: REFUSED, NOT_SENT: NOT_SENT}[row["came"]]
        else:
            keys = frozenset(str(key) for key in row["things"])
            self.mails[str(row["mail"])] = Logged(date.fromisoformat(row["day"]), keys)

    @property
    def told(self) -> set[str]:
        """The keys of what was mailed, or perhaps was."""
        return {key for mail in self.mails.values() if mail.came in (SENT, None) for key in mail.keys}

    @property
    def uncertain(self) -> dict[str, Logged]:
        """Mails of which nobody knows whether they were sent."""
        return {number: mail for number, mail in self.mails.items() if mail.came is None}

    def key(self, to: str, row: Due) -> str:
        """The key of one thing for one reader: another once its day moves, and another once it is overdue."""
        return self._hash(to.lower(), row.key, row.day.isoformat(), "overdue" if row.overdue else "to come")

    def number(self, to: str, keys: Collection[str]) -> str:
        """The number of a mail: the same when it is sent again."""
        return self._hash(to.lower(), *sorted(keys))

    def _hash(self, *parts: str) -> str:
        text = "\0".join(parts).encode()
        return hashlib.blake2b(text, digest_size=12, key=bytes.fromhex(self.salt)).hexdigest()

    def begin(self, number: str, day: date, keys: Collection[str]) -> None:
        """Say that a mail is about to be sent."""
        self.mails[number] = Logged(day, frozenset(keys))
        self._append({"mail": number, "day": day.isoformat(), "things": sorted(keys)})

    def came(self, number: str, what: str) -> None:
        """Say what came of a mail."""
        self.mails[number].came = what
        self._append({"mail": number, "came": what})

    def _append(self, row: dict[str, Any]) -> None:
        """Write a line so that it is on the disk before anything else happens."""
        rows = [row] if self.whole else [{"salt": self.salt}, row]
        with self.path.open("ab") as file:
            file.truncate(self.whole)
            file.write("".join(f"{json.dumps(row)}\n" for row in rows).encode())
            file.flush()
            os.fsync(file.fileno())
            self.whole = file.tell()
