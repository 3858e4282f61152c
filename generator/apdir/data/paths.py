"""Paths of the data in the site. A change of any of these is a new version."""

from __future__ import annotations

PAGE = "api/"
ROOT = f"{PAGE}v1/"
PROVIDERS = f"{ROOT}providers/"
FRAMEWORKS = f"{ROOT}frameworks/"
SCHEMAS = f"{ROOT}schema/"
REFERRAL = f"{ROOT}openreferral/"
SERVICES = f"{REFERRAL}services/"
OPENAPI = f"{REFERRAL}openapi.json"
#: The lists of the Open Referral export, which the standard gives an address without `.json`.
REFERRAL_NAMES = ("services", "organizations", "locations", "service_at_locations", "taxonomies", "taxonomy_terms")


def provider_file(slug: str) -> str:
    """The file of one provider, whole."""
    return f"{PROVIDERS}{slug}.json"


def service_file(service: str) -> str:
    """The file of one service of the Open Referral export, by its id."""
    return f"{SERVICES}{service}.json"


def file_at(path: str) -> str:
    """The file at an address as Open Referral gives it, without `.json`; any other path as it is."""
    if path == REFERRAL:
        return f"{REFERRAL}index.json"
    name = path.removeprefix(REFERRAL).rstrip("/")
    if path.startswith(REFERRAL) and name in REFERRAL_NAMES:
        return f"{REFERRAL}{name}.json"
    return f"{path}.json" if path.startswith(SERVICES) and "." not in path else path
