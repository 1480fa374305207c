"""What is installed by Homebrew and Nix is what is locked."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from support.project import PROJECT
from support.real_parts import needs

PACKAGING = PROJECT / "packaging"
LOCK = (PROJECT / "uv.lock").read_text("utf-8")
PINNED = (PROJECT / "requirements" / "coach.txt").read_text("utf-8")


@pytest.fixture
def formula(tmp_path: Path) -> Path:
    """The formula of a made-up sdist."""
    sdist = tmp_path / "heelcoach-1.0.0.tar.gz"
    sdist.write_bytes(b"an sdist")
    script = (sys.executable, PACKAGING / "homebrew.py", sdist)
    made = subprocess.run(script, capture_output=True, check=True)
    path = tmp_path / "coach.rb"
    path.write_bytes(made.stdout)
    return path


def test_the_formula_takes_each_library_from_the_lock(formula: Path) -> None:
    resource = re.compile(r'resource "(.*)" do\n *url "(.*)"\n *sha256 "(.*)"\n')
    found = resource.findall(formula.read_text("utf-8"))
    assert all(f'url = "{url}", hash = "sha256:{digest}"' in LOCK for _, url, digest in found)
    assert all(f"sha256:{digest}" in PINNED for _, _, digest in found)
    needed = re.findall(r"^([a-z0-9-]+)==(?!.*win32)", PINNED, re.MULTILINE)
    assert [name for name, _, _ in found] == needed


def test_ruby_can_read_the_formula(formula: Path) -> None:
    subprocess.run((needs("ruby"), "-c", formula), capture_output=True, check=True)


def test_nix_takes_each_dependency() -> None:
    text = (PACKAGING / "package.nix").read_text("utf-8")
    asked = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]
    lines = (*asked["dependencies"], *asked["optional-dependencies"]["sound"])
    assert [name for line in lines if (name := Requirement(line).name) not in text] == []
    locked = re.search(r'url = "(.*)";\n *sha256 = "(.*)";', text)
    assert locked
    assert f'url = "{locked[1]}", hash = "sha256:{locked[2]}"' in LOCK


@pytest.mark.parametrize("name", ["flake.nix", "package.nix"])
def test_nix_can_read_its_files(name: str) -> None:
    command = (needs("nix-instantiate"), "--parse", "--store", "dummy://", PACKAGING / name)
    subprocess.run(command, capture_output=True, check=True)
