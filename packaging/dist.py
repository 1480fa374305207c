"""Builds the wheel and the sdist of the commit that is checked out, twice, and compares them.

The second build happens elsewhere, later and with other settings. If a byte differs, if the sdist
lacks a file of the project or has another, or if PyPI would not show the README, nothing is kept.
"""

import os
import shutil
import subprocess
import sys
import tarfile
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

PROJECT = Path(__file__).parents[1]
DIST = PROJECT / "dist"
ELSEWHERE = {"TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONHASHSEED": "1"}


def main() -> None:
    """Build, compare, check, and put the files into dist/."""
    with TemporaryDirectory() as folder:
        first = built(Path(folder, "one"))
        second = built(Path(folder, "two", "deeper"), umask=0o077, **ELSEWHERE)
        for path in first:
            if path.read_bytes() != (second[0].parent / path.name).read_bytes():
                sys.exit(
                    f"Two builds of {path.name} differ: something in it depends on the machine."
                )
        check_contents(next(path for path in first if path.name.endswith(".tar.gz")))
        run("twine", "check", "--strict", *map(str, first))
        keep(first)


def built(folder: Path, umask: int = 0o022, **environment: str) -> list[Path]:
    """The wheel and the sdist, built from a fresh clone in this folder."""
    git("clone", "--quiet", str(PROJECT), str(folder))
    run("build", "--no-isolation", str(folder), umask=umask, env=os.environ | environment)
    return sorted((folder / "dist").iterdir())


def check_contents(sdist: Path) -> None:
    """End unless the sdist has every file of the project, and no other."""
    with tarfile.open(sdist) as archive:
        inside = {name.partition("/")[2] for name in archive.getnames()}
    tracked = set(
        git("ls-tree", "-r", "--name-only", "-z", "HEAD").decode().strip("\0").split("\0")
    )
    if different := inside ^ (tracked | {"PKG-INFO"}):
        sys.exit(f"The sdist should have the files of the project, but: {sorted(different)}")


def keep(files: list[Path]) -> None:
    """Put the files into dist/, in place of older ones."""
    shutil.rmtree(DIST, ignore_errors=True)
    DIST.mkdir()
    for path in files:
        shutil.copy(path, DIST)
        print(sha256(path.read_bytes()).hexdigest(), f"dist/{path.name}")


def git(*words: str) -> bytes:
    """What git prints."""
    return subprocess.run(("git", *words), cwd=PROJECT, capture_output=True, check=True).stdout


def run(module: str, *words: str, umask: int = -1, env: dict[str, str] | None = None) -> None:
    """Run a module of Python, quietly unless it fails."""
    command = (sys.executable, "-m", module, *words)
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, umask=umask, env=env
    )
    if done.returncode:
        sys.exit(f"{done.stdout}{done.stderr}")


if __name__ == "__main__":
    main()
