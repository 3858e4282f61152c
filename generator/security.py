"""What a browser is told to allow on the site: nothing but its own files, and nothing written into a page.

The same policy stands in two places. Every page carries it as a meta element, since some hosts send no headers; the
files made from `theme/hosts/` have hosts send it too. A browser holds to both, so the header may allow what one page
alone needs, and the page's own element says the rest.
"""

from __future__ import annotations

from collections.abc import Mapping

POLICY: Mapping[str, str] = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
}
#: The full-text index is searched by WebAssembly, which is compiled on its page alone.
SEARCH = {**POLICY, "script-src": "'self' 'wasm-unsafe-eval'"}
#: What only a header can say: no other site may show a page of this one within its own.
IN_HEADER = {**SEARCH, "frame-ancestors": "'none'"}
#: What the web editor's page alone needs: its styles are written by its script, its pictures and files made by it.
EDITOR = {
    **POLICY,
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self'",
    "connect-src": "'self' blob: data:",
    "frame-src": "'none'",
}

#: Beside the policy: a file is what its type says, no address of ours is told to others, no device is asked for.
HEADERS: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
#: What the officers' edition adds: no search engine keeps a copy, no shared cache either.
OFFICERS_HEADERS: Mapping[str, str] = {"X-Robots-Tag": "noindex, nofollow", "Cache-Control": "private, no-cache"}


def written(policy: Mapping[str, str]) -> str:
    """A policy as a header or a meta element has it."""
    return "; ".join(f"{name} {sources}" for name, sources in policy.items())


def editor(api: str) -> dict[str, str]:
    """The policy of the web editor's page: beside the site itself it may talk to the code host's API alone."""
    return {**EDITOR, "connect-src": f"{EDITOR['connect-src']} {api}"}


def headers(*, officers: bool, api: str | None = None) -> dict[str, str]:
    """Every header that a host should send with every file of an edition.

    Where the web editor stands in it (``api``: the code host's), the header allows what that page needs, and the other
    pages' own elements forbid it; and the window in which an officer signs in may answer the one it was opened from.
    """
    own = dict(OFFICERS_HEADERS) if officers else {}
    policy = IN_HEADER
    if api is not None:
        policy = {**IN_HEADER, **editor(api), "script-src": IN_HEADER["script-src"]}
        own["Cross-Origin-Opener-Policy"] = "same-origin-allow-popups"
    return {"Content-Security-Policy": written(policy), **HEADERS, **own}
