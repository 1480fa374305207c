"""The process of the hooks: it limits each one, and notes which fail."""

import json
import sys
import threading
import time
from pathlib import Path

import msgspec
import pytest
from support.channels import python, running

from coach.system.hooks.failures import HookFailures
from coach.system.hooks.order import HookCall, HookOrder, start
from coach.system.hooks.running import run_hooks

HOOK = "on-check"


def order(tmp_path: Path, *argvs: tuple[str, ...], seconds: float = 8.0) -> HookOrder:
    calls = tuple(HookCall(HOOK, argv, '{"text": "ä"}') for argv in argvs)
    return HookOrder(calls=calls, journal=str(tmp_path / "journal.db"), seconds=seconds)


def reason(tmp_path: Path) -> str | None:
    failure = HookFailures(tmp_path / "journal.db").of(HOOK)
    return failure.reason if failure else None


async def test_a_hook_gets_its_line_on_standard_input(tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    code = f"import sys; open({str(copy)!r}, 'ab').write(sys.stdin.buffer.read())"
    await run_hooks(order(tmp_path, *[python(tmp_path, code)] * 2))
    assert copy.read_text(encoding="utf-8") == '{"text": "ä"}\n' * 2
    assert reason(tmp_path) is None


async def test_one_that_hangs_is_ended_with_all_it_started_and_not_run_again(
    tmp_path: Path,
) -> None:
    begun = tmp_path / "begun"
    code = f"""
import subprocess, sys, time
open({str(begun)!r}, "a").write("x")
if len(sys.argv) == 1:
    subprocess.Popen([sys.executable, __file__, "child"])
time.sleep(60)
"""
    started = time.monotonic()
    await run_hooks(order(tmp_path, *[python(tmp_path, code)] * 3, seconds=1.0))
    assert time.monotonic() - started < 20
    assert begun.read_text() in {"x", "xx"}
    assert "took longer than 1 s" in (reason(tmp_path) or "")
    assert not running(str(tmp_path / "program.py"))


async def test_one_that_floods_fills_no_memory_and_no_file(tmp_path: Path) -> None:
    code = """
import sys
for _ in range(200):
    sys.stdout.write("x" * 10_000); sys.stderr.write("y" * 10_000)
sys.exit("Enough.")
"""
    await run_hooks(order(tmp_path, python(tmp_path, code)))
    failed = tmp_path / "journal.on-check-failed.json"
    assert failed.stat().st_size < 5000
    assert failed.stat().st_mode & 0o077 == 0


async def test_a_failure_is_told_without_arguments_until_it_works(tmp_path: Path) -> None:
    failing = (*python(tmp_path, "import sys; sys.exit('bad token hush-hush')"), "hush-hush")
    await run_hooks(order(tmp_path, failing))
    assert reason(tmp_path) == "bad token …"
    await run_hooks(order(tmp_path, (sys.executable, "-c", "")))
    assert reason(tmp_path) is None


async def test_a_program_that_is_not_there_is_told(tmp_path: Path) -> None:
    await run_hooks(order(tmp_path, ("/nowhere/hook",)))
    assert "cannot be started" in (reason(tmp_path) or "")


async def test_where_nothing_can_be_noted_the_others_still_run(tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    calls = (
        HookCall("on-done", ("/nowhere/hook",), "{}"),
        HookCall("on-ran", (sys.executable, "-c", f"open({str(copy)!r}, 'w')"), "{}"),
    )
    await run_hooks(HookOrder(calls=calls, journal="/proc/nowhere/journal.db"))
    assert copy.exists()


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b"\xff" * 100, b'{"at": 1}'])
def test_a_damaged_note_counts_as_none(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "journal.on-check-failed.json").write_bytes(content)
    assert reason(tmp_path) is None


def test_an_order_says_all_there_is(tmp_path: Path) -> None:
    one = order(tmp_path, ("a", "b"))
    assert msgspec.convert(json.loads(msgspec.json.encode(one)), HookOrder) == one


def test_a_process_that_cannot_be_started_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coach.system.hooks.order._ITSELF", ("/nowhere/python",))
    start(order(tmp_path, ("a",)).calls, tmp_path / "journal.db")
    for thread in threading.enumerate():
        if thread.name == "hooks":
            thread.join()
    assert "cannot be started" in (reason(tmp_path) or "")
