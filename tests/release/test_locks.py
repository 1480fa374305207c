"""The locked releases are those that the project asks for, with the hashes of PyPI's own files."""

import re
import tomllib
from collections.abc import Mapping, Sequence

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from support.project import PROJECT

ASKED = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]
LOCK = tomllib.loads((PROJECT / "uv.lock").read_text("utf-8"))["package"]
PIN = re.compile(
    r"^([a-z0-9.-]+)==(\S+).*\\\n((?: +--hash=sha256:[0-9a-f]{64}.*\n)+)", re.MULTILINE
)
FILES = {"coach": ("sound", "push"), "dev": ("dev",)}
"""The files that pip reads, and the extras in each."""


def pins(name: str) -> Mapping[str, tuple[str, set[str]]]:
    """The version and the hashes of each package."""
    text = (PROJECT / "requirements" / f"{name}.txt").read_text("utf-8")
    found = PIN.findall(text)
    assert len(found) == len(re.findall(r"^[^\s#]", text, re.MULTILINE))
    return {name: (version, set(re.findall("[0-9a-f]{64}", said))) for name, version, said in found}


@pytest.mark.parametrize(("name", "extras"), FILES.items())
def test_each_dependency_is_locked_within_its_range(name: str, extras: Sequence[str]) -> None:
    locked = pins(name)
    optional = ASKED["optional-dependencies"]
    for line in (*ASKED["dependencies"], *(one for extra in extras for one in optional[extra])):
        asked = Requirement(line)
        version, _ = locked[canonicalize_name(asked.name)]
        assert version in asked.specifier, line


@pytest.mark.parametrize("name", FILES)
def test_versions_and_hashes_are_those_of_the_lock(name: str) -> None:
    locked = {one["name"]: one for one in LOCK}
    for package, (version, hashes) in pins(name).items():
        files = [*locked[package].get("wheels", ()), locked[package].get("sdist")]
        assert version == locked[package]["version"]
        assert hashes == {one["hash"].removeprefix("sha256:") for one in files if one}


def test_everything_comes_from_pypi() -> None:
    others = [one for one in LOCK if one["name"] != ASKED["name"]]
    assert {one["source"]["registry"] for one in others} == {"https://pypi.org/simple"}
    files = [file for one in others for file in (*one.get("wheels", ()), one.get("sdist")) if file]
    assert all(one["url"].startswith("https://files.pythonhosted.org/") for one in files)
