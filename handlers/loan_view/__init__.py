"""The loan, its debt explained, and its notices and refusals."""
