"""What the buttons do: they act on the journal, or say why not."""

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from support.channels import Noting, asking, python, running
from support.simulated import RUN_DAY, Setting

from coach.domain.events.types import StepDone, StepSkipped, StepSnoozed, StepStarted
from coach.domain.routine.settings import ChannelName
from coach.errors import CoachError, NotSavedError, RefusedError
from coach.reminders.alert import Action, Alert
from coach.reminders.alerting import Alerting
from coach.reminders.dispatcher import Channels, Dispatcher
from coach.reminders.reply import answer

LIMIT = 10.0
NOTE = """
import json, os, sys
from pathlib import Path

note = Path(sys.argv[1])
facts = {"words": sys.argv[2:], "session": os.getsid(0) == os.getpid()}
facts["quiet"] = all(os.path.realpath(f"/proc/self/fd/{n}") == "/dev/null" for n in range(3))
half = note.with_suffix(".half")
half.write_text(json.dumps(facts))
half.rename(note)
"""


def happened(setting: Setting) -> list[tuple[type, str]]:
    """The steps with entries today."""
    day = setting.coach.present_day()
    events = [one for one in setting.coach.days.history() if one.day == day]
    return [(type(one), getattr(one, "step", "")) for one in events]


def until(condition: Callable[[], object]) -> None:
    """Wait for another process to do something."""
    give_up = time.monotonic() + LIMIT
    while not condition():
        assert time.monotonic() < give_up
        time.sleep(0.01)


def opens(setting: Setting, *words: str) -> None:
    """Have the steps opened by a program."""
    setting.configure(f"[alerts]\nopen = {json.dumps(words)}\n")
    setting.coach.routine_file.read_again()
    assert not setting.coach.routine_file.problems


# --- On the journal -------------------------------------------------------------------------------


def test_start_starts_a_session(setting: Setting) -> None:
    setting.at("06:55")
    told = answer(setting.coach, asking(setting, "morning"), Action.START)
    assert told == "First-step stretches: started."
    assert happened(setting) == [(StepStarted, "morning")]


def test_start_starts_a_run(setting: Setting) -> None:
    setting.at("17:30")
    assert answer(setting.coach, asking(setting, "run"), Action.START) == "Run: started."
    assert happened(setting) == [(StepStarted, "run")]


@pytest.mark.parametrize("action", [Action.DONE, Action.START])
def test_a_reminder_is_done(setting: Setting, action: Action) -> None:
    setting.at("22:30")
    told = answer(setting.coach, asking(setting, "night-splint"), action)
    assert told == "Night splint: done."
    assert happened(setting) == [(StepDone, "night-splint")]


def test_a_pain_check_cannot_be_started_without_a_program(setting: Setting) -> None:
    setting.at("06:45")
    with pytest.raises(RefusedError, match="nothing to start"):
        answer(setting.coach, asking(setting, "pain-check"), Action.START)
    assert happened(setting) == []


def test_snooze_puts_off(setting: Setting) -> None:
    setting.at("06:55")
    told = answer(setting.coach, asking(setting, "morning"), Action.SNOOZE)
    assert told == "First-step stretches: again in 10 min."
    assert happened(setting) == [(StepSnoozed, "morning")]


def test_skip_skips(setting: Setting) -> None:
    setting.at("06:55")
    told = answer(setting.coach, asking(setting, "morning"), Action.SKIP)
    assert told == "First-step stretches: skipped."
    assert happened(setting) == [(StepSkipped, "morning")]


@pytest.mark.parametrize(
    ("action", "event", "done"),
    [(Action.SNOOZE, StepSnoozed, "again in 10 min"), (Action.SKIP, StepSkipped, "skipped")],
)
def test_a_summary_is_answered_for_all_its_steps(
    setting: Setting, action: Action, event: type, done: str
) -> None:
    setting.at("17:40")
    told = answer(setting.coach, asking(setting, "warm-up", "run"), action)
    assert told == f"Warm-up: {done}. Run: {done}."
    assert happened(setting) == [(event, "warm-up"), (event, "run")]


def test_of_a_summary_the_first_step_is_started(setting: Setting) -> None:
    setting.at("17:40")
    answer(setting.coach, asking(setting, "warm-up", "run"), Action.START)
    assert happened(setting) == [(StepStarted, "warm-up")]


