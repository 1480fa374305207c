"""Prints the Homebrew formula of a release, made from the lock and the sdist.

python packaging/homebrew.py dist/heelcoach-1.0.0.tar.gz > coach.rb
"""

import re
import sys
import tomllib
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from string import Template
from typing import Any

PROJECT = Path(__file__).parents[1]
FORMULA = Template("""\
class Coach < Formula
  include Language::Python::Virtualenv

  desc "Takes a runner with plantar heel pain through every day"
  homepage "https://github.com/heelcoach/coach"
  url "https://files.pythonhosted.org/packages/source/h/heelcoach/$name"
  sha256 "$sha256"
  license "MIT"

  depends_on "libyaml"
  depends_on "python@3.13"

  uses_from_macos "libffi"

$resources
  def install
    virtualenv_install_with_resources(link_manpages: true)
    generate_completions_from_executable(bin/"coach", "completion")
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/coach --version")
  end
end
""")
PIN = re.compile(r"^(\S+)==(\S+)(?: ; (.*?))? \\$", re.MULTILINE)
BLOCKS = {"sys_platform == 'darwin'": "on_macos", "sys_platform == 'linux'": "on_linux"}


def main() -> None:
    """Print the formula for the sdist that is named."""
    sdist = Path(sys.argv[1])
    digest = sha256(sdist.read_bytes()).hexdigest()
    resources = "\n".join(_resources())
    print(FORMULA.substitute(name=sdist.name, sha256=digest, resources=resources), end="")


def _resources() -> Iterator[str]:
    """What Coach needs on macOS and Linux, with tones and phones."""
    lock = tomllib.loads((PROJECT / "uv.lock").read_text("utf-8"))["package"]
    files = {
        (one["name"], one["version"]): _file(one) for one in lock if "registry" in one["source"]
    }
    for name, version, marker in PIN.findall(
        (PROJECT / "requirements/coach.txt").read_text("utf-8")
    ):
        if "win32" in marker:
            continue
        file = files[name, version]
        digest = file["hash"].removeprefix("sha256:")
        lines = [
            f'resource "{name}" do',
            f'  url "{file["url"]}"',
            f'  sha256 "{digest}"',
            "end",
        ]
        if block := BLOCKS.get(marker):
            lines = [f"{block} do", *(f"  {line}" for line in lines), "end"]
        yield "".join(f"  {line}\n" for line in lines)


def _file(package: dict[str, Any]) -> dict[str, str]:
    """The sdist of a package; a wheel for every machine where there is none."""
    wheels = (one for one in package.get("wheels", ()) if one["url"].endswith("-none-any.whl"))
    found: dict[str, str] = package.get("sdist") or next(wheels)
    return found


if __name__ == "__main__":
    main()
