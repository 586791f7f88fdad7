"""The ledger is written and read here, and nowhere else."""
