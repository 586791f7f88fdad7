"""From the first word to the lender's answer, and away again."""
