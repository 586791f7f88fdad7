"""Editions of the law: what contracts were made with (domain/rules/editions.py)."""

from sqlalchemy import Column, Table, Text

from storage.schema.base import metadata, needed

Table(
    "law_edition",
    metadata,
    Column("version", Text, primary_key=True),
    needed("body"),
    needed("first_at"),
)
