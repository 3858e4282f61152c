"""AP Directory: provider records and visit outcomes in git, compiled into a directory site.

The modules in the order of the work: source, model, library, directory, rules, summary, edition, pages, plugin.
Nothing imports back up that order, and only the plugin imports MkDocs.
"""

__version__ = "0.2.0"
