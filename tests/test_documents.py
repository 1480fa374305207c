"""The documents list what exists."""

import re
from pathlib import Path

from support.project import PROJECT

from coach.cli.main import COMMANDS

README = (PROJECT / "README.md").read_text("utf-8")
ARCHITECTURE = (PROJECT / "docs" / "architecture.md").read_text("utf-8")
TOP = ["coach", "tests", "benchmarks", "packaging", "requirements", r"\.github"]


def listing(folder: Path, depth: int = 0) -> str:
    """The folders of the package, each with the first line of its docstring."""
    about = (folder / "__init__.py").read_text("utf-8").split("\n")[0].strip('"')
    name = f"{'  ' * depth}{folder.name}/"
    inner = sorted(one.parent for one in folder.glob("*/__init__.py"))
    return f"{name:<22}{about}\n" + "".join(listing(one, depth + 1) for one in inner)


def test_the_architecture_lists_every_folder() -> None:
    assert listing(PROJECT / "coach") in ARCHITECTURE


def test_every_path_in_the_documents_leads_somewhere() -> None:
    folders = (PROJECT, PROJECT / "docs", PROJECT / "packaging", PROJECT / ".github")
    pages = [page for folder in folders for page in folder.glob("*.md")]
    texts = [page.read_text("utf-8") for page in pages if page.name != "CHANGELOG.md"]
    rooms = [one.parent.name for one in (PROJECT / "coach").glob("*/__init__.py")]
    for root, starts in ((PROJECT, TOP), (PROJECT / "coach", rooms)):
        pattern = rf"`((?:{'|'.join(starts)})/[\w/.-]+)`"
        named = {path for text in texts for path in re.findall(pattern, text)}
        assert named
        assert [path for path in sorted(named) if not (root / path).exists()] == []


def test_the_documents_show_every_picture_and_no_other() -> None:
    pages = [PROJECT / "README.md", *(PROJECT / "docs").glob("*.md")]
    shown = {
        (page.parent / path).resolve()
        for page in pages
        for path in re.findall(r"""(?:\]\(|src=")([\w/]*images/[\w.]+)""", page.read_text("utf-8"))
    }
    assert shown == set((PROJECT / "docs" / "images").iterdir())


def test_the_readme_lists_every_command_and_no_other() -> None:
    block = re.search(r"```\n(coach today .*?)```", README, re.DOTALL)
    assert block
    words = set(re.findall(r"[\w-]+", block[1]))
    assert set(COMMANDS) - words == set()
    called = set(re.findall(r"^coach ([a-z]+)", block[1], re.MULTILINE))
    assert called - set(COMMANDS) == set()
