"""Every file of a site as text: decompressed, taken apart, and PDFs read as a person's program reads them."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

GZIP = b"\x1f\x8b"
ZIP = b"PK\x03\x04"
PDF = b"%PDF"
#: Boxes within boxes further down than this are no file of ours.
DEEPEST = 4


def texts(folder: Path) -> Iterator[tuple[str, str]]:
    """The name of each file and each text in it; the name itself is one too."""
    for file in sorted(folder.rglob("*")):
        name = file.relative_to(folder).as_posix()
        yield name, name
        if file.is_file():
            for text in _in(file.read_bytes()):
                yield name, text


def everything(folder: Path) -> str:
    """Every text of a folder, as one."""
    return "\n".join(text for _, text in texts(folder))


def _in(content: bytes, depth: int = 0) -> Iterator[str]:
    assert depth <= DEEPEST
    if content.startswith(GZIP):
        yield from _in(gzip.decompress(content), depth + 1)
    elif content.startswith(ZIP):
        with zipfile.ZipFile(io.BytesIO(content)) as box:
            for name in box.namelist():
                yield name
                yield from _in(box.read(name), depth + 1)
    elif content.startswith(PDF):
        yield from _of_pdf(content)
    else:
        yield content.decode("utf-8", "replace")
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            yield content.decode("utf-16", "replace")


def _of_pdf(content: bytes) -> Iterator[str]:
    """The words of a PDF's pages, its fields and their values, its metadata, and every stream and string in it."""
    reader = PdfReader(io.BytesIO(content))
    for page in reader.pages:
        yield page.extract_text()
    yield repr(reader.metadata)
    yield repr(reader.get_fields())
    for number in range(1, len(reader.xref[0]) + len(reader.xref_objStm) + 1 if reader.xref else 0):
        yield from _strings(reader.get_object(IndirectObject(number, 0, reader)))


def _strings(value: object, depth: int = 0) -> Iterator[str]:
    if isinstance(value, StreamObject):
        try:
            yield value.get_data().decode("utf-8", "replace")
        except (NotImplementedError, ValueError):  # a picture in a form of its own
            yield ""
    if isinstance(value, DictionaryObject) and depth < 20:
        for key, inner in value.items():
            yield str(key)
            if not isinstance(inner, IndirectObject):
                yield from _strings(inner, depth + 1)
    elif isinstance(value, ArrayObject) and depth < 20:
        for inner in value:
            if not isinstance(inner, IndirectObject):
                yield from _strings(inner, depth + 1)
    elif value is not None:
        yield str(value)
