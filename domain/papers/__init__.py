"""The papers of a loan that is being repaid, as JSON-ready facts."""

from domain.papers.confirmation import confirmation_facts
from domain.papers.prolongation import prolongation_facts
from domain.papers.schedule import schedule_facts

__all__ = ["confirmation_facts", "prolongation_facts", "schedule_facts"]
