"""The plugin: events of MkDocs, and nothing else."""

from __future__ import annotations

import os
from pathlib import Path

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage

from apdir.editor import FOLDER
from apdir.plugin.config import DirectoryConfig
from apdir.plugin.guidance import guidance_by_framework
from apdir.plugin.job import Job
from apdir.plugin.shell import Shells, fill
from apdir.plugin.theme import KEPT
from apdir.rendering import bundled
from apdir.source import RecordFile
from apdir.source.pupil import without_marks

#: Files of Material that no page asks for, those for printed forms alone, and those that are no page: templates for
#: web hosts.
UNUSED = (
    "hosts/",
    "editor/",
    "vendor/",
    "pages/map.svg",
    "styles/",
    "assets/form-paper.css",
    "assets/javascripts/",
    "assets/images/",
    "assets/stylesheets/palette",
    "assets/stylesheets/modern",
)
#: Style sheets of parts in `styles/`, in one file: a page asks for as few as it can.
BUNDLES = ("apdir.css", "form.css", "form-screen.css", "pages.css")
#: The guide to the web editor, and its pictures.
OFFICERS = "officers/"


class DirectoryPlugin(BasePlugin[DirectoryConfig]):
    """Puts the directory's pages into the site that MkDocs builds."""

    nav: Navigation

    @property
    def job(self) -> Job:
        """The build that the command line asked for."""
        if not isinstance(self.config.job, Job):
            raise PluginError("This site is built with `apdir build`, which knows the day and the edition.")
        return self.config.job

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Take names and addresses from the directory's settings."""
        kept = [] if config.theme.name else [KEPT]
        config.theme.dirs[:1] = map(os.fspath, [*self.job.theme.folders, *kept])
        self.job.configure(config)
        return config

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Keep the files that the checker has looked at; add pages of the navigation and those that pages link to."""
        for name, source in self.job.published.items():
            folder, _, uri = name.partition("/")
            if folder == "content" and uri not in files.src_uris:  # the program's, which the directory has none of
                files.append(File(uri, os.fspath(source)[: -len(uri) - 1], config.site_dir, use_directory_urls=True))
        packages = config.theme.dirs[len(self.job.theme.folders) :]
        for file in list(files):
            if (
                (file.src_dir not in packages and not self.job.may_publish(file.abs_src_path))
                or (file.src_uri.startswith(OFFICERS) and not self.job.for_officers)
                or file.src_uri.startswith(UNUSED)
                or file.src_uri.endswith(".map")
            ):
                files.remove(file)
            elif (drawing := self.job.clean_copy(file.abs_src_path)) is not None:
                files.remove(file)
                files.append(File.generated(config, file.src_uri, content=drawing))
        for name in BUNDLES:
            if (sheet := files.get_file_from_path(f"assets/{name}")) is not None:
                files.remove(sheet)
            files.append(File.generated(config, f"assets/{name}", content=bundled(self.job.theme, name)))
        if self.job.for_officers:
            # The guide links to it; the page itself is written at the end.
            files.append(File.generated(config, f"{FOLDER}/index.html", content=""))
        for path in self.job.fixed_paths():
            uri = f"{path}index.md"
            if uri not in files.src_uris:
                files.append(File.generated(config, uri, content=""))
        config.nav = [entry for entry in config.nav or [] if _is_there(entry, files)]
        return files

    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
        """Keep the navigation for the shell, and list the frameworks' pages of guidance."""
        self.nav = nav
        self.job.guidance = guidance_by_framework(files.documentation_pages(), self.job.library, self.job.options.today)
        return nav

    def on_page_markdown(self, markdown: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Put the council's names into hand-written text, and take out the marks that are for the checker."""
        path = page.file.abs_src_path
        return self.job.written_by_hand(page.file.src_uri, Path(path), without_marks(markdown)) if path else markdown

    def on_page_content(self, html: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Tell what is written in a page and is not on it."""
        path = page.file.abs_src_path
        if path:
            text = self.job.written_by_hand(page.file.src_uri, Path(path), page.file.content_string)
            self.job.compare(RecordFile(Path(path), f"content/{page.file.src_uri}"), text, html)
        return html

    def on_env(self, env: jinja2.Environment, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Make every page: the theme is ready now, and nothing has been written yet."""
        pages = {
            file.dest_uri.removesuffix("index.html"): file.page for file in files.documentation_pages() if file.page
        }
        self.job.sources = {
            path: RecordFile(Path(page.file.abs_src_path), f"content/{page.file.src_uri}")
            for path, page in pages.items()
            if page.file.abs_src_path
        }
        hand_written = {path: page.content or "" for path, page in pages.items() if page.content}
        shells = Shells(config, files, self.nav, env)
        made = {page.path: page for page in self.job.make(shells, hand_written)}
        if forgotten := made.keys() ^ self.job.fixed_paths():
            raise PluginError(f"addresses.py and job.py differ in their pages: {', '.join(sorted(forgotten))}")
        for path, page in made.items():
            fill(pages[path], page)
        return env

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Add the records' pages to the sitemap."""
        return self.job.with_pages(output_content) if template_name == "sitemap.xml" else output_content

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Finish all that is beside the pages."""
        self.job.finish(Path(config.site_dir))


def _is_there(entry: object, files: Files) -> bool:
    """Whether the page of an entry of the navigation is there: a part of `content/` can be taken out."""
    name = next(iter(entry.values())) if isinstance(entry, dict) else entry
    return not (isinstance(name, str) and name.endswith(".md")) or name in files.src_uris
