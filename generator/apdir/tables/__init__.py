"""Records as tables for spreadsheets, and back."""
