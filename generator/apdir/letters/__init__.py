"""Letters and reports to providers: words of `content/letters/` with what a record says put in, as PDF and Word."""
