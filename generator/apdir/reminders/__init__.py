"""Reminders: what falls due as mails, one a person, none of them twice."""
