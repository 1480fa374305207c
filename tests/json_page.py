"""Write docs/json.md from the types: every field of what the commands print with `--json`."""

from collections.abc import Iterator
from typing import Any

from support.project import PROJECT

from coach.cli.answers.catalogue import ANSWERS, SHARED, schema_of
from coach.cli.output import JSON_VERSION

PAGE = PROJECT / "docs" / "json.md"
_COMMANDS = {
    "entries-unread": "`entries --unread`",
    "why-step": "`why STEP`",
    "missed-step": "`missed STEP`",
    "hook": "the hooks `on-check`, `on-done` and `on-ran`, which get it",
    "hook-level": "the hook `on-level`, which gets it",
}
_HEAD = f"""# JSON

`--json` makes a command print one line of JSON for other programs: numbers and instants beside the
sentences. This page has every field. It is written from the types in `coach/cli/answers`.

```sh
coach today --json | jq .level.level
coach check 3 --json | jq '.recorded[0].id'
coach schema today > today.schema.json     # a JSON Schema; `coach schema` lists the names
```

- **Version {JSON_VERSION}.** Objects name it in `version`. Within a version, fields and values of
  enumerations are only added, and none changes its meaning. So pass over what you do not know.
  Lists have no place for it; their schema names it in its title.
- **Instants** are ISO 8601 with an offset: that of your zone, or `Z` for UTC. Days are coach days,
  from 04:00 on.
- **Units** are in the name: `_m` metres, `_s` seconds, `_bytes` bytes. Some older names have none;
  they stay, and mean the same as the one with it.
- **null** means that there is none, or no answer, which is not the same as no.
- **Exit status**: 0 done, 1 refused or failed, 2 wrong usage. With 1 or 2 there is one sentence on
  standard error. Only `doctor`, `alerts test`, `service status`, `config check` and `theme check`
  print their JSON with 1 too: something is broken, or not running.
- With `--json` a command asks nothing. Answers that you leave out stay open, and what has to be
  confirmed needs `--yes`.

The events in `recorded` and `events` are those of the [journal](data.md#json).
"""


def page() -> str:
    """The whole page."""
    parts = [_HEAD]
    told = set[str]()
    for name in ANSWERS:
        schema = schema_of(name)
        parts.append("\n".join(_answer(name, schema, told)))
    return "\n".join(parts)


def _answer(name: str, schema: dict[str, Any], told: set[str]) -> Iterator[str]:
    """What one command prints, and the objects in it that were not told of before."""
    yield f"## {name}\n"
    kind, commands = _type(schema), _COMMANDS.get(name) or _commands(name)
    what = "For" if name.startswith("hook") else "Printed by"
    yield f"{kind[0].upper()}{kind[1:]}. {what}:\n{commands}.\n"
    yield from _objects(_named(schema), schema["$defs"], told)


def _commands(name: str) -> str:
    """The commands that print an answer."""
    own = () if name in {"recorded", "written", "service-change"} else (name,)
    return ", ".join(f"`{_words(one)}`" for one in (*own, *SHARED.get(name, ())))


def _words(command: str) -> str:
    """A command as it is typed."""
    return command.replace("-", " ")


def _objects(names: list[str], parts: dict[str, Any], told: set[str]) -> Iterator[str]:
    for name in names:
        part = parts[name]
        if name in told or "properties" not in part or _is_event(part):
            continue
        told.add(name)
        yield f"**{name}**: {part.get('description', '').splitlines()[0]}\n"
        yield "| field | type | meaning |\n|---|---|---|"
        for field, kind in part["properties"].items():
            yield f"| `{field}` | {_type(kind, parts)} | {_meaning(kind)} |"
        yield ""
        yield from _objects(_named(part), parts, told)


def _is_event(part: dict[str, Any]) -> bool:
    """Whether it is one of the journal's events, which docs/data.md has."""
    return {"id", "at", "day", "kind"} <= set(part["properties"])


def _meaning(kind: dict[str, Any]) -> str:
    """What a field means, as far as its name does not say it."""
    parts = (kind, *kind.get("anyOf", ()))
    return next((one["description"] for one in parts if "description" in one), "")


def _named(schema: Any) -> list[str]:  # noqa: ANN401 - any part of a schema
    """The parts that a schema names, in their order."""
    match schema:
        case {"$ref": str(ref)}:
            return [ref.rsplit("/", 1)[1]]
        case dict():
            found = [one for key, part in schema.items() if key != "$defs" for one in _named(part)]
        case list():
            found = [one for part in schema for one in _named(part)]
        case _:
            return []
    return list(dict.fromkeys(found))


def _type(schema: dict[str, Any], parts: dict[str, Any] | None = None) -> str:  # noqa: PLR0911 - one a kind
    """A type in words."""
    match schema:
        case {"discriminator": _}:
            return "event"
        case {"anyOf": list(kinds)}:
            return " or ".join(_type(one, parts) for one in kinds)
        case {"$ref": str(ref)}:
            name = ref.rsplit("/", 1)[1]
            values = (parts or {}).get(name, {}).get("enum")
            return ", ".join(f"`{one}`" for one in values) if values else name
        case {"type": "array", **rest}:
            return f"list of {_type(rest['items'], parts)}" if "items" in rest else "list"
        case {"type": "object", "additionalProperties": dict(kind)}:
            return f"object of {_type(kind, parts)} by name"
        case {"format": "date-time"}:
            return "instant"
        case {"format": "date"}:
            return "day"
        case {"type": str(kind)}:
            return kind
        case {"enum": list(values)}:
            return ", ".join(f"`{one}`" for one in values)
        case _:
            return "any"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
