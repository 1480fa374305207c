"""Programs that get an alert: whatever they do, the coach continues, and none is left behind."""

import asyncio
import json
import os
import signal
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from support.channels import python, running

from coach.errors import ChannelError
from coach.system.programs import StatusError, run_program

PATIENCE = 0.3
ENOUGH = 20.0
SOON = 5.0
"""Much more than a program may delay anything, and much less than those here would last."""


@pytest.fixture
async def folder(tmp_path: Path) -> AsyncIterator[Path]:
    """A folder whose programs have all ended when the test is over."""
    yield tmp_path
    give_up = time.monotonic() + SOON
    while running(str(tmp_path)):
        assert time.monotonic() < give_up, "something is left running"
        await asyncio.sleep(0.01)


async def failed(argv: tuple[str, ...], given: bytes = b"", seconds: float = ENOUGH) -> str:
    """The message when a program fails."""
    with pytest.raises(ChannelError) as raised:
        await asyncio.wait_for(run_program(argv, given, seconds), SOON)
    return str(raised.value)


# --- What a program gets --------------------------------------------------------------------------


async def test_a_program_gets_what_it_is_given(folder: Path) -> None:
    copy = folder / "copy"
    code = f"import sys; open({str(copy)!r}, 'wb').write(sys.stdin.buffer.read())"
    given = bytes(range(256)) * 4000
    await run_program(python(folder, code), given, ENOUGH)
    assert copy.read_bytes() == given


async def test_no_shell_reads_its_words(folder: Path) -> None:
    words = ["; rm -rf x", "$(touch x)", "`touch x`", "$HOME", "*", "a b", "", "'\"", "-x", "日本"]
    note = folder / "note"
    code = f"import json, sys; json.dump(sys.argv[1:], open({str(note)!r}, 'w'))"
    await run_program((*python(folder, code), *words), b"", ENOUGH)
    assert json.loads(note.read_text()) == words
    assert sorted(os.listdir(folder)) == ["note", "program.py"]  # noqa: PTH208 - does not wait


async def test_it_cannot_write_into_the_terminal(folder: Path) -> None:
    code = """
import os, sys
assert not os.isatty(1) and not os.isatty(2)
assert os.getsid(0) == os.getpid()
"""
    await run_program(python(folder, code), b"", ENOUGH)


# --- What it may do -------------------------------------------------------------------------------


async def test_a_program_that_is_missing_is_told() -> None:
    told = await failed(("/no/such program", "x"))
    assert told == "`/no/such…` cannot be started (No such file or directory)"


async def test_a_file_that_is_no_program_is_told(folder: Path) -> None:
    path = folder / "file"
    path.touch()
    assert await failed((str(path),)) == f"`{path}` cannot be started (Permission denied)"
    path.chmod(0o700)
    path.write_text("no program")
    assert await failed((str(path),)) == f"`{path}` cannot be started (Exec format error)"


async def test_words_that_no_program_can_get_are_told() -> None:
    assert await failed(("true", "a\0b")) == "`true` cannot be started (embedded null byte)"


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("import sys; sys.exit('No route to host')", "No route to host"),
        ("import sys; sys.exit('first\\nlast \\n\\n')", "last"),
        ("import os; os.write(2, b'\\xff\\xfe!'); os._exit(4)", "\ufffd\ufffd!"),
        ("import sys; print('said'); sys.exit(3)", "`{argv0}` failed with status 3"),
        (
            "import os, signal; os.kill(os.getpid(), signal.SIGTERM)",
            "`{argv0}` failed with status -15",
        ),
    ],
    ids=["a line", "the last line", "no text", "only a status", "a signal"],
)
async def test_a_failure_is_told_with_the_last_line(folder: Path, code: str, told: str) -> None:
    argv = python(folder, code)
    assert await failed(argv) == told.format(argv0=argv[0])


async def test_the_status_of_a_failure_is_known(folder: Path) -> None:
    with pytest.raises(StatusError) as raised:
        await run_program(python(folder, "import sys; sys.exit(3)"), b"", ENOUGH)
    assert raised.value.status == 3


