"""Sum and term, the phone, the questions, and the lender's answer."""
