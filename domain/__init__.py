"""The lender's rule book: money, dates, schedules, limits, law by date, and the use cases.

No input or output and no framework here. Beside the standard library only these pure libraries
may be imported: phonenumbers (phone numbers), stdnum (check digits), num2words (sums in words),
holidays (working days).
"""
