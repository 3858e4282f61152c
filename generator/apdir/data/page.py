"""The page about the data: what there is, what each field means, on what terms, and what may change."""

from __future__ import annotations

from dataclasses import dataclass

from apdir.data import paths, referral_shapes, shapes
from apdir.data.provider import columns_of
from apdir.data.schemas import Field, fields_of
from apdir.model.framework import Framework
from apdir.pages.page import Page, Site
from apdir.tables.sheets import PRICE_COLUMNS, TOLD_COLUMNS


@dataclass(frozen=True, slots=True)
class Described:
    """A file, or several of one kind, with its fields; ``schema`` is the name of its JSON Schema."""

    id: str
    path: str
    about: str
    fields: tuple[Field, ...]
    schema: str | None = None
    csv: str | None = None


def data_page(site: Site, *, there: bool = True) -> Page:
    """The page; ``there`` says whether this build has the files."""
    content = site.render(
        "api.html", paths.PAGE, files=_files(site), root=paths.ROOT, there=there, edit=None, mistake=None,
        service=tuple(fields_of(referral_shapes.PageOf, site.edition)),
    )  # fmt: skip
    return Page(
        path=paths.PAGE,
        title="Data for developers",
        description="The directory as JSON, CSV and Open Referral UK: each file, each field, terms and versions.",
        content=content,
        # Its examples would be found by whoever looks for a need or a subject.
    )


def _files(site: Site) -> list[Described]:
    edition = site.edition
    columns = tuple(Field(column.heading, "text", column.meaning, column.example) for column in columns_of(edition))
    price = fields_of(shapes.DayPriceNow, edition)
    columns += tuple(Field(name, "text", field.meaning, field.example)
                     for name, field in zip(PRICE_COLUMNS, price, strict=True))  # fmt: skip
    told = {field.path: field for field in fields_of(shapes.StandingRow, edition)}
    columns += tuple(Field(name, "text", told[of].meaning, told[of].example) for name, of in TOLD_COLUMNS.items())
    folder = Field("folder", "text", "The provider's id.", "riverside-learning")
    return [
        Described("providers", "providers.json", "Every provider in brief, with the address of its own file.",
                  tuple(fields_of(shapes.ProviderRow, edition)), "providers"),
        Described("provider", "providers/<folder>.json",
                  "The full record of one provider, with its visits, yearly judgements and approval status.",
                  tuple(fields_of(shapes.ProviderData, edition)), "provider"),
        Described("providers-csv", "providers.csv",
                  "Every provider as a row of a spreadsheet: the columns of apdir export, with the price per day, the "
                  "approval status and the latest finding.",
                  (folder, *columns)),
        Described("standings", "standings.json", "Every provider's approval status; standings.csv has it as rows.",
                  tuple(fields_of(shapes.StandingRow, edition)), "standings", "standings.csv"),
        Described("frameworks", "frameworks.json", "Every framework in every version, with the address of its file.",
                  tuple(fields_of(shapes.FrameworkRow, edition)), "frameworks"),
        Described("framework", "frameworks/<id>/<version>.json", "The full record of one version of a framework.",
                  tuple(fields_of(Framework, edition)), "framework"),
        Described("frameworks-csv", "frameworks.csv", "Every requirement of every version as a row.",
                  tuple(fields_of(shapes.RequirementRow, edition))),
        Described("services", "openreferral/services.json",
                  "The full record of every provider as a service; one alone is openreferral/services/<id>.json.",
                  tuple(fields_of(referral_shapes.Service, edition)), "openreferral-services"),
        Described("organizations", "openreferral/organizations.json", "Every provider as an organisation.",
                  tuple(fields_of(referral_shapes.Organization, edition)), "openreferral-organizations"),
        Described("locations", "openreferral/locations.json",
                  "Every site that may be published; openreferral/service_at_locations.json says whose it is.",
                  tuple(fields_of(referral_shapes.Location, edition)), "openreferral-locations"),
        Described("terms", "openreferral/taxonomy_terms.json",
                  "The words that services are described with; openreferral/taxonomies.json has their lists.",
                  tuple(fields_of(referral_shapes.Term, edition)), "openreferral-taxonomy_terms"),
    ]  # fmt: skip
