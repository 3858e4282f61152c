"""A form that no framework owns, from its file."""

from __future__ import annotations

from apdir.forms.fields import block_of, own_of, signatures
from apdir.forms.form import WORDING, Block, Form, Prose, Section
from apdir.model.form import FormFile, FormSection
from apdir.wording import own


def file_form(file: FormFile, framework_title: str) -> Form:
    """The form of a file; ``framework_title`` is that of the framework it belongs to, or empty."""
    sections = [_section(section) for section in file.sections]
    if file.signatures:
        sections.append(Section("signatures", "Who signs", (signatures(file.signatures, stored=False),)))
    source = ""
    if file.source is not None:
        source = (
            f"{file.source.document}, section {file.source.section}" if file.source.section else file.source.document
        )
    return Form(
        id=file.id,
        title=file.title,
        short_title=file.short_title,
        version=file.version,
        dated=file.dated,
        task=file.task,
        who=file.who,
        summary=file.summary,
        sections=tuple(sections),
        framework=file.framework or "",
        framework_title=framework_title,
        source=source,
        convention=file.convention,
        about_pupils=file.about_pupils,
        not_read=file.not_read,
        notes=tuple(f"{note.at}: {note.text}" for note in file.notes),
        own=(own(f"The wording (true to the source). {WORDING}"),) if file.source is not None else (),
    )


def _section(section: FormSection) -> Section:
    blocks: list[Block] = [Prose((), section.points)] if section.points else []
    for entry in section.fields:
        # A part that is added as a whole says so once, at its head.
        told = entry.model_copy(update={"added": False}) if section.added else entry
        blocks.append(block_of(told, "form", section.title))
    return Section(
        section.id,
        section.title,
        tuple(blocks),
        intro=section.intro or "",
        note=section.note or "",
        own=own_of(section),
    )
