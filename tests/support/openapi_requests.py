"""Checks what is asked, parameters and body, against an OpenAPI 3.0 description."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.support.openapi import OpenApi


@dataclass(frozen=True)
class Request:
    """`path` without the server's; `query` and `headers` as they were sent."""

    method: str
    path: str
    headers: Mapping[str, str]
    query: Mapping[str, str]
    body: Any


def faults_of_request(api: OpenApi, asked: Request) -> list[str]:
    """Sentences, none when it may be asked so. What isn't described may not be sent at all."""
    template = api.template(asked.path)
    calls = api.document["paths"].get(template, {})
    if template is None or asked.method.lower() not in calls:
        return [f"{asked.method} {asked.path} is not described"]
    call = calls[asked.method.lower()]
    named = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", template)
    found = re.fullmatch(named, asked.path)
    given = {
        "path": found.groupdict() if found else {},
        "query": dict(asked.query),
        "header": dict(asked.headers),
    }
    faults = _parameter_faults(api, call.get("parameters", []), given)
    if "requestBody" not in call:
        return faults + (["body: there should be none"] if asked.body else [])
    schema = call["requestBody"]["content"]["application/json"]["schema"]
    return faults + api.faults_of(asked.body, schema, "body") + _unknown(api, asked.body, schema)


def _parameter_faults(
    api: OpenApi, parameters: list[dict[str, Any]], given: dict[str, dict[str, str]]
) -> list[str]:
    faults: list[str] = []
    unknown = set(given["query"])
    for parameter in map(api.follow, parameters):
        place, name, schema = parameter["in"], parameter["name"], parameter["schema"]
        held: Any = given[place].get(name)
        if parameter.get("style") == "deepObject":  # name[key]=value
            deep = {key: v for key, v in given[place].items() if key.startswith(f"{name}[")}
            unknown -= deep.keys()
            held = {key[len(name) + 1 : -1]: v for key, v in deep.items()} or None
        unknown.discard(name)
        if held is not None:
            held = int(held) if api.follow(schema).get("type") == "integer" else held
            faults += api.faults_of(held, schema, f"{place}.{name}")
        elif parameter.get("required"):
            faults.append(f"{place}: {name} is missing")
    return faults + [f"query: {name} is not described" for name in sorted(unknown)]


def _unknown(api: OpenApi, value: Any, schema: dict[str, Any], at: str = "body") -> list[str]:
    """Fields that no part of the schema describes."""
    if not isinstance(value, dict):
        return []
    described, open_ = _fields(api, value, schema)
    faults = []
    for name, held in value.items():
        if name in described:
            faults += _unknown(api, held, described[name], f"{at}.{name}")
        elif not open_:
            faults.append(f"{at}.{name} is not described")
    return faults


def _fields(
    api: OpenApi, value: dict[str, Any], schema: dict[str, Any]
) -> tuple[dict[str, Any], bool]:
    """The described fields, and whether there may be any others."""
    schema = api.follow(schema)
    fields, open_ = dict(schema.get("properties", {})), "additionalProperties" in schema
    parts = list(schema.get("allOf", []))
    if "oneOf" in schema:
        variant = api.variant(value, schema)
        parts += schema["oneOf"] if variant is None else [variant]
    for part in parts:
        more, others = _fields(api, value, part)
        fields, open_ = fields | more, open_ or others
    return fields, open_
