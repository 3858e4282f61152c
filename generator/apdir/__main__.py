"""`python -m apdir` is `apdir`."""

from apdir.commands import main

main()
