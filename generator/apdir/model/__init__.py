"""What records, frameworks and settings are: typed, frozen, each field described once."""
