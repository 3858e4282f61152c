"""Blank forms: one definition of each, made into a web page, a PDF, a Word and an OpenDocument file, and read back."""