def test_what_is_refused_of_several_is_said_and_holds_nothing_else_up(setting: Setting) -> None:
    setting.at("17:40")
    setting.coach.record.done("warm-up")
    with pytest.raises(RefusedError) as raised:
        answer(setting.coach, asking(setting, "warm-up", "run"), Action.SKIP)
    assert str(raised.value) == "Warm-up: already done; undo takes that back. Run: skipped."
    assert happened(setting) == [(StepDone, "warm-up"), (StepSkipped, "run")]


def test_a_step_is_not_put_off_too_often(setting: Setting) -> None:
    setting.at("06:55")
    shown = asking(setting, "morning")
    for _ in range(3):
        answer(setting.coach, shown, Action.SNOOZE)
    with pytest.raises(RefusedError, match="already put off 3 times"):
        answer(setting.coach, shown, Action.SNOOZE)
    assert len(happened(setting)) == 3


@pytest.mark.parametrize("action", list(Action))
def test_yesterdays_alert_is_answered_no_more(setting: Setting, action: Action) -> None:
    setting.at("21:00")
    shown = asking(setting, "evening")
    setting.at("04:00", RUN_DAY[2] + 1)
    with pytest.raises(RefusedError, match="for another day; `coach` shows today's steps"):
        answer(setting.coach, shown, action)
    assert happened(setting) == []


def test_until_four_in_the_morning_it_is_still_the_same_day(setting: Setting) -> None:
    setting.at("22:30")
    shown = asking(setting, "night-splint")
    setting.at("02:00", RUN_DAY[2] + 1)
    answer(setting.coach, shown, Action.DONE)
    assert happened(setting) == [(StepDone, "night-splint")]


@pytest.mark.parametrize("action", list(Action))
def test_a_step_that_is_configured_no_more_is_refused(setting: Setting, action: Action) -> None:
    with pytest.raises(RefusedError, match="no step `gone` today"):
        answer(setting.coach, asking(setting, "gone"), action)


# --- By a program of the runner's -----------------------------------------------------------------


def test_a_step_is_opened_by_a_program(setting: Setting, tmp_path: Path) -> None:
    note = tmp_path / "note"
    words = ("start", "{step}", "--note={step}", "; touch here", "$(id)", "a b")
    opens(setting, *python(tmp_path, NOTE), str(note), *words)
    setting.at("06:55")
    told = answer(setting.coach, asking(setting, "morning"), Action.START)
    assert told == "First-step stretches: opened."
    until(note.exists)
    assert json.loads(note.read_text()) == {
        "words": ["start", "morning", "--note=morning", "; touch here", "$(id)", "a b"],
        "session": True,
        "quiet": True,
    }
    assert happened(setting) == []


def test_a_pain_check_is_opened_by_a_program(setting: Setting, tmp_path: Path) -> None:
    note = tmp_path / "note"
    opens(setting, *python(tmp_path, NOTE), str(note), "{step}")
    setting.at("06:45")
    answer(setting.coach, asking(setting, "pain-check"), Action.START)
    until(note.exists)
    assert json.loads(note.read_text())["words"] == ["pain-check"]


def test_what_was_opened_outlives_the_process(tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    opener = """
import asyncio, sys
from coach.reminders.reply import _open, ignore

async def main():
    script = 'echo $$ > "$0.half"; mv "$0.half" "$0"; exec sleep 60'
    _open(("sh", "-c", script, sys.argv[1]), "", ignore)

asyncio.run(main())
"""
    subprocess.run([sys.executable, "-c", opener, str(pid)], check=True, timeout=LIMIT)
    until(pid.exists)
    os.kill(int(pid.read_text()), 9)


def test_what_was_opened_and_has_ended_leaves_no_zombie(setting: Setting, tmp_path: Path) -> None:
    note = tmp_path / "note"
    opens(setting, *python(tmp_path, NOTE), str(note))
    answer(setting.coach, asking(setting, "morning"), Action.START)
    until(note.exists)
    until(lambda: not running(str(note)) and not _zombies())


def _zombies() -> list[str]:
    """Ended children of this process that were not waited for."""
    stats = [_stat(path) for path in Path("/proc").glob("[0-9]*/stat")]
    return [one for one in stats if one.rpartition(") ")[2].split()[:2] == ["Z", str(os.getpid())]]


def _stat(path: Path) -> str:
    try:
        return path.read_text(errors="replace")
    except OSError:  # It has ended in the meantime.
        return ""


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("no-such-program", "{step}"), "No such file or directory"),
        (("/", "{step}"), "Permission denied"),
    ],
    ids=["missing", "a folder"],
)
def test_a_program_that_cannot_be_started_is_told(
    setting: Setting, words: tuple[str, ...], reason: str
) -> None:
    opens(setting, *words)
    with pytest.raises(CoachError) as raised:
        answer(setting.coach, asking(setting, "morning"), Action.START)
    assert str(raised.value) == (
        f"`{words[0]}` cannot be started ({reason}); fix `open` in [alerts]."
    )


