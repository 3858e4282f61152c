"""Places in Great Britain by postcode, on the National Grid in metres, without any network."""

from apdir.places.table import Grid, area_of, has, table_date, where
from apdir.places.unknown import no_middle, no_place, unknown, unknown_district

#: To be shown wherever anything from the table is.
ATTRIBUTION = (
    "Contains OS data © Crown copyright and database right 2025; contains Royal Mail data © Royal Mail copyright and "
    "database right 2025; contains National Statistics data © Crown copyright and database right 2025."
)

__all__ = [
    "ATTRIBUTION",
    "Grid",
    "area_of",
    "has",
    "no_middle",
    "no_place",
    "table_date",
    "unknown",
    "unknown_district",
    "where",
]
