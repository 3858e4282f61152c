"""The web editor's configuration, made from the descriptions of fields that the checker reads by."""

from apdir.editor.host import FOLDER, CodeHost, code_host
from apdir.editor.whole import configuration

__all__ = ["FOLDER", "CodeHost", "code_host", "configuration"]
