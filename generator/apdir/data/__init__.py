"""The directory as data for other programs: `/api/v1/`, made from what an edition may show and nothing else."""
