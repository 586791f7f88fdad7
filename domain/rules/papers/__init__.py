"""The papers of a loan that is being repaid, as JSON-ready facts."""

from domain.rules.papers.confirmation import confirmation_facts
from domain.rules.papers.prolongation import prolongation_facts
from domain.rules.papers.schedule import schedule_facts

__all__ = ["confirmation_facts", "prolongation_facts", "schedule_facts"]
