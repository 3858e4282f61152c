"""Lighthouse on the pages that a school opens first."""
