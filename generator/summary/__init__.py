"""What is worked out from the records for one day: counts, standing, actions, dates due."""

from generator.summary.provider import ProviderSummary, summarise
from generator.summary.visit import VisitSummary

__all__ = ["ProviderSummary", "VisitSummary", "summarise"]
