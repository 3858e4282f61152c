"""The commands, with their lines in `apdir --help`, which fit a narrow terminal, by what an officer wants to do."""

from __future__ import annotations

#: Every command by what it is for, in the order of an officer's week.
SUMMARIES = {
    "See how things are": {
        "check": "Find what is wrong in the records, with file and line",
        "due": "See what is overdue and what falls due soon",
        "remind": "Email reminders of what falls due",
        "changes": "See what an edit changes on the site, in words",
    },
    "Keep records up to date": {
        "new": "Start a record for a provider or visit, or a framework",
        "confirm": "Confirm that a provider's details are still correct",
        "close": "Close an action: give the date it was done",
        "status": "Suspend, withdraw or close a listing, or list it again",
        "take": "Apply providers' corrections of their own details",
        "read": "Make a record of a visit from a filled-in PDF form",
        "letter": "Write to a provider: notice, report or outcome of a visit",
    },
    "Exchange data": {
        "export": "Save the records as a spreadsheet or as JSON",
        "import": "Update the records from a spreadsheet",
        "gias": "Compare providers with Get Information about Schools",
    },
    "Publish": {
        "form": "Make a blank form, or one for a provider",
        "build": "Build the site",
        "serve": "Preview the site here, built again as you edit",
    },
    "Set up": {
        "init": "Set up a directory of your own, ready to fill in",
        "upgrade": "Move to a later version, and see what it changes",
        "migrate": "Rename what a version has renamed, or change it back",
        "framework": "Remove a framework, with all that belongs to it",
        "schema": "Write the files from which editors explain fields",
        "completion": "Let the shell complete commands and providers' names",
    },
}
