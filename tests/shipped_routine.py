"""Write the shipped routine as JSON: every program reads it at its start, ten times as fast."""

import tomllib
from pathlib import Path

import msgspec
from support.project import PROJECT

TOML = PROJECT / "coach" / "config" / "defaults.toml"
JSON = TOML.with_suffix(".json")


def as_json(toml: Path = TOML) -> bytes:
    """The tables of the routine as JSON, indented, with a line break at the end."""
    tables = tomllib.loads(toml.read_text("utf-8"))
    return msgspec.json.format(msgspec.json.encode(tables), indent=1) + b"\n"


if __name__ == "__main__":
    JSON.write_bytes(as_json())
