"""Checks JSON against an OpenAPI 3.0 description: just the parts that YooKassa's uses."""

import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent.parent / "data"
TYPES: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "boolean": bool,
    "integer": int,
    "number": (int, float),
    "array": list,
    "object": dict,
}


class OpenApi:
    """`faults_of…` give a list of sentences, empty when the value fits."""

    def __init__(self, path: Path) -> None:
        self.document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))

    def faults_of_answer(self, method: str, path: str, status: int, answer: Any) -> list[str]:
        """Is `answer` what `method` on the real `path` (without the server's) may give?"""
        template = self.template(path)
        if template is None:
            return [f"{path} is not described"]
        responses = self.document["paths"][template][method.lower()]["responses"]
        if str(status) not in responses:
            return [f"{method} {template} never answers {status}"]
        response = self.follow(responses[str(status)])
        schema = response["content"]["application/json"]["schema"]
        return self.faults_of(answer, schema, "answer")

    def faults_of(self, value: Any, schema: dict[str, Any], at: str) -> list[str]:
        schema = self.follow(schema)
        if value is None and schema.get("nullable"):
            return []
        faults = self._plain_faults(value, schema, at)
        for part in schema.get("allOf", ()):
            faults += self.faults_of(value, part, at)
        if "oneOf" in schema:
            faults += self._variant_faults(value, schema, at)
        if isinstance(value, dict):
            faults += self._object_faults(value, schema, at)
        if isinstance(value, list) and "items" in schema:
            for number, item in enumerate(value):
                faults += self.faults_of(item, schema["items"], f"{at}[{number}]")
        return faults

    def _plain_faults(self, value: Any, schema: dict[str, Any], at: str) -> list[str]:
        wanted = schema.get("type")
        if wanted is not None and (
            not isinstance(value, TYPES[wanted])
            or (isinstance(value, bool) and wanted in ("integer", "number"))
        ):
            return [f"{at}: {value!r} is not a {wanted}"]
        faults = []
        if "enum" in schema and value not in schema["enum"]:
            faults.append(f"{at}: {value!r} is not one of {schema['enum']}")
        if isinstance(value, str):
            if not schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", 10**6):
                faults.append(f"{at}: {value!r} has a wrong length")
            if "pattern" in schema and not re.fullmatch(schema["pattern"], value):
                faults.append(f"{at}: {value!r} is not like {schema['pattern']}")
            if schema.get("format") == "date-time" and not _is_instant(value):
                faults.append(f"{at}: {value!r} is not an instant")
        return faults

    def _object_faults(self, value: dict[str, Any], schema: dict[str, Any], at: str) -> list[str]:
        faults = [
            f"{at}: {name} is missing" for name in schema.get("required", ()) if name not in value
        ]
        if len(value) > schema.get("maxProperties", 10**6):
            faults.append(f"{at}: too many properties")
        properties = schema.get("properties", {})
        for name, held in value.items():
            if name in properties:
                faults += self.faults_of(held, properties[name], f"{at}.{name}")
            elif isinstance(schema.get("additionalProperties"), dict):
                faults += self.faults_of(held, schema["additionalProperties"], f"{at}.{name}")
        return faults

    def _variant_faults(self, value: Any, schema: dict[str, Any], at: str) -> list[str]:
        """With a discriminator the variant is the one whose mapping names its value."""
        variants = schema["oneOf"]
        key = schema.get("discriminator", {}).get("propertyName")
        if key is not None and isinstance(value, dict):
            variant = self.variant(value, schema)
            if variant is None:
                return [f"{at}.{key}: {value.get(key)!r} is no known variant"]
            return self.faults_of(value, variant, at)
        tried = [self.faults_of(value, variant, at) for variant in variants]
        return [] if any(not faults for faults in tried) else tried[0]

    def variant(self, value: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any] | None:
        """The variant that the value's discriminator names."""
        named = value.get(schema.get("discriminator", {}).get("propertyName"), "")
        for one in schema["oneOf"]:
            if self._mapping(one).get(named) == one.get("$ref"):
                found: dict[str, Any] = one
                return found
        return None

    def _mapping(self, schema: dict[str, Any]) -> dict[str, str]:
        """The discriminator's mapping stands in the schema that all variants share."""
        schema = self.follow(schema)
        found: dict[str, str] = dict(schema.get("discriminator", {}).get("mapping", {}))
        for part in schema.get("allOf", ()):
            found |= self._mapping(part)
        return found

    def follow(self, schema: dict[str, Any]) -> dict[str, Any]:
        while "$ref" in schema:
            found: Any = self.document
            for step in schema["$ref"].removeprefix("#/").split("/"):
                found = found[step]
            schema = found
        return schema

    def template(self, path: str) -> str | None:
        paths: dict[str, Any] = self.document["paths"]
        if path in paths:
            return path
        for template in paths:
            if re.fullmatch(re.sub(r"\{[^}]+\}", "[^/]+", template), path):
                return template
        return None


def _is_instant(value: str) -> bool:
    try:
        return datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False


YOOKASSA = OpenApi(DATA / "yookassa.json")
