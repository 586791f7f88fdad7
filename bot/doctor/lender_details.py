"""The lender's details, as far as one can tell that they are wrong."""

import re
from collections.abc import Mapping

from stdnum.ru import inn as stdnum_inn
from stdnum.ru import ogrn as stdnum_ogrn


def wrong(details: Mapping[str, str]) -> list[str]:
    """A sentence for each that papers can't go out with. A microlender is a legal entity
    (151-FZ art. 5): an ИНН of ten digits and an ОГРН of thirteen."""
    found = []
    inn, ogrn = details["inn"], details["ogrn"]
    if not (re.fullmatch(r"[0-9]{10}", inn) and int(inn) and stdnum_inn.is_valid(inn)):
        found.append("LENDER_INN is no ИНН of a legal entity: ten digits, the last a check digit")
    if not (re.fullmatch(r"[0-9]{13}", ogrn) and int(ogrn) and stdnum_ogrn.is_valid(ogrn)):
        found.append("LENDER_OGRN is no ОГРН: thirteen digits, the last a check digit")
    if not 10 <= len(re.sub(r"\D", "", details["phone"])) <= 11:
        found.append("LENDER_PHONE is no number: write it like 8 800 000-00-00")
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s.]+", details["email"]):
        found.append("LENDER_EMAIL is no address: write it like help@example.org")
    return found
