"""Files of records, read as plain data in which every value knows its line and column."""

from apdir.source.document import Document, FieldPath, read_document
from apdir.source.files import Limits, RecordFile, read_bytes, record_file, record_files, special_file
from apdir.source.layers import PROGRAM, TemplateFault, Theme, layered_file, layered_files
from apdir.source.pupil import look_into, message_problems, pupil_in_file, pupil_in_name, pupil_problems

__all__ = [
    "PROGRAM",
    "Document",
    "FieldPath",
    "Limits",
    "RecordFile",
    "TemplateFault",
    "Theme",
    "layered_file",
    "layered_files",
    "look_into",
    "message_problems",
    "pupil_in_file",
    "pupil_in_name",
    "pupil_problems",
    "read_bytes",
    "read_document",
    "record_file",
    "record_files",
    "special_file",
]
