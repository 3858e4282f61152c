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


def headers(*, officers: bool) -> dict[str, str]:
    """Every header that a host should send with every file of an edition."""
    own = OFFICERS_HEADERS if officers else {}
    return {"Content-Security-Policy": written(IN_HEADER), **HEADERS, **own}
