"""What the forge runs and asks is well-formed, pinned, and may do no more than it needs."""

import re
import subprocess
import sys

import pytest
from support.project import PROJECT

FORGE = PROJECT / ".github"
WORKFLOWS = {path.name: path.read_text("utf-8") for path in (FORGE / "workflows").iterdir()}
SCHEMAS = {
    "github-workflows": sorted((FORGE / "workflows").iterdir()),
    "github-issue-forms": sorted((FORGE / "ISSUE_TEMPLATE").glob("[!c]*.yml")),
    "github-issue-config": [FORGE / "ISSUE_TEMPLATE" / "config.yml"],
}
WRITES = {"release.yml": {"id-token", "attestations", "contents"}}
"""What the jobs of a workflow may change; all others only read."""


@pytest.mark.parametrize("schema", SCHEMAS)
def test_each_file_fits_its_schema(schema: str) -> None:
    command = (sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}")
    run = subprocess.run((*command, *SCHEMAS[schema]), capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout


@pytest.mark.parametrize("name", WORKFLOWS)
def test_every_action_is_pinned_to_a_commit(name: str) -> None:
    used = re.findall(r"uses: (.*)", WORKFLOWS[name])
    assert used
    pinned = re.compile(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+|\./\.github/workflows/[\w.]+")
    assert [one for one in used if not pinned.fullmatch(one)] == []


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_workflow_may_change_only_what_it_says(name: str) -> None:
    assert "\npermissions:\n  contents: read\n\n" in WORKFLOWS[name]
    assert set(re.findall(r"^ +([\w-]+): write\b", WORKFLOWS[name], re.MULTILINE)) == WRITES.get(
        name, set()
    )
    assert "secrets." not in WORKFLOWS[name]
