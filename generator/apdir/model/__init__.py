"""Records, frameworks and settings: typed, frozen, each field described once."""
