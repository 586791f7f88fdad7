"""Comparing what was heard with what a transcript expects."""

import difflib
from collections.abc import Iterable, Sequence

from sandbox.stories.captures import Captures, Heard, channel
from sandbox.stories.chat_file import Expected, written

Pair = tuple[Expected | None, Heard | None]


def paired(expected: Sequence[Expected], heard: Sequence[Heard], captures: Captures) -> list[Pair]:
    """Each expectation with what fits it, channel by channel; None where the other is missing."""
    pairs: list[Pair] = []
    channels = dict.fromkeys([*map(_channel, expected), *map(_channel, heard)])
    for one in sorted(channels, key=lambda name: "sms" not in name):  # they bring the captures
        waiting = [e for e in expected if _channel(e) == one]
        for deed in (h for h in heard if h.channel == one):
            at = next((i for i, e in enumerate(waiting) if captures.fit(e, deed)), None)
            if at is None:
                pairs.append((None, deed))
                continue
            if "sms" not in one:  # SMS of different operations overtake one another
                pairs += [(missed, None) for missed in waiting[:at]]
                waiting = waiting[at:]
                at = 0
            pairs.append((waiting.pop(at), deed))
        pairs += [(missed, None) for missed in waiting]
    return pairs


def _channel(one: Expected | Heard) -> str:
    return channel(one.label)


def difference(pairs: Iterable[Pair], captures: Captures) -> str:
    """What was expected (-) and what was heard (+); "" when all fits."""
    if all(expected and heard for expected, heard in pairs):
        return ""
    wanted: list[str] = []
    real: list[str] = []
    for expected, heard in pairs:
        if expected is not None:
            wanted += expected.lines
        if heard is not None:
            new = captures.templated(heard)
            real += expected.lines if expected is not None else written(new.label, new.text)
    lines = difflib.ndiff([line.rstrip() for line in wanted], [line.rstrip() for line in real])
    return "\n".join(line.rstrip() for line in lines if not line.startswith("?"))
