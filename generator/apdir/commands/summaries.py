"""The commands, with their lines in `apdir --help`, which fit a narrow terminal, by what an officer wants to do."""

from __future__ import annotations

#: Every command by what it is for, in the order of an officer's week.
SUMMARIES = {
    "See how things are": {
        "check": "Find what is wrong in the records, with file and line",
        "due": "See what is overdue and what falls due soon",
        "remind": "Mail owners and providers what falls due",
        "changes": "Read in words what an edit changes on the site",
    },
    "Keep records true": {
        "new": "Begin a provider, a visit or a framework",
        "confirm": "Confirm that a provider's record is still true",
        "close": "Close an action: say on which day it was done",
        "status": "Suspend, withdraw or close a listing, or list it again",
        "take": "Take what providers wrote of themselves on their page",
        "read": "Make a visit's record from a filled-in PDF form",
        "letter": "Write to a provider: notice, report or outcome of a visit",
    },
    "To and from other programs": {
        "export": "Save the records as a spreadsheet or as JSON",
        "import": "Take changes from a spreadsheet into the records",
        "gias": "Compare providers with Get Information about Schools",
    },
    "Publish": {
        "form": "Make a blank form, or one for a provider",
        "build": "Build the site",
        "serve": "See the site on this machine, built again as you edit",
    },
    "Set up": {
        "init": "Make a directory of your own, ready to be filled in",
        "upgrade": "Take a later version of the program, and read what it changes",
        "migrate": "Change names that a version has changed, or back",
        "framework": "Take a framework out, with all that belongs to it",
        "schema": "Write what editors complete and explain fields from",
        "completion": "Let the shell complete commands and providers' names",
    },
}