# --- What is told of an answer --------------------------------------------------------------------


class TellingPost(Dispatcher):
    """Keeps what it sends."""

    def __init__(self, channels: Channels) -> None:
        super().__init__(channels)
        self.sent: asyncio.Queue[Alert] = asyncio.Queue()

    async def send(self, alert: Alert, *_: object) -> None:  # type: ignore[override]
        self.sent.put_nowait(alert)


@pytest.fixture
def alerting(setting: Setting) -> Alerting:
    alerting = Alerting(setting.coach)
    alerting.post = TellingPost({})
    return alerting


async def press(alerting: Alerting, shown: Alert, action: Action) -> list[tuple[str, str, str]]:
    """The alerts after a button was pressed: tags, titles and bodies."""
    await alerting._press(shown, action)
    await asyncio.gather(*alerting._tasks)
    assert isinstance(alerting.post, TellingPost)
    told = [alerting.post.sent.get_nowait() for _ in range(alerting.post.sent.qsize())]
    return [(one.tag, one.title, one.body) for one in told]


async def test_what_was_started_is_told(setting: Setting, alerting: Alerting) -> None:
    setting.at("06:55")
    shown = asking(setting, "morning")
    assert await press(alerting, shown, Action.START) == [
        ("ice", "Ice", "First-step stretches: started.")
    ]


@pytest.mark.parametrize("action", [Action.SNOOZE, Action.SKIP])
async def test_what_is_plain_to_see_is_not_told(
    setting: Setting, alerting: Alerting, action: Action
) -> None:
    setting.at("06:55")
    assert await press(alerting, asking(setting, "morning"), action) == []
    assert len(happened(setting)) == 1


async def test_what_was_refused_is_told(setting: Setting, alerting: Alerting) -> None:
    setting.at("06:55")
    setting.coach.record.done("morning")
    for action in (Action.SNOOZE, Action.SKIP):
        ((_, _, body),) = await press(alerting, asking(setting, "morning"), action)
        assert body == "First-step stretches: already done; undo takes that back."


async def test_what_could_not_be_saved_is_told(
    setting: Setting, alerting: Alerting, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise NotSavedError("The disk is full.")

    setting.at("06:55")
    shown = asking(setting, "morning")
    monkeypatch.setattr(setting.coach.record, "skip", full)
    assert await press(alerting, shown, Action.SKIP) == [("ice", "Ice", "The disk is full.")]


async def test_a_program_that_ends_at_once_is_told_and_the_step_is_asked_for_again(
    setting: Setting,
) -> None:
    alerting, sent = Alerting(setting.coach), Noting()
    alerting.post = Dispatcher({ChannelName.PUSH: sent})
    opens(setting, "sh", "-c", "exit 3")
    setting.at("06:55")
    asked = asking(setting, "morning")
    await alerting._press(asked, Action.START)
    async with asyncio.timeout(LIMIT):
        while len(sent.sent) < 2:  # noqa: ASYNC110 - another process says no more than that
            await asyncio.sleep(0.01)
    opened, again = sent.sent
    assert opened.body == "First-step stretches: opened."
    assert again.body == ("`sh` ended at once (exit status 3); fix `open` in [alerts]. Due now.")
    assert (again.tag, again.steps, again.buttons) == (asked.tag, asked.steps, asked.buttons)
    await alerting.close()


async def test_a_press_that_fails_in_any_way_is_answered(
    setting: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    alerting, sent = Alerting(setting.coach), Noting()
    alerting.post = Dispatcher({ChannelName.PUSH: sent})
    monkeypatch.setattr(setting.coach.record, "skip", lambda step: {}[step])
    await alerting._press(asking(setting, "morning"), Action.SKIP)
    await asyncio.gather(*alerting._tasks)
    assert sent.sent[0].body.startswith("That failed; ")
    await alerting.close()