async def test_who_complains_and_succeeds_has_succeeded(folder: Path) -> None:
    await run_program(python(folder, "import sys; sys.stderr.write('mind the gap')"), b"", ENOUGH)


@pytest.mark.parametrize("status", [0, 1])
async def test_a_megabyte_of_words_does_no_harm(folder: Path, status: int) -> None:
    code = f"""
import sys
for out in sys.stdout, sys.stderr:
    out.write("x" * 1_000_000 + "\\nthe end\\n")
sys.exit({status})
"""
    if status:
        assert await failed(python(folder, code)) == "the end"
    else:
        await run_program(python(folder, code), b"", ENOUGH)


async def test_of_an_endless_line_the_end_is_kept(folder: Path) -> None:
    code = "import sys; sys.exit('x' * 1_000_000 + 'y')"
    told = await failed(python(folder, code))
    assert len(told) <= 2000
    assert told.endswith("xy")


@pytest.mark.parametrize("size", [10, 10_000_000])
async def test_who_does_not_read_need_not(folder: Path, size: int) -> None:
    await run_program(python(folder, "import os; os.close(0)"), b"x" * size, ENOUGH)


HANG = """
import signal, time
{before}
print(flush=True)
time.sleep(60)
"""
FORK = """
import os
if os.fork() == 0:
    {child}
"""


@pytest.mark.parametrize(
    "before",
    [
        "",
        "for one in signal.SIGTERM, signal.SIGINT: signal.signal(one, signal.SIG_IGN)",
        FORK.format(child="time.sleep(60)"),
        "signal.signal(signal.SIGTERM, signal.SIG_IGN)" + FORK.format(child="time.sleep(60)"),
        FORK.format(child="signal.pause()") * 3,
        "import os; os.kill(os.getpid(), signal.SIGSTOP)",
    ],
    ids=[
        "simply",
        "deaf to SIGTERM",
        "with a child",
        "with a deaf child",
        "with many children",
        "stopped",
    ],
)
@pytest.mark.parametrize("size", [10, 10_000_000], ids=["a little", "much"])
async def test_a_program_that_hangs_is_ended_with_all_it_started(
    folder: Path, before: str, size: int
) -> None:
    argv = python(folder, HANG.format(before=before))
    begun = time.monotonic()
    told = await failed(argv, b"x" * size, PATIENCE)
    assert told == f"`{argv[0]}` took longer than 0.3 s"
    assert time.monotonic() - begun >= PATIENCE


@pytest.mark.parametrize("status", [0, 1])
async def test_a_child_that_is_left_behind_does_not_hold_the_coach_up(
    folder: Path, status: int
) -> None:
    """A program may leave a child running on purpose, which may hold its pipes."""
    note = folder / "child"
    code = f"""
import os, sys, time
child = os.fork()
if child == 0:
    time.sleep(60)
    os._exit(0)
open({str(note)!r}, "w").write(str(child))
sys.exit({status} and "failed, says the parent")
"""
    run = run_program(python(folder, code), b"", ENOUGH)
    try:
        if status:
            with pytest.raises(ChannelError, match="failed, says the parent"):
                await asyncio.wait_for(run, SOON)
        else:
            await asyncio.wait_for(run, SOON)
    finally:
        os.kill(int(note.read_text()), signal.SIGKILL)


async def test_a_cancelled_program_is_ended(folder: Path) -> None:
    task = asyncio.create_task(run_program(python(folder, "input()"), b"", ENOUGH))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_a_cancelled_program_is_ended_in_the_middle(folder: Path) -> None:
    os.mkfifo(folder / "begun")
    code = f"import time; open({str(folder / 'begun')!r}, 'w').close(); time.sleep(60)"
    task = asyncio.create_task(run_program(python(folder, code), b"", ENOUGH))
    await asyncio.to_thread((folder / "begun").read_text)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_the_coach_goes_on_while_a_program_runs(folder: Path) -> None:
    task = asyncio.create_task(failed(python(folder, "import time; time.sleep(60)"), b"", PATIENCE))
    ticks = 0
    while not task.done():
        ticks += 1
        await asyncio.sleep(0.01)
    assert ticks > 3
