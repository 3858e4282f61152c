"""Summaries of records for one day: counts, standing, actions, dates due."""

from apdir.summary.provider import ProviderSummary, summarise
from apdir.summary.visit import VisitSummary

__all__ = ["ProviderSummary", "VisitSummary", "summarise"]
