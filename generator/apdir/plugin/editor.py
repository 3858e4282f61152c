"""The web editor in the site: its page, its configuration, and the scripts and fonts that it brings, all our own."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from pathlib import Path

from markupsafe import escape

from apdir import security
from apdir.brand import PLAIN, Face
from apdir.editor import FOLDER, CodeHost, configuration
from apdir.editor.words import words
from apdir.library import Library
from apdir.rendering import own_styles
from apdir.source import PROGRAM, Theme

CMS = "sveltia-cms"
YAML = "js-yaml"
#: Where the editor's script is changed. What our own host serves in place of what it would ask another for; its words
#: as a script, since a browser takes no JSON for one. The file in `theme/vendor/` is as its makers published it.
CHANGED = (
    ("https://cdn.jsdelivr.net/fontsource/fonts/source-sans-3:vf@5.3.0/latin-wght-normal.woff2",
     f"{CMS}/npm/assets/source-sans-3-latin-wght-normal-BqRLTx4X.woff2"),
    ("https://cdn.jsdelivr.net/fontsource/fonts/noto-mono@5.3.0/latin-400-normal.woff2",
     f"{CMS}/npm/assets/noto-mono-latin-400-normal-DiC8lJru.woff2"),
    ("https://cdn.jsdelivr.net/fontsource/fonts/material-symbols-outlined:vf@5.3.7/latin-wght-normal.woff2",
     f"{CMS}/npm/assets/material-symbols-outlined-latin-wght-normal-_Z1IJPLg.woff2"),
    ("import(`../locales/en-GB.json`)", "import(`../locales/en-GB.js`)"),
    # Who sees badly makes the page larger.
    ("`initial-scale=1`,`maximum-scale=1`,", "`initial-scale=1`,"),
    # The parser gets the record's path: a visit's folder says whom it was to.
    ("c=HP.get(s)?.parser;if(c)return c(e);", "c=HP.get(s)?.parser;if(c)return c(e,t);"),
    # Names are made by our own rule, and a visit is told from those of the same provider alone.
    ("vP=(e,{fallback:t=!0,locale:n=void 0,maxLength:r=void 0}={})=>{",
     "vP=(e,{fallback:t=!0,locale:n=void 0,maxLength:r=void 0}={})=>{return apSlug(e)||(t?lu(`short`):``);"),
    ("rR(_,Dhe(l,a)))}", "apNewName(l,r,[...KI(l),...VZ(l)])??rR(_,Dhe(l,a)))}"),
    ("UZ({collectionName:e,slug:t??n.slug})}", "UZ({collectionName:e,slug:t??apChangeName(e,n.slug,n)})}"),
    ("K5({collectionName:i,slug:o,entry:s})", "K5({collectionName:i,slug:apChangeName(i,o,t),entry:s})"),
    ("K5({collectionName:o,slug:s,entry:e})", "K5({collectionName:o,slug:apChangeName(o,s,e),entry:e})"),
    (
        "C0=async({type:e,entry:t,collection:n,collectionFile:r,isNew:i=!1})=>{",
        "C0=async({type:e,entry:t,collection:n,collectionFile:r,isNew:i=!1})=>{if(e===`preSave`)apBeforeSaving(t,i,n.name);",
    ),
    # Signing out leaves nothing on the device: no copies of records, no drafts.
    ("await iX.current?.signOut(),await mQ(),", "await iX.current?.signOut(),await mQ(),await gVe(),"),
    # A value not allowed is told beside its field, as one that does not fit its pattern.
    ("keyPath:p,validity:ee}),te&&", "keyPath:p,validity:ee}),apCheckField(ee,c,p,m,r),te&&"),
    ("There was an error while saving the entry. Please try again later.", "The record was not saved."),
)  # fmt: skip
#: What officers are told of the last part of a page's address, which the editor calls a slug.
ADDRESS = "Page address"
#: Imports of the changed script from `theme/editor/rules.js`.
OURS = (
    "import{slug as apSlug,newName as apNewName,changeName as apChangeName,beforeSaving as apBeforeSaving,"
    'checkField as apCheckField}from"../../rules.js";'
)
MAPS = re.compile(r"//# sourceMappingURL=\S+\s*\Z")


def write_editor(out: Path, theme: Theme, library: Library, host: CodeHost, today: date, face: Face = PLAIN) -> None:
    """Put the editor below ``out``."""
    folder, vendor = out / FOLDER, PROGRAM / "theme/vendor"
    others = shutil.ignore_patterns("*.toml", "index.js", "*.json", "*.mjs", "schema")
    shutil.copytree(vendor, folder, ignore=others, dirs_exist_ok=True)
    script = (vendor / CMS / "npm/index.js").read_text(encoding="utf-8")
    for theirs, ours in CHANGED:
        if script.count(theirs) != 1:
            raise ValueError(f"The web editor's script is not the one that this was written for: {theirs}")
        script = script.replace(theirs, ours)
    locale = json.loads((vendor / CMS / "locales/en-GB.json").read_text(encoding="utf-8"))
    locale |= {"slug": ADDRESS, "edit_slug": f"Change the {ADDRESS.lower()}"}
    locale["entry_sidebar"]["slug"]["title"] = ADDRESS
    yaml = (vendor / YAML / "js-yaml.esm.min.mjs").read_text(encoding="utf-8")
    given = words(library, today)
    texts = {
        f"{CMS}/npm/index.js": OURS + MAPS.sub("", script),
        f"{CMS}/locales/en-GB.js": f"export default {json.dumps(locale, ensure_ascii=False)};\n",
        f"{YAML}/js-yaml.js": MAPS.sub("", yaml),
        "config.json": json.dumps(configuration(library, host, today, face), ensure_ascii=False) + "\n",
        "index.html": _page(theme, library, host, face),
        "colours.css": own_styles(theme, "editor.css", light=face.light, dark=face.dark),
        "words.js": "".join(f"export const {name} = {json.dumps(value)};\n" for name, value in given.items()),
        "names.js": theme.file("assets/names.js").read_text(encoding="utf-8"),
        **{file.name: file.read_text(encoding="utf-8") for file in theme.below("editor").files(".js")},
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def _page(theme: Theme, library: Library, host: CodeHost, face: Face) -> str:
    text = theme.file("editor/index.html").read_text(encoding="utf-8")
    values = {
        "policy": security.written(security.editor(host.origin)),
        "directory": library.settings.council.directory,
        "icon": face.icon.name if face.icon is not None else "assets/favicon.svg",
        "icon type": face.icon.type if face.icon is not None else "image/svg+xml",
    }
    for name, value in values.items():
        text = text.replace(f"[[{name}]]", escape(value))
    return text
