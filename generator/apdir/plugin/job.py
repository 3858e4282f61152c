"""One build: the records made into pages, and the files beside the pages."""

from __future__ import annotations

import contextlib
import html
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, partial
from itertools import chain
from pathlib import Path

import pydantic
from markupsafe import escape
from mkdocs import __version__ as mkdocs_version
from mkdocs.config.defaults import MkDocsConfig

import apdir
from apdir import cache as caches
from apdir import processes, security
from apdir.addresses import fixed_paths
from apdir.brand import Face, face_of, pictures
from apdir.data.fields import fields_page
from apdir.data.page import data_page
from apdir.days import day_in_words
from apdir.directory import place_in, provider_folders
from apdir.editor import CodeHost, code_host
from apdir.forms.catalogue import forms_of
from apdir.forms.form import Form
from apdir.forms.html import form_templates
from apdir.forms.make import make_forms
from apdir.handwritten import Addresses, check_settings_links, lost, taken_addresses, without_dead_links
from apdir.library import Library, read_library
from apdir.model.fields import Edition
from apdir.model.known_words import FILE as WORDS
from apdir.news.history import History
from apdir.output import NewSite, mark
from apdir.pages import links
from apdir.pages.assess import assess_pages
from apdir.pages.browse import browse_pages
from apdir.pages.card import Card
from apdir.pages.choices import groups
from apdir.pages.columns import FOLDER, make_index
from apdir.pages.compare import compare_pages
from apdir.pages.correct import correct_page
from apdir.pages.crosswalk import crosswalk_page
from apdir.pages.due import DATA, TITLE, WORKBOOK, due_data, due_page, due_rows
from apdir.pages.enquiry import enquiry_page
from apdir.pages.forms import forms_page
from apdir.pages.framework import framework_pages
from apdir.pages.home import home_page
from apdir.pages.listing import in_order, listing_pages
from apdir.pages.page import Page, Site
from apdir.pages.past import Pasts
from apdir.pages.placement import placement_page
from apdir.pages.row import key_of, on_one_line
from apdir.pages.suggest import suggestions
from apdir.pages.templates import make_templates
from apdir.pages.totals import totals_page
from apdir.places import ATTRIBUTION, table_date
from apdir.plugin import search
from apdir.plugin.brand import write_brand
from apdir.plugin.broken import link_problems
from apdir.plugin.data import begin_data, write_data, write_news
from apdir.plugin.editor import write_editor
from apdir.plugin.files import write_whole
from apdir.plugin.forms import Files, write_forms
from apdir.plugin.hosts import host_files
from apdir.plugin.parts import Parts
from apdir.plugin.places import NAMES, write_places
from apdir.plugin.report import report_pages
from apdir.plugin.shell import Shells
from apdir.plugin.theme import style_sheet
from apdir.plugin.writing import Work, Written, write_providers
from apdir.problems import Problem
from apdir.pupil.script import for_script
from apdir.rules import check_content, check_directory
from apdir.rules.check import for_officers_alone
from apdir.rules.content import is_the_programs, own_files, published_files
from apdir.rules.copied import published_values
from apdir.rules.page import UNREADABLE, unwanted
from apdir.source import RecordFile, Theme
from apdir.source.files import LINK, SPECIAL
from apdir.source.svg import read_svg

#: Characters that Markdown or HTML might take for its own, in a name put into hand-written text.
PLAIN = re.compile(r"[^\w\s.,:;@/’'–-]|_")
PROGRAM = Path(apdir.__file__).parent
GUIDANCE = f"content/{links.GUIDANCE}index.md"
#: Kinds of problem of a file that nothing must be read from.
UNSAFE = frozenset((LINK, SPECIAL, "file name", UNREADABLE))


