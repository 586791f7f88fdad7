"""How many SMS a text takes, as operators count and charge it (3GPP TS 23.038 and 23.040)."""

# The GSM 7-bit alphabet, and what stands in it behind an escape and so counts twice.
GSM_7 = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
ESCAPED = frozenset("\f^{}\\[~]|€")
LATIN = 160, 153  # alone; joined with others, where a header takes its place
OTHER = 70, 67  # units of UTF-16


def parts(text: str) -> int:
    """One sign outside the alphabet makes all of it UTF-16. No sign is cut in two."""
    if set(text) <= GSM_7 | ESCAPED:
        sizes, (alone, joined) = [1 + (sign in ESCAPED) for sign in text], LATIN
    else:
        sizes, (alone, joined) = [1 + (ord(sign) > 0xFFFF) for sign in text], OTHER
    if sum(sizes) <= alone:
        return 1
    parts, room = 1, joined
    for size in sizes:
        if size > room:
            parts, room = parts + 1, joined
        room -= size
    return parts
