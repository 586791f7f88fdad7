"""The lender's numbers of the decision: data with a version (decision_rules.json)."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def numbers() -> Mapping[str, Any]:
    text = (
        files("domain.rules.decision").joinpath("decision_rules.json").read_text(encoding="utf-8")
    )
    read: Mapping[str, Any] = json.loads(text)
    return read