class ProblemsFound(Exception):
    """The records have problems, so there is no site to make."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__(f"{len(self.problems)} problems")


@dataclass(frozen=True)
class Options:
    """Options of a build, from the command line."""

    root: Path
    edition: Edition
    today: date
    jobs: int = 1
    search: bool = True
    forms: bool = True
    feeds: bool = True
    history: History | None = None
    pasts: Pasts | None = None
    earlier: Path | None = None
    cache: Path | None = None
    memory: caches.Memory | None = None
    forms_cache: Path | None = None
    through_mkdocs: bool = False
    host: str | None = None


@dataclass
class Job:
    """The state of one build, from its settings to its last file.

    ``sources`` are the files in `content/` by the addresses of their pages, ``guidance`` is the list of the
    frameworks' pages of guidance, ``header`` the head of the pages of forms, ``remembered`` what `Memory` has next.
    """

    options: Options
    library: Library
    slugs: tuple[str, ...]
    problems: list[Problem]
    new: NewSite = field(default_factory=lambda: NewSite(Path()))
    written: list[Written] = field(default_factory=list)
    lists: list[str] = field(default_factory=list)
    forms: dict[str, Form] = field(default_factory=dict)
    form_files: Files = field(default_factory=dict)
    sources: dict[str, RecordFile] = field(default_factory=dict)
    guidance: str = ""
    header: str = ""
    remembered: caches.Cache | None = None

    @classmethod
    def begin(cls, options: Options) -> Job:
        """Read settings and frameworks, and find the provider folders. Raises NoDirectory."""
        library = read_library(options.root)
        slugs, problems = provider_folders(options.root)
        problems += [*library.problems, *check_content(options.root, pictures(library.settings.brand))]
        return cls(options, library, tuple(slugs), problems)

    def configure(self, config: MkDocsConfig) -> None:
        """Put the settings' names and addresses where MkDocs and the theme look for them."""
        council = self.library.settings.council
        config.site_name = council.directory
        config.site_url = str(self.library.settings.site_url).rstrip("/") + "/"
        config.site_description = f"{council.directory}: alternative provision, run by {council.name}."
        config.extra.update(
            council=council,
            face=self.face,
            edition=self.options.edition,
            feeds=self.options.feeds,
            editor=self.editor is not None,
            for_officers=self.for_officers,
            guidance=self.has_guidance,
            today=self.options.today,
            built_on=day_in_words(self.options.today),
            built_from=apdir.__version__,
            material_styles=style_sheet(config.theme),
            policy=security.written(security.POLICY),
            search_policy=security.written(security.SEARCH),
        )

    def refuse_unsafe(self) -> None:
        """Raise ProblemsFound where a file could not be read, or would lead elsewhere, before anything is read."""
        if any(problem.kind in UNSAFE for problem in self.problems):
            raise ProblemsFound(self.problems)

    @property
    def editor(self) -> CodeHost | None:
        """The code host that the web editor works with; None where there is no editor."""
        return code_host(self.library.settings, self.options.edition)

    @property
    def for_officers(self) -> bool:
        """Whether the site has the guide to the web editor."""
        return self.options.edition == "commissioner" and self.editor is not None

    @property
    def host(self) -> str | None:
        """The site's host."""
        settings = self.library.settings
        own = settings.officers.host if self.options.edition == "commissioner" else None
        return self.options.host if self.options.host is not None else own or settings.host

    @property
    def open_to_all(self) -> bool:
        """Whether the site holds what only officers may see, and has nobody sign in."""
        return self.options.edition == "commissioner" and self.library.settings.officers.asked_by(self.host) is None

    @cached_property
    def theme(self) -> Theme:
        """The directory's own theme over the program's."""
        return Theme.of(self.options.root)

    @cached_property
    def face(self) -> Face:
        """The council's own face on the day of the build."""
        return face_of(self.options.root, self.library.settings.brand, self.options.today)

    @cached_property
    def published(self) -> dict[str, Path]:
        """The files of `content/` and `theme/` that may come into the site, by name; a logo comes as a clean copy."""
        found, cleaned = published_files(self.options.root, self.library), pictures(self.library.settings.brand)
        return {name: path for name, path in found.items() if name not in cleaned}

    @cached_property
    def _paths(self) -> frozenset[Path]:
        return frozenset(self.published.values())

    def may_publish(self, path: str | None) -> bool:
        """Whether a file that MkDocs found comes into the site; None is one that is made by a build."""
        return path is None or Path(path) in self._paths

    def clean_copy(self, path: str | None) -> bytes | None:
        """A drawing of the directory's own theme as it comes into the site; None for every other file."""
        found = Path(path or "")
        if found.suffix.lower() != ".svg" or not found.is_relative_to(self.options.root):
            return None
        name = found.relative_to(self.options.root).as_posix()
        return None if is_the_programs(name, found) else read_svg(found.read_bytes()).content

    @property
    def has_guidance(self) -> bool:
        """Whether there are pages of guidance: where there are none, no page links to them."""
        return GUIDANCE in self.published

    def fixed_paths(self) -> list[str]:
        """The pages that are always there, by their addresses."""
        return fixed_paths(self.library, self.options.edition, self.options.today)

    @cached_property
    def _addresses(self) -> Addresses:
        return Addresses(self.options.root, self.library, self.slugs, self.options.today)

    def written_by_hand(self, name: str, path: Path, text: str) -> str:
        """The text of a page of `content/` for this directory: its names put in, and no dead link of the program's."""
        if not path.is_relative_to(self.options.root):
            text = without_dead_links(name, text, self._addresses)
        return self._with_names(text)

    def _with_names(self, text: str) -> str:
        """Hand-written text with the council's names and periods, and the frameworks' guidance, put in."""
        text = text.replace("{guidance_by_framework}", self.guidance)
        council = self.library.settings.council
        kept = self.library.settings.publishing
        names = {
            "council": council.name,
            "directory": council.directory,
            "team": council.team,
            "email": council.email,
            "months_visits": str(kept.visits_for_months),
            "months_closed": str(kept.closed_for_months),
            "attribution": ATTRIBUTION,
        }
        for name, value in names.items():
            text = text.replace(f"{{{name}}}", PLAIN.sub(lambda sign: f"&#{ord(sign[0])};", value))
        return text

    def compare(self, file: RecordFile, text: str, html: str) -> None:
        """Note the words of a hand-written page that are not in the HTML that was made of it, and what must not be."""
        self.problems += lost(file.name, text, html)
        if not is_the_programs(file.name, file.path):
            self.problems += unwanted(file.name, text, html)

    def make(self, shells: Shells, hand_written: dict[str, str]) -> list[Page]:
        """Write every record's pages into `out`; the pages that MkDocs itself is to finish.

        ``hand_written`` is the HTML of the pages in `content/`, by address. Raises ProblemsFound with every problem.
        """
        new = self.new
        self._make_forms()  # first: what draws needs much memory, and so do many records
        self.header = shells.header(links.form_path("form"))
        templates = make_templates(self.theme)
        site = Site(self.library, self.options.edition, self.options.today, templates,
                    guidance=self.has_guidance, feeds=self.options.feeds, pasts=self.options.pasts)  # fmt: skip
        cache, cache_file = self._cache(shells)
        key = cache.key
        with caches.gathering(cache_file.parent) if cache_file else contextlib.nullcontext() as kept:
            cards = self._write_records(site, shells, cache, kept)
            del cache  # half of what a warm build holds
            ground = partial(write_places, site, cards, self.theme, self._parts)
            with processes.meanwhile(self.options.jobs if new.earlier is None else 1, ground):
                fixed = self._beside_records(cards, site, shells, hand_written)
            fed = self.options.feeds
            if fed:
                write_data(new, self.written, site)
            fixed.append(write_news(new, self.written, self.options.history, site, there=fed))
            if self.options.search:
                self._write_search(fixed, hand_written, site)
            rows = ((row.slug, on_one_line(row.row)) for row in self.written)
            compared = ((row.slug, row.compared) for row in self.written)
            data = ((row.slug, row.data) for row in self.written if fed)
            if self.options.memory is not None:
                entries = {row.slug: row.entry for row in self.written}
                self.remembered = caches.Cache(key, entries, {}, *map(dict, (rows, compared, data)))
            elif kept is not None and cache_file is not None:
                caches.save(cache_file, key, kept, rows, compared, data)
            self._parts.save(*NAMES, search.FOLDER)
        return fixed

    def _make_forms(self) -> None:
        self.forms = forms_of(self.library, self.options.today)
        if self.options.forms and not self.problems:  # drawing takes a minute, and a build with problems makes no site
            council, keep = self.library.settings.council, self._forms_folder()
            self.form_files = make_forms(self.forms, self.theme, council, keep, self.options.jobs, self.face)

    def _write_records(
        self, site: Site, shells: Shells, cache: caches.Cache, kept: caches.Gathered | None
    ) -> list[Card]:
        """Write every provider's pages; the cards in the order of the lists. Raises ProblemsFound."""
        fed = self.options.feeds
        changed = self.options.memory.changed if self.options.memory is not None else None
        work = Work(self.options.root, site, shells, self.new, with_data=fed, changed=changed)
        if fed:
            begin_data(self.new.out)
        self.written = write_providers(work, self.slugs, cache, self.options.jobs, kept)
        problems = [*self.problems, *check_settings_links(self._addresses, self.library)]
        problems += taken_addresses(self._addresses)
        problems += [problem for row in self.written for problem in row.problems]
        facts = [row.entry.facts for row in self.written if row.entry.facts is not None]
        problems += check_directory(facts, partial(place_in, self.options.root))
        problems += published_values(own_files(self.options.root, self.library), for_officers_alone(facts))
        if problems:
            raise ProblemsFound(problems)
        site.pieces.update({key_of(row.slug): row.row for row in self.written})
        return in_order(row.entry.card for row in self.written if row.entry.card is not None)

    def _write_search(self, fixed: Iterable[Page], hand_written: dict[str, str], site: Site) -> None:
        """Have the pages beside the records indexed, by their titles and words.

        Of a form the title weighs most: pages that speak of a form at length are not what somebody looks for by its
        name.
        """
        texts = {page.path: (page.title, page.content) for page in fixed if page.searched}
        texts |= {links.form_path(form.id): (form.title, escape(form.summary)) for form in self.forms.values()}
        passed_over = {*texts, "", links.SEARCH}
        texts |= {path: ("", text) for path, text in hand_written.items() if path not in passed_over}
        forms = {links.form_path(form.id) for form in self.forms.values()}
        template = site.templates.get_template("searched.html")
        pages = {
            path: template.render(title=title, content=text, form=path in forms)
            for path, (title, text) in texts.items()
        }
        search.index(pages, self._parts)

    def _beside_records(
        self, cards: list[Card], site: Site, shells: Shells, hand_written: dict[str, str]
    ) -> list[Page]:
        """Write the lists of providers and the finder's index; the pages that MkDocs itself is to finish."""
        choices = groups(cards, site.settings, site.today, site.edition)
        suggested = suggestions(choices, site, hand_written, self.forms, full_text=self.options.search)
        compared = {row.slug: row.compared for row in self.written}
        index = make_index(cards, lambda card: compared[card.slug], suggested)
        lists = listing_pages(cards, site, index.version, choices)
        fixed = [home_page(cards, site, hand_written.get("", "")), next(lists), *compare_pages(site, index)]
        fixed += [placement_page(site, index), enquiry_page(site, index), correct_page(site)]
        fixed += assess_pages(site)
        self.new.write(f"{links.ENQUIRY}pupil.json", for_script())
        fixed += framework_pages(site)
        fixed.append(forms_page(self.forms, self.form_files, site))
        fixed.append(data_page(site, there=self.options.feeds))
        crosswalk = crosswalk_page(site)
        if crosswalk is not None:
            fixed.append(crosswalk)
        if self.options.edition == "public" and site.settings.publishing.totals:
            fixed.append(totals_page(cards, site))
        if self.options.edition == "commissioner":
            fixed.append(self._due(site))
            facts = [(it.card, it.reported) for it in (row.entry for row in self.written) if it.card and it.reported]
            fixed += report_pages(facts, site, self.new)
            fixed.append(fields_page(site))
        for page in chain(lists, browse_pages(cards, site)):
            self.new.write(f"{page.path}index.html", shells.of(page.path).fill(page).encode())
            self.lists.append(page.path)
        for name, content in index.files.items():
            self.new.write(f"{FOLDER}/{name}", content)
        return fixed

    def _due(self, site: Site) -> Page:
        """The page of what needs doing, with its data and its workbook beside it."""
        ordered = sorted(due for row in self.written for due in row.entry.due)
        folder = self.new.out / links.DUE
        folder.mkdir(exist_ok=True)
        write_whole(f"{self.new.out}/{DATA}", due_data(ordered))
        if self.options.feeds:
            # Brought in here: it takes longer to load than the rest of the build takes for this page.
            from apdir.tables.workbook import simple

            (self.new.out / WORKBOOK).write_bytes(simple({TITLE: due_rows(ordered)}, site.today))
        return due_page(ordered, site, workbook=self.options.feeds)

    def with_pages(self, sitemap: str) -> str:
        """The sitemap with the pages that MkDocs does not know of."""
        base = str(self.library.settings.site_url).rstrip("/") + "/"
        paths = [path for row in self.written for path in row.entry.pages] + self.lists
        paths += [links.form_path(form) for form in self.forms]
        day = self.options.today.isoformat()
        rows = "".join(
            f"<url><loc>{html.escape(base + path)}</loc><lastmod>{day}</lastmod></url>\n" for path in sorted(paths)
        )
        return sitemap.replace("</urlset>", rows + "</urlset>")

    def finish(self, out: Path) -> None:
        """Add the forms, say in the site what it is, and to its host what headers to send."""
        templates = form_templates(self.theme)
        write_brand(out, self.theme, self.face)
        site = self.library.settings, self.options.edition
        write_forms(out, self.forms, self.form_files, templates, *site, self.face, self.header)
        editor = self.editor
        if editor is not None:
            write_editor(out, self.theme, self.library, editor, self.options.today, self.face)
        api = editor.origin if editor is not None else None
        settings = self.library.settings
        made = host_files(
            self.theme, self.options.edition, str(settings.site_url), self.host, api, officers=settings.officers
        )
        for name, text in made.items():
            (out / name).parent.mkdir(parents=True, exist_ok=True)
            write_whole(f"{out}/{name}", text)
        mark(
            out,
            {
                "directory": self.library.settings.council.directory,
                "edition": self.options.edition,
                "program": f"apdir {apdir.__version__}",
                "worked_out_for": self.options.today.isoformat(),
            },
        )

    def broken_links(self) -> list[Problem]:
        """Every link of the finished site that leads to nothing."""
        base = f"{str(self.library.settings.site_url).rstrip('/')}/"
        known = {links.provider_path(row.slug): row.entry.links for row in self.written if row.entry.pages}
        return link_problems(self.new, self.options.root, base, known, self.sources)

    def _cache(self, shells: Shells) -> tuple[caches.Cache, Path | None]:
        """The last build's cache, if it was made with the same program, theme, settings, frameworks and day."""
        if self.options.cache is None:
            return caches.Cache("", {}, {}), None
        path = self.options.cache / "providers.cache"
        files = [*PROGRAM.rglob("*.py"), *self.theme.below("pages").files()]
        files += [self.options.root / "settings.yml", WORDS, *self.library.files]
        parts = [
            self.options.edition,
            self.options.today.isoformat(),
            mkdocs_version,
            pydantic.VERSION,
            str(table_date()),
            str(self.options.feeds),
            str(self.has_guidance),
            *(piece for depth in (2, 4) for piece in shells.of("providers/" + "x/" * (depth - 1)).pieces),
        ]
        key = caches.key_of(parts, files)
        memory = self.options.memory
        if memory is not None:
            return (memory.cache if memory.cache.key == key else caches.Cache(key, {}, {})), None
        return caches.load(path, key), path

    def _forms_folder(self) -> Path:
        """Folder of the forms' files: for every edition the same, and beside the new site without a cache."""
        if self.options.forms_cache is not None:
            return self.options.forms_cache
        return self.new.out.parent / "forms"

    @property
    def _parts(self) -> Parts:
        return Parts(self.new, self.options.cache)
