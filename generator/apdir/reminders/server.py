"""Mail by the council's server (SMTP)."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from apdir.model.mail import Mail

#: Seconds to wait for an answer.
TIMEOUT = 60.0
#: The server ends the conversation.
CLOSING = 421


class NoServer(Exception):
    """No mail can be sent by this server now. The message is for the user."""


class Refused(Exception):
    """The server does not take this mail. The message is its own."""


class Lost(Exception):
    """The connection ended. ``perhaps``: the mail may have been sent all the same."""

    def __init__(self, perhaps: bool) -> None:
        self.perhaps = perhaps
        super().__init__()


@contextmanager
def connected(mail: Mail, password: str | None) -> Iterator[smtplib.SMTP]:
    """Yield a connection that is encrypted and signed in. Raises NoServer."""
    server: smtplib.SMTP | None = None
    try:
        context = ssl.create_default_context()
        if mail.security == "tls":
            server = smtplib.SMTP_SSL(mail.host, mail.port, timeout=TIMEOUT, context=context)
        else:
            server = smtplib.SMTP(mail.host, mail.port, timeout=TIMEOUT)
        if mail.security == "starttls":
            server.starttls(context=context)
        if mail.user is not None:
            server.login(mail.user, password or "")
        server.ehlo_or_helo_if_needed()
    except OSError as error:  # which all of the library's are
        if server is not None:
            server.close()
        raise NoServer(f"{mail.host}:{mail.port} {_reason(error, mail)}.") from None
    try:
        yield server
    finally:
        with suppress(OSError):
            server.quit()
        server.close()


def _reason(error: OSError, mail: Mail) -> str:
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return f"does not take the name {mail.user} with this password"
    if isinstance(error, smtplib.SMTPNotSupportedError):
        what = "encryption by STARTTLS" if mail.security == "starttls" else "signing in with a name"
        return f"does not know {what}"
    if isinstance(error, smtplib.SMTPResponseException):
        return f"takes no mail now: {_said(error.smtp_code, error.smtp_error)}"
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"has a certificate that cannot be trusted: {error.verify_message}"
    return f"cannot be reached: {error.strerror or 'it does not answer as a mail server does'}"


def send(server: smtplib.SMTP, sender: str, to: str, content: bytes) -> None:
    """Send one mail; when this returns, the server has taken it. Raises Refused and Lost."""
    perhaps = False
    try:
        _taken(*server.mail(sender))
        _taken(*server.rcpt(to))
        perhaps = True
        _taken(*server.data(content))
    except smtplib.SMTPDataError as error:  # before anything of the mail was sent
        if error.smtp_code == CLOSING:
            raise Lost(perhaps=False) from None
        raise Refused(_said(error.smtp_code, error.smtp_error)) from None
    except OSError:
        raise Lost(perhaps) from None
    except Refused:
        with suppress(OSError):  # else the next mail finds that the connection has ended
            server.rset()
        raise


def _taken(code: int, said: bytes) -> None:
    if code == CLOSING:
        raise Lost(perhaps=False)
    if not 200 <= code < 300:
        raise Refused(_said(code, said))


def _said(code: int, said: bytes | str) -> str:
    """The server's answer, on one line and without what a terminal would take for a command."""
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return f"{code} {''.join(sign for sign in ' '.join(text.split()) if sign.isprintable())}"[:300]
