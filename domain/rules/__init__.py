"""The law and the lender's arithmetic: pure functions, by date."""
