"""The benchmark: our build beside MkDocs with Material and beside Hugo, on the same invented records."""
