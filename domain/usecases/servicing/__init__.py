"""What holds while a loan is repaid, and ends with it."""
