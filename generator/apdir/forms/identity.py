"""What a PDF of a form says of itself: beside its pages, and in a field that no page shows."""

from __future__ import annotations

#: The form's id, its version, the digest of its fields, and the folder of the provider that it is for.
SETTINGS = ("formid", "formversion", "formfields", "apdirprovider")
#: The name of the field, and what stands between the four in it.
IDENTITY, SEPARATOR = "apdir-form", "|"
