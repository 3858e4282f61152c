"""`python -m apdir.commands` is `apdir`."""

from apdir.commands import main

main()
