"""Pages as HTML and the rows of the finder, made from what each edition may show."""
