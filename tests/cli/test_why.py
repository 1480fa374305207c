"""`coach why`, as a process beside others that are open."""

import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from support.home import Home

from coach.cli.main import coach_command
from coach.domain.day.planned import Moment, MomentKind
from coach.journal.deliveries import Deliveries, Failure
from coach.reminders.alerting import Alerting
from coach.system.process_lock import ProcessLock

MIDDAY = """
[steps.midday]
at = "11:00"
window = "24h"

[reminders]
repeats = 0
"""
"""It is past noon: the midday stretches are due."""
NOBODY = "no reminder process is running"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path, MIDDAY)


@contextmanager
def held(home: Home, name: str) -> Iterator[str]:
    """This process, as if it were one that reminds."""
    presence = ProcessLock(home.journal, name)
    assert presence.take()
    yield f"process {os.getpid()}"
    presence.leave()


def due(home: Home) -> Moment:
    """The moment at which the midday stretches became due."""
    with home.coach() as coach:
        moments = coach.days.reminders([coach.today()])
    return next(one for one in moments if (one.step, one.kind) == ("midday", MomentKind.DUE))


def test_a_step_that_nobody_tells(home: Home) -> None:
    head, today, now = succeeds(home, "midday").split("\n\n")
    assert head.startswith("Midday stretches: due since 11:00, until ")
    assert today.splitlines()[:2] == ["Today:", f"  11:00  due: not announced, as {NOBODY}."]
    mend = "`coach remind` or `coach service install` starts one"
    assert now == f"Now:\n  You will get no reminders: {NOBODY}; {mend}.\n"


@pytest.mark.parametrize(
    ("name", "who"), [("remind", "the reminders"), ("screen", "the full screen")]
)
def test_who_is_open_tells(home: Home, name: str, who: str) -> None:
    succeeds(home, "midday")
    with held(home, name) as process:
        said = f"11:00  due: about to be announced by {who} ({process})."
        assert said in succeeds(home, "midday")
    assert NOBODY in succeeds(home, "midday")


def test_what_was_told_and_what_failed_is_read_from_the_journal(home: Home) -> None:
    moment = due(home)
    told = moment.at + timedelta(seconds=2)
    with home.coach() as coach:
        deliveries = Deliveries(coach.journal)
        deliveries.claim([moment], "reminders (process 4711)", moment.at)
        deliveries.note_announced([moment], told, "push", [Failure("desktop", "no answer")])
    said = "sent at 11:00:02 through push by the reminders (process 4711)"
    assert f"11:00  due: {said} (desktop failed: no answer)." in succeeds(home, "midday")
    assert f"; {said}" in succeeds(home)


def test_a_pause_and_an_answer_are_told(home: Home) -> None:
    home.run("pause", "until", "14:00")
    assert "  11:00  due: held back by a pause until 14:00.\n" in succeeds(home, "midday")
    home.run("skip", "midday")
    said = succeeds(home, "midday")
    assert re.match(r"Midday stretches: skipped at 1[23]:\d\d\.\n", said)
    assert re.search(r"  11:00  due: not announced before it was skipped at 1[23]:\d\d\.\n", said)


def test_the_whole_day_has_a_line_for_each_step(home: Home) -> None:
    said = succeeds(home)
    with home.coach() as coach:
        steps = [planned.step.id for planned in coach.today().steps]
    *level, days, following, now = (one.splitlines() for one in said.split("\n\n"))
    assert level[0][0].startswith("Walk and jog. No run is logged before today")
    assert [line.split()[1] for line in days] == steps
    assert following[0] == "Next:"
    assert now[0] == "Now:"


def test_a_step_that_is_not_on_the_plan(home: Home) -> None:
    with home.coach() as coach:
        tomorrow = coach.present_day() + timedelta(days=1)
    home.configure(f'[steps.midday]\ndays = ["{tomorrow:%a}"]\n'.lower())
    said = succeeds(home, "midday")
    assert f"not on today's plan: it comes on {tomorrow:%A}, and this is" in said
    assert f"It comes again on {tomorrow:%A} {tomorrow.day} {tomorrow:%B}.\n" in said


def test_other_programs_get_json(home: Home) -> None:
    facts = json.loads(succeeds(home, "midday", "--json"))
    assert facts["step"] == "midday"
    assert facts["status"] == "due"
    assert facts["moments"][0]["became"] == "not told"
    assert datetime.fromisoformat(facts["moments"][0]["at"]) == due(home).at
    day = json.loads(succeeds(home, "--json"))
    assert "midday" in [step["step"] for step in day["steps"]]
    assert day["next"]


def test_an_unknown_step_is_refused_with_the_nearest_name(home: Home) -> None:
    run = home.run("why", "middday")
    assert run.returncode == 1
    assert run.stdout == ""
    assert run.stderr == "There is no step `middday`; did you mean `midday`?\n"


def test_who_asks_not_to_be_disturbed_is_named(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    async def somebody(_: Alerting) -> str:
        return "GNOME"

    monkeypatch.setattr(Alerting, "do_not_disturb", somebody)
    monkeypatch.setenv("TZ", home.zone)
    with held(home, "remind"):
        said = invoked(home)
        assert (
            "11:00  due: held back since then, as GNOME is set to do not disturb; announced "
            in said
        )
        assert "  GNOME is set to do not disturb; reminders wait, 3 h at most.\n" in said
        home.configure(f"{MIDDAY}\n[alerts]\ndo_not_disturb = false\n")
        assert "GNOME" not in invoked(home)


def invoked(home: Home) -> str:
    """The output of the command, run in this process."""
    files = ["--config", str(home.config), "--journal", str(home.journal)]
    run = CliRunner().invoke(coach_command, [*files, "why", "midday"])
    assert run.exit_code == 0
    return run.output


def succeeds(home: Home, *arguments: str) -> str:
    """The output of the command."""
    run = home.run("why", *arguments)
    assert (run.returncode, run.stderr) == (0, "")
    return run.stdout
