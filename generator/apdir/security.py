"""The site's content security policy and headers: nothing but its own files, and nothing written into a page.

The same policy is in two places. Every page carries it as a meta element, since some hosts send no headers; the
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
#: Headers alone can say it: no other site may show a page of this one within its own.
IN_HEADER = {**SEARCH, "frame-ancestors": "'none'"}
#: The web editor's page alone needs: its styles are written by its script, its pictures and files made by it.
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
#: Sent with the public data beside them: scripts of other websites may read it (Open Referral UK asks for it).
OPEN_DATA: Mapping[str, str] = {"Access-Control-Allow-Origin": "*"}
#: The type of each kind of file that a site has, so that no host has to guess.
TYPES: Mapping[str, str] = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".csv": "text/csv; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "application/xml",
    ".atom": "application/atom+xml; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".svg": "image/svg+xml",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".png": "image/png",
    ".woff2": "font/woff2",
    ".wasm": "application/wasm",
    ".gz": "application/gzip",
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".odt": "application/vnd.oasis.opendocument.text",
    # The full-text index: compressed, and opened by its own script.
    **dict.fromkeys((".pagefind", ".pf_filter", ".pf_fragment", ".pf_index", ".pf_meta"), "application/octet-stream"),
}
#: Added in the officers' edition: no search engine keeps a copy, no shared cache either, and no other site's page may
#: take a file of it in, not even as a picture.
OFFICERS_HEADERS: Mapping[str, str] = {
    "X-Robots-Tag": "noindex, nofollow",
    "Cache-Control": "private, no-cache",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def written(policy: Mapping[str, str]) -> str:
    """A policy as a header or a meta element has it."""
    return "; ".join(f"{name} {sources}" for name, sources in policy.items())


def editor(api: str) -> dict[str, str]:
    """The policy of the web editor's page: beside the site itself it may talk to the code host's API alone."""
    return {**EDITOR, "connect-src": f"{EDITOR['connect-src']} {api}"}


def headers(*, officers: bool, api: str | None = None) -> dict[str, str]:
    """Every header that a host should send with every file of an edition.

    Where it has the web editor (``api``: the code host's), the header allows what that page needs, and the other pages'
    own elements forbid it; and the window in which an officer signs in may answer the one it was opened from.
    """
    own = dict(OFFICERS_HEADERS) if officers else {}
    policy = IN_HEADER
    if api is not None:
        policy = {**IN_HEADER, **editor(api), "script-src": IN_HEADER["script-src"]}
        own["Cross-Origin-Opener-Policy"] = "same-origin-allow-popups"
    return {"Content-Security-Policy": written(policy), **HEADERS, **own}


def type_of(name: str) -> str:
    """The type of a file by its name."""
    if name.rpartition("/")[2] == "feed.xml":
        return TYPES[".atom"]
    return TYPES.get(f".{name.rpartition('.')[2].lower()}", "application/octet-stream")
