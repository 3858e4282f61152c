"""The whole configuration of the web editor."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlsplit

from apdir.brand import PLAIN, Face
from apdir.editor.fields import Field, form_of
from apdir.editor.host import CodeHost
from apdir.editor.visits import visits_of
from apdir.library import Library
from apdir.model.provider import Provider

#: Markdown allowed in a description: as the site shows it.
BUTTONS = ["bold", "italic", "link", "bulleted-list", "numbered-list", "heading-two", "heading-three", "quote"]


def configuration(library: Library, host: CodeHost, today: date, face: Face = PLAIN) -> dict[str, Any]:
    """The editor's configuration: the code host, and a form for each sort of record."""
    council = library.settings.council
    site = str(library.settings.site_url)
    sign = face.icon or face.logo  # a logo is drawn for the band's colour, which the editor has not
    logo = sign.name if sign is not None else "assets/favicon.svg"
    visits = [visits_of(library.current(name, today)) for name in library.frameworks]
    return {
        "backend": host.backend,
        "publish_mode": "editorial_workflow",
        "app_title": f"{council.directory}: editor",
        "site_url": site,
        "display_url": site,
        "show_preview_links": False,
        "logo": {"src": f"{urlsplit(site).path.rstrip('/')}/{logo}", "show_in_header": False},
        "media_folder": "content/pictures",
        "public_folder": "/pictures",
        "collections": [_providers(library), *visits],
    }


def _providers(library: Library) -> Field:
    words = library.settings.vocabulary
    instead: dict[str, Field] = {
        "type": _words(words.types) | {"hint": "The type of provider: it decides where the provider is listed."},
        "sole_trader": {"hint": "Whether the provider is one self-employed person. Then phone and email are "
                                "published only where the contact is said to be a business contact."},
        "status": {"default": "listed", "hint": "Whether schools may use the provider. Suspended, withdrawn and "
                                                "closed ones keep their page, with your notice on top."},
        "status_date": {"label": "Status since", "hint": "Needed unless the status is listed."},
        "public_notice": {"hint": "What schools are told. Needed unless the status is listed."},
        "private_reason": {"hint": "Why, for officers only."},
        "checked": {"label": "Last checked"},
        "checked.date": {"label": "Checked on"},
        "registration.status": {"hint": "Registered where Get Information about Schools lists it as a school."},
        "contact.business": {"label": "Business contact"},
        "sites": {"summary": "{{fields.name}}", "label_singular": "site"},
        "sites.id": {"default": "main"},
        "sites.address": {"hint": "The address, a line for each part."},
        "sites.public": {"label": "May be published", "hint": "Say no for a home or a refuge: then the public site "
                         "gives no address, postcode or distance."},
        "serves": _words(words.areas, many=True),
        "lists": {"label_singular": "list", "summary": "{{fields.name}} {{fields.lot}}"},
        **({"lists.name": _words(words.lists)} if words.lists else {}),
        "offer.needs": _words(words.needs, many=True)
        | {"hint": "Needs it is set up for."},
        "offer.lengths": {"label": "Lengths of placement", "label_singular": "length",
                          "summary": "{{fields.mode}}"},
        "offer.price": {"label": "Prices", "label_singular": "price", "summary": "£{{fields.amount}} a {{fields.per}}"},
        "registration.ofsted": {"label_singular": "inspection", "summary": "{{fields.date}}"},
        "evidence": {"label_singular": "piece of evidence", "summary": "{{fields.what}}"},
        "dates": {"label": "Insurance, checks and training"},
    }  # fmt: skip
    return {
        "name": "providers",
        "label": "Providers",
        "label_singular": "provider",
        "icon": "school",
        "description": "Every provider in the directory. To take one off the list, change its status; never delete it.",
        "folder": "providers",
        "path": "{{slug}}/provider",
        "extension": "md",
        "format": "provider-frontmatter",
        "identifier_field": "name",
        "slug": {
            "template": "{{name}}",
            "editable": ["create"],
            "hint": "The end of the address of the provider’s page. It stays when the name changes.",
            "pattern": ["^[a-z0-9]+(-[a-z0-9]+)*$", "Use small letters, digits and single hyphens."],
        },
        "summary": "{{name}}",
        "sortable_fields": {"fields": ["name", "checked.date", "status"], "default": {"field": "name"}},
        "view_filters": [
            {"label": "Suspended", "field": "status", "pattern": "^suspended$"},
            {"label": "Withdrawn or closed", "field": "status", "pattern": "^(withdrawn|closed)$"},
        ],
        "view_groups": [{"label": "Status", "field": "status"}, {"label": "Type", "field": "type"}],
        "delete": False,
        "duplicate": False,
        # A colleague reviews each change beside the check's words, and publishes it there.
        "publish": False,
        "editor": {"preview": False},
        "fields": [
            *form_of(Provider, instead=instead),
            {
                "name": "body",
                "label": "Description",
                "hint": "What schools read about the provider: what it is like, whom it suits and whom it does not.",
                "widget": "richtext",
                "required": False,
                "modes": ["rich_text", "raw"],
                "buttons": BUTTONS,
                "editor_components": [],
                "use_emoji_autocomplete": False,
            },
        ],
    }


def _words(words: tuple[str, ...], *, many: bool = False) -> Field:
    made: Field = {"widget": "select", "options": list(words)}
    return made | ({"multiple": True, "dropdown_threshold": len(words)} if many else {"dropdown_threshold": 5})
