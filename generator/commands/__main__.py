"""`python -m generator.commands` is `apdir`."""

from generator.commands import main

main()
