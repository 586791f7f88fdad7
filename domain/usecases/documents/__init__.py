"""The papers of a loan that is being repaid."""
