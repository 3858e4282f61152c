"""News for schools, told from the history of the records in words that today's edition may show.

Nothing is told in an old value's words: of an earlier state only digests are kept, and what is said comes from the
directory's own vocabulary or from what the edition shows now. So what was taken back since is not told again.
"""
