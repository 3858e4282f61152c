"""The web editor in a real browser, on records that the browser keeps: what a test or a picture does there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from playwright.sync_api import Error, Locator, Page, expect

#: In place of the window that asks for a folder: the browser's own, which no person need choose.
NO_WINDOW = """
window.showDirectoryPicker = () => navigator.storage.getDirectory();
FileSystemHandle.prototype.requestPermission ??= async () => "granted";
"""
WRITE = """async (files) => {
  const root = await navigator.storage.getDirectory();
  for (const [path, text] of Object.entries(files)) {
    const names = path.split("/");
    const name = names.pop();
    let folder = root;
    for (const step of names) folder = await folder.getDirectoryHandle(step, { create: true });
    const file = await (await folder.getFileHandle(name, { create: true })).createWritable();
    await file.write(text);
    await file.close();
  }
}"""
READ = """async () => {
  const found = {};
  async function look(folder, path) {
    for await (const [name, entry] of folder.entries()) {
      if (name === ".git") continue;
      if (entry.kind === "directory") await look(entry, `${path}${name}/`);
      else found[path + name] = await (await entry.getFile()).text();
    }
  }
  await look(await navigator.storage.getDirectory(), "");
  return found;
}"""


def records(root: Path) -> dict[str, str]:
    """The files of every provider below a directory's root, by their paths."""
    files = sorted(file for file in (root / "providers").rglob("*") if file.suffix in (".md", ".yml"))
    return {file.relative_to(root).as_posix(): file.read_text(encoding="utf-8") for file in files}


class Editor:
    """The editor, on a folder that the browser keeps or at a code host."""

    def __init__(self, page: Page, site: str, files: Mapping[str, str] | None = None) -> None:
        self.page = page
        self.address = f"{site}admin/"
        if files is not None:
            page.add_init_script(NO_WINDOW)
            page.goto(f"{site}apdir.json")
            page.evaluate(WRITE, {".git/HEAD": "ref: refs/heads/main\n", **files})
        page.goto(self.address)

    @classmethod
    def signed_in(cls, page: Page, site: str) -> Editor:
        """The editor at the code host, with an officer's token."""
        editor = cls(page, site)
        page.get_by_role("button", name="Sign In Using Access Token").click()
        page.get_by_role("textbox").fill("github_pat_invented")
        page.get_by_role("button", name="Sign In", exact=True).click()
        editor.new.wait_for()
        return editor

    def begin(self) -> None:
        """Choose the folder."""
        self.local.click()
        self.new.wait_for()

    @property
    def local(self) -> Locator:
        """The button that opens a folder of this machine."""
        return self.page.get_by_role("button", name="Work with Local Repository")

    @property
    def new(self) -> Locator:
        """The button that begins a new record."""
        return self.page.get_by_role("button", name="New").or_(self.page.get_by_role("link", name="New")).first

    def go(self, records: str, name: str = "") -> None:
        """Choose a sort of record on the left, then one by its name in the list, or a new one."""
        chosen = self.page.get_by_role("treeitem").filter(has_text=records)
        chosen.click()
        expect(chosen).to_have_attribute("aria-selected", "true")
        if name:
            self._scrolled(self.page.get_by_role("row").filter(has_text=name).first).click()
        else:
            self.new.click()
        self.page.get_by_role("button", name="Save", exact=True).wait_for()
        self.page.locator("[data-key-path]").first.wait_for()

    def field(self, path: str) -> Locator:
        """The part of the form that holds a field."""
        return self.page.locator(f'[data-key-path="{path}"]').first

    def fill(self, path: str, text: str) -> None:
        """Type a text or a number, or a day as year-month-day."""
        here = self._seen(path).locator("input, textarea, [contenteditable]").first
        here.fill(text)

    def pick(self, path: str, *words: str) -> None:
        """Choose words, as round buttons, boxes to tick or a list that drops down."""
        here = self._seen(path)
        for word in words:
            if here.get_by_role("combobox").count():
                here.get_by_role("combobox").click()
                self.page.get_by_role("option", name=word, exact=True).click()
            else:
                here.get_by_role("radio", name=word, exact=True).or_(
                    here.get_by_role("checkbox", name=word, exact=True)
                ).click()

    def open(self, path: str, item: str = "") -> None:
        """Open a part of the form that is folded, or of a list the item with those words; tick its box where it has one
        that is not ticked."""
        here = self._seen(path)
        box = here.get_by_role("checkbox", name=re.compile("^Add "))
        if box.count() and box.first.get_attribute("aria-checked") == "false":
            box.first.click()
        if item:
            here = self._scrolled(here.get_by_role("group").filter(has_text=item).last)
        folded = here.get_by_role("button", name="Expand", exact=True)
        if folded.count():
            folded.first.click()

    def add(self, path: str, what: str) -> None:
        """Add an item to a list."""
        self._seen(path).get_by_role("button", name=re.compile(f"Add .?{what}")).click()

    def save(self) -> None:
        """Save the record, and wait until it is written."""
        self.page.get_by_role("button", name="Save", exact=True).click()
        self.new.wait_for()

    def refused(self, path: str, words: str) -> None:
        """Save the record, and be told beside a field why not."""
        self.page.get_by_role("button", name="Save", exact=True).click()
        expect(self._seen(path).get_by_text(words)).to_be_visible()

    def leave(self) -> None:
        """Go back to the list without a change."""
        self.page.goto(f"{self.address}#/collections/providers")
        discard = self.page.get_by_role("button", name=re.compile("Discard|Leave|OK"))
        self.new.or_(discard).first.wait_for()
        if discard.count():
            discard.click()
        self.new.wait_for()

    def files(self) -> dict[str, Any]:
        """Every file that the folder holds now."""
        return dict(self.page.evaluate(READ))

    def _seen(self, path: str) -> Locator:
        """A field, with all that it is part of scrolled to: the form draws only what is in the window."""
        steps = path.split(".")
        for number in range(1, len(steps) + 1):
            part = self.field(".".join(steps[:number]))
            # An item of a list is no field itself.
            if number == len(steps) or not steps[number - 1].isdigit():
                self._scrolled(part)
                try:
                    part.scroll_into_view_if_needed()
                except Error:
                    # It was drawn anew meanwhile.
                    part.scroll_into_view_if_needed()
        return self.field(path)

    def _scrolled(self, here: Locator) -> Locator:
        """What stands further down is drawn only when one scrolls there; under load a browser passes over some of it,
        so at the bottom one goes back up and looks again."""
        self.page.mouse.move(600, 500)
        for turn in range(240):
            for _ in range(2):
                if here.count():
                    return here
                self.page.evaluate("() => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)))")
            self.page.mouse.wheel(0, 600 if turn % 120 < 60 else -600)
        return here
