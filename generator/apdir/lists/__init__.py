"""Lists that others keep, as they are: found in a file, understood column by column, made rows of this directory's."""
