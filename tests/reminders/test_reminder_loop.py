"""The reminders of one machine in simulated time: each moment is announced once, come what may."""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.builders import routine
from support.machine import Machine, Process, only, simulated, somebody
from support.zones import shifts, unlike_zones

from coach.domain.day.announcements import IN_TIME, Announcement, what_to_tell
from coach.domain.day.plan import plan_day
from coach.domain.day.planned import Day, Moment, MomentKind, Status
from coach.domain.day.reminder_moments import Quiet, quiet_at, quiet_spans, reminder_moments
from coach.domain.events.types import AwayReason
from coach.domain.routine.settings import QuietHours, Reminders
from coach.domain.units import Duration, WallTime
from coach.errors import RefusedError
from coach.reminders.alert import SUMMARY, Urgency
from coach.reminders.why import snapshot_of

SHIPPED = routine()
ONE_DAY = timedelta(days=1)
TUESDAY = date(2026, 3, 3)
"""A day with a run, in a week in which no clock changes."""
MIDDAY = only(midday="")
"""One step, due at 12:30, and missed at 16:30."""
TWO = only(midday="", evening='at = "12:30"')
"""Two steps that are due at 12:30."""
ONCE = "[reminders]\nrepeats = 0\n"
THRICE = "[reminders]\nrepeats = 3\n"
A_BEAT = 6.0
"""Seconds within which a jump of the clock has to be noticed."""
SELDOM = 5.0
"""Seconds between looks when days go by without outside changes."""
HELD = 16.0
"""Seconds within which the end of a quiet span must be noticed."""


@simulated
async def test_a_step_is_told_before_when_due_again_and_when_missed_each_at_its_instant(
    tmp_path: Path,
) -> None:
    config = MIDDAY + THRICE + 'heads_up = "5m"\n'
    with Machine(tmp_path, "2026-03-03 12:00", config=config) as machine:
        machine.open()
        await machine.until("17:00")
        assert machine.heard() == [
            ("12:25:00", "heads-up", "midday"),
            ("12:30:00", "due", "midday"),
            ("12:40:00", "repeat", "midday"),
            ("12:50:00", "repeat", "midday"),
            ("13:00:00", "repeat", "midday"),
            ("16:30:00", "missed", "midday"),
        ]
        assert not machine.not_accounted_for(TUESDAY)


@simulated
async def test_two_steps_at_one_instant_are_two_alerts(tmp_path: Path) -> None:
    with Machine(tmp_path, "2026-03-03 12:00", config=TWO) as machine:
        machine.open()
        await machine.until("12:35")
        assert sorted(machine.heard()) == [
            ("12:30:00", "due", "evening"),
            ("12:30:00", "due", "midday"),
        ]


@pytest.mark.parametrize("answer", ["done", "skip", "start"])
@simulated
async def test_a_step_that_was_answered_elsewhere_asks_no_more_and_is_withdrawn(
    tmp_path: Path, answer: str
) -> None:
    with Machine(tmp_path, "2026-03-03 12:00", config=MIDDAY) as machine:
        process = machine.open()
        await machine.until("12:35")
        assert process.channel.withdrawn == []
        getattr(machine.runner.record, answer)("midday")
        await machine.wait(2)
        assert process.channel.withdrawn == ["midday"]
        await machine.until("17:00")
        assert machine.heard() == [("12:30:00", "due", "midday")]


@simulated
async def test_a_step_that_was_put_off_is_withdrawn_and_due_again(tmp_path: Path) -> None:
    with Machine(tmp_path, "2026-03-03 12:00", config=MIDDAY + ONCE) as machine:
        process = machine.open()
        await machine.until("12:35")
        machine.runner.record.snooze("midday")
        await machine.wait(2)
        assert process.channel.withdrawn == ["midday"]
        await machine.until("12:50")
        assert machine.heard() == [("12:30:00", "due", "midday"), ("12:45:00", "due", "midday")]


@simulated
async def test_what_was_undone_asks_again(tmp_path: Path) -> None:
    with Machine(tmp_path, "2026-03-03 12:00", config=MIDDAY + THRICE) as machine:
        machine.open()
        await machine.until("12:35")
        machine.runner.record.done("midday")
        await machine.until("12:45")
        machine.runner.corrections.undo()
        await machine.until("12:55")
        assert machine.heard() == [
            ("12:30:00", "due", "midday"),
            ("12:45:01", "repeat", "midday"),
            ("12:50:00", "repeat", "midday"),
        ]


@simulated
async def test_quiet_hours_are_quiet_and_what_is_still_due_is_told_at_their_end(
    tmp_path: Path,
) -> None:
    quiet = '[reminders]\nrepeats = 1\nquiet = [{ starts = "12:00", ends = "14:00" }]\n'
    with Machine(tmp_path, "2026-03-03 11:50", config=MIDDAY + quiet) as machine:
        machine.open()
        await machine.until("14:30")
        assert machine.heard() == [("14:00:00", "due", "midday"), ("14:10:00", "repeat", "midday")]
        assert not machine.not_accounted_for(TUESDAY)


@simulated
async def test_the_end_of_quiet_hours_is_one_alert_and_so_is_each_repeat(tmp_path: Path) -> None:
    quiet = '[reminders]\nrepeats = 2\nquiet = [{ starts = "11:00", ends = "14:00" }]\n'
    config = only(morning="", midday="", evening='at = "13:00"') + quiet
    with Machine(tmp_path, "2026-03-03 11:30", config=config) as machine:
        machine.open()
        await machine.until("14:30")
        heard = [(clock, kind) for clock, kind, _ in machine.heard()]
        assert [
            (*one, told.alert.steps) for one, told in zip(heard, machine.told, strict=True)
        ] == [
            ("14:00:00", SUMMARY, ("midday", "evening")),
            ("14:10:00", "repeat", ("midday", "evening")),
            ("14:20:00", "repeat", ("midday", "evening")),
        ]
        assert "Missed: First-step stretches." in machine.told[0].alert.body
        assert not machine.not_accounted_for(TUESDAY)


@simulated
async def test_a_pause_is_quiet_and_at_its_end_it_says_so_with_what_is_still_due(
    tmp_path: Path,
) -> None:
    with Machine(tmp_path, "2026-03-03 12:00", config=MIDDAY + ONCE) as machine:
        machine.open()
        machine.runner.breaks.pause(machine.clock.now() + timedelta(hours=2))
        await machine.until("13:59")
        assert machine.heard() == []
        await machine.until("14:30")
        (told,) = machine.told
        assert machine.heard() == [("14:00:00", SUMMARY, SUMMARY)]
        assert (told.alert.title, told.alert.steps) == ("Reminders are on again", ("midday",))
        assert not machine.not_accounted_for(TUESDAY)


@simulated
async def test_a_pause_until_tomorrow_is_over_when_the_day_turns(tmp_path: Path) -> None:
    with Machine(tmp_path, "2026-03-03 12:00", config=MIDDAY, look_every=SELDOM) as machine:
        machine.open()
        machine.runner.breaks.pause(machine.runner.today().ends)
        await machine.until("04:05")
        assert machine.heard() == [("04:00:00", "pause over", "pause")]


@simulated
async def test_a_pause_of_days_ends_in_one_word_on_its_last_day_and_none_on_those_before(
    tmp_path: Path,
) -> None:
    with Machine(tmp_path, "2026-03-03 12:00", config=ONCE, look_every=300.0) as machine:
        machine.open()
        await machine.wait(60)
        before = len(machine.told)
        machine.runner.breaks.pause(machine.clock.now() + timedelta(days=3))
        await machine.wait(3 * 86400 - 60)
        assert len(machine.told) == before
        await machine.wait(600)
        (told,) = machine.told[before:]
        assert (told.alert.title, told.alert.kind) == ("Reminders are on again", SUMMARY)
        assert "day" not in told.alert.body
        assert {one.day for one in told.alert.moments} == {date(2026, 3, 6)}


@simulated
async def test_whoever_comes_back_after_a_pause_of_days_is_told_of_the_present_one(
    tmp_path: Path,
) -> None:
    with Machine(tmp_path, "2026-03-03 12:00", config=ONCE) as machine:
        machine.open()
        await machine.wait(60)
        before = len(machine.told)
        machine.runner.breaks.pause(machine.clock.now() + timedelta(days=4))
        await machine.wait(60)
        machine.clock.jump(days=4, hours=1)
        await machine.wait(60)
        (told,) = machine.told[before:]
        assert {one.day for one in told.alert.moments} == {date(2026, 3, 7)}


@simulated
async def test_a_pause_that_is_ended_tells_at_once_what_is_due(tmp_path: Path) -> None:
    with Machine(tmp_path, "2026-03-03 12:00", config=MIDDAY + ONCE) as machine:
        machine.open()
        machine.runner.breaks.pause(machine.clock.now() + timedelta(hours=2))
        await machine.until("13:00")
        machine.runner.breaks.resume()
        await machine.wait(2)
        assert [one.alert.steps for one in machine.told] == [("midday",)]


@simulated
async def test_days_away_are_silent_and_the_first_day_back_rings_as_ever(tmp_path: Path) -> None:
    with Machine(tmp_path, "2026-03-03 12:00", config=MIDDAY + ONCE, look_every=300.0) as machine:
        process = machine.open()
        await machine.until("12:35")
        machine.runner.breaks.pause(machine.clock.now() + timedelta(hours=30))
        machine.runner.breaks.away(date(2026, 3, 6), AwayReason.ILL)
        await machine.wait(3 * 86400 - 3600)
        assert machine.heard() == [("12:30:00", "due", "midday")]
        assert process.channel.withdrawn == ["midday"]
        await machine.wait(3600)
        (told,) = machine.told[1:]
        assert (told.alert.kind, told.alert.moments[0].day) == ("due", date(2026, 3, 6))
        assert not machine.not_accounted_for(TUESDAY)


@simulated
async def test_who_opens_nothing_for_days_has_missed_nothing_on_those_away(tmp_path: Path) -> None:
    with Machine(tmp_path, "2026-03-03 12:00", config=MIDDAY + ONCE) as machine:
        machine.open()
        machine.runner.breaks.away(date(2026, 3, 7))
        await machine.wait(60)
        machine.clock.jump(days=4, hours=1)
        await machine.wait(60)
        (told,) = machine.told
        assert (told.alert.kind, told.alert.moments[0].day) == ("due", date(2026, 3, 7))


@simulated
async def test_who_comes_back_early_is_told_at_once_what_is_due(tmp_path: Path) -> None:
    with Machine(tmp_path, "2026-03-03 12:00", config=MIDDAY + ONCE) as machine:
        machine.open()
        machine.runner.breaks.away(date(2026, 3, 6))
        await machine.until("13:00")
        assert machine.told == []
        machine.runner.breaks.come_back()
        await machine.wait(2)
        assert [one.alert.steps for one in machine.told] == [("midday",)]


@simulated
async def test_a_step_at_the_turn_of_the_day_is_told(tmp_path: Path) -> None:
    config = only(midday='at = "04:00"') + ONCE
    with Machine(tmp_path, "2026-03-03 03:50", config=config) as machine:
        machine.open()
        await machine.until("04:05")
        assert machine.heard() == [("04:00:00", "due", "midday")]


@simulated
async def test_who_asks_not_to_be_disturbed_is_told_afterwards(tmp_path: Path) -> None:
    asks = "the desktop"

    async def do_not_disturb() -> str:
        return asks

    with Machine(tmp_path, "2026-03-03 12:00", config=TWO + ONCE) as machine:
        machine.open(do_not_disturb=do_not_disturb)
        await machine.until("13:00")
        assert machine.heard() == []
        asks = ""
        await machine.wait(HELD)
        (told,) = machine.told
        assert told.alert.kind == SUMMARY
        assert set(told.alert.steps) == {"midday", "evening"}
        assert not machine.not_accounted_for(TUESDAY)


@simulated
async def test_a_forgotten_do_not_disturb_holds_back_for_three_hours_and_then_all_comes_silently(
    tmp_path: Path,
) -> None:
    config = only(midday='window = "6h"', evening='at = "13:00"\nwindow = "6h"')
    with Machine(tmp_path, "2026-03-03 12:00", config=config) as machine:
        machine.open(do_not_disturb=somebody)
        await machine.until("15:29")
        assert machine.heard() == []
        await machine.until("18:00")
        (told,) = machine.told
        assert told.alert.urgency is Urgency.LOW
        assert told.alert.steps == ("midday", "evening")
        assert f"{told.at:%H:%M}" == "14:30"


@pytest.mark.parametrize("is_unseen", [False, True])
@simulated
async def test_where_nobody_is_to_be_disturbed_an_open_screen_shows_it_once_and_says_since_when(
    tmp_path: Path, *, is_unseen: bool
) -> None:
    config = only(midday='window = "6h"') + ONCE
    with Machine(tmp_path, "2026-03-03 12:00", config=config) as machine:
        screen = machine.open("full screen", do_not_disturb=somebody)
        screen.screen.is_unseen = is_unseen
        machine.open(do_not_disturb=somebody)
        await machine.until("13:00")
        assert machine.heard() == [("12:30:00", "due", "midday"), ("12:30:00", "notice", "held")]
        assert machine.told[1].alert.body == (
            "The desktop is set to do not disturb: "
            "elsewhere reminders have waited since 12:30, 3 h at most."
        )
        await machine.until("16:00")
        again = [(kind, step) for _, kind, step in machine.heard()[2:]]
        assert (again[:1] == [("due", "midday")]) == is_unseen
        assert not machine.not_accounted_for(TUESDAY)


@simulated
async def test_who_does_not_want_to_be_asked_for_it_is_disturbed(tmp_path: Path) -> None:
    config = MIDDAY + "[alerts]\ndo_not_disturb = false\n"
    with Machine(tmp_path, "2026-03-03 12:00", config=config) as machine:
        machine.open(do_not_disturb=somebody)
        await machine.until("12:31")
        assert machine.heard() == [("12:30:00", "due", "midday")]


@simulated
async def test_a_desktop_that_cannot_be_asked_holds_nothing_back(tmp_path: Path) -> None:
    async def fails() -> str:
        raise PermissionError("/run/user/1000")

    with Machine(tmp_path, "2026-03-03 12:00", config=MIDDAY) as machine:
        machine.open(do_not_disturb=fails)
        await machine.until("12:31")
        assert machine.heard() == [("12:30:00", "due", "midday")]


@simulated
async def test_while_the_config_file_is_away_the_last_good_routine_reminds_by_its_channels(
    tmp_path: Path,
) -> None:
    config = TWO + ONCE + '[alerts]\nchannels = ["command"]\n'
    with Machine(tmp_path, "2026-03-03 12:00", config=config) as machine:
        process = machine.open()
        away = machine.config.rename(tmp_path / "away.toml")
        await machine.until("12:31")
        away.rename(machine.config)
        await machine.until("12:35")
        assert {step for *_, step in machine.heard()} == {"midday", "evening"}
        assert {one.channel for one in machine.deliveries().values()} == {"command"}
        assert process.coach.routine_file.problems == ()


@pytest.mark.parametrize("jump", [{"minutes": 40}, {"hours": 12}, {"days": 3}])
@simulated
async def test_after_a_sleep_one_alert_tells_all_that_came(
    tmp_path: Path, jump: dict[str, float]
) -> None:
    with Machine(tmp_path, "2026-03-03 06:41") as machine:
        machine.open()
        await machine.wait(60)
        machine.clock.jump(**jump)
        await machine.wait(A_BEAT)
        (told,) = machine.told
        assert told.alert.kind == SUMMARY
        assert {one.step for one in told.alert.moments} >= {"pain-check", "morning"}
        assert not machine.not_accounted_for(TUESDAY)


@simulated
async def test_a_summary_does_not_hold_back_what_comes_later(tmp_path: Path) -> None:
    with Machine(tmp_path, "2026-03-03 06:41", config=ONCE) as machine:
        machine.open()
        machine.clock.jump(hours=1)
        await machine.until("12:31")
        assert machine.heard()[1:] == [
            ("11:50:00", "missed", "morning"),
            ("12:30:00", "due", "midday"),
        ]


@simulated
async def test_a_clock_that_is_set_back_tells_nothing_twice(tmp_path: Path) -> None:
    with Machine(tmp_path, "2026-03-03 12:00") as machine:
        machine.open()
        await machine.until("13:30")
        machine.clock.jump(hours=-1)
        await machine.until("22:00")
        assert_each_once(machine)
        assert not machine.not_accounted_for(TUESDAY)


@simulated
async def test_a_clock_that_is_set_back_across_the_turn_of_the_day_tells_nothing_twice(
    tmp_path: Path,
) -> None:
    with Machine(tmp_path, "2026-03-03 03:00") as machine:
        machine.open()
        await machine.until("07:00")
        machine.clock.jump(hours=-4)
        await machine.until("12:00")
        assert_each_once(machine)
        assert not machine.not_accounted_for(TUESDAY)


@simulated
async def test_a_clock_that_was_behind_and_is_put_right_tells_nothing_twice(
    tmp_path: Path,
) -> None:
    with Machine(tmp_path, "2026-03-03 12:00") as machine:
        process = machine.open()
        await machine.until("16:00")
        process.crash()
        machine.clock.jump(days=-4000)
        machine.open()
        await machine.wait(60)
        machine.clock.jump(days=4000)
        await machine.until("17:00")
        assert_each_once(machine)


@simulated
async def test_a_clock_that_was_ahead_and_is_put_right_reminds_on_the_days_it_had_passed(
    tmp_path: Path,
) -> None:
    with Machine(tmp_path, "2026-03-03 12:00", config=MIDDAY + ONCE, look_every=SELDOM) as machine:
        machine.open()
        machine.clock.jump(days=2)
        await machine.until("13:00")
        machine.clock.jump(days=-2)
        await machine.wait(60)
        machine.told.clear()
        for _ in range(3):
            await machine.until("17:00")
        assert machine.heard() == [
            ("16:30:00", "missed", "midday"),
            ("12:30:00", "due", "midday"),
            ("16:30:00", "missed", "midday"),
            ("12:30:00", "due", "midday"),
            ("16:30:00", "missed", "midday"),
        ]


@simulated
async def test_after_a_flight_the_steps_come_by_the_wall_clock_there(tmp_path: Path) -> None:
    with Machine(tmp_path, "2026-03-03 12:00", config=MIDDAY + ONCE) as machine:
        machine.open()
        machine.clock.travel("America/New_York")  # It is six in the morning there.
        await machine.until("17:00")
        assert machine.heard() == [("12:30:00", "due", "midday"), ("16:30:00", "missed", "midday")]
        assert not machine.not_accounted_for(TUESDAY)


@simulated
async def test_a_day_that_the_date_line_took_is_not_told_as_missed(tmp_path: Path) -> None:
    config = only(midday="", evening="")
    with Machine(tmp_path, "2026-03-03 21:30", config=config, zone="Pacific/Honolulu") as machine:
        machine.open()
        machine.runner.record.done("evening")
        await machine.wait(A_BEAT)
        machine.told.clear()
        machine.clock.jump(hours=9)
        machine.clock.travel("Pacific/Auckland")
        machine.runner.days.follow_zone()
        await machine.wait(A_BEAT)
        assert machine.runner.present_day() == date(2026, 3, 5)
        assert machine.heard() == []


@simulated
async def test_a_flight_past_a_step_tells_of_it_on_arrival(tmp_path: Path) -> None:
    with Machine(tmp_path, "2026-03-03 12:00", config=MIDDAY + ONCE) as machine:
        machine.open()
        machine.clock.travel("Europe/Athens")  # It is one o'clock there.
        await machine.wait(A_BEAT)
        assert [(kind, step) for _, kind, step in machine.heard()] == [("due", "midday")]


@simulated
async def test_a_flight_tells_nothing_again_that_was_told_at_home(tmp_path: Path) -> None:
    with Machine(tmp_path, "2026-03-03 06:00", config=only(morning="", midday="")) as machine:
        machine.open()
        await machine.until("12:35")
        before = machine.heard()
        assert before[-2:] == [("11:50:00", "missed", "morning"), ("12:30:00", "due", "midday")]
        machine.clock.travel("Europe/Athens")  # It is half past one there.
        await machine.wait(A_BEAT)
        assert machine.heard()[len(before) :] == []
        await machine.until("17:00")
        assert [(kind, step) for _, kind, step in machine.heard()[len(before) :]] == [
            ("missed", "midday")
        ]


@simulated
async def test_a_step_in_the_hour_that_spring_leaves_out_comes_once(tmp_path: Path) -> None:
    config = only(midday='at = "02:30"') + ONCE
    with Machine(tmp_path, "2026-03-28 12:00", config=config, look_every=SELDOM) as machine:
        machine.open()
        await machine.until("12:00")
        assert machine.heard() == [("03:00:00", "due", "midday"), ("04:00:00", "missed", "midday")]


@simulated
async def test_a_step_in_the_hour_that_autumn_repeats_comes_once(tmp_path: Path) -> None:
    config = only(midday='at = "02:30"\nwindow = "30m"') + ONCE
    with Machine(tmp_path, "2026-10-24 12:00", config=config, look_every=SELDOM) as machine:
        machine.open()
        await machine.until("12:00")
        assert [one.at.hour for one in machine.told] == [0, 1]
        assert machine.heard() == [("02:30:00", "due", "midday"), ("02:00:00", "missed", "midday")]


@simulated
async def test_midnight_in_a_session_is_no_reason_to_remind(tmp_path: Path) -> None:
    with Machine(
        tmp_path, "2026-03-03 20:50", config=only(evening=""), look_every=SELDOM
    ) as machine:
        machine.open()
        await machine.until("23:50")
        before = len(machine.told)
        machine.runner.record.start("evening")
        await machine.until("00:10")
        machine.runner.record.finish("evening", TUESDAY, machine.clock.now())
        await machine.until("20:00")
        assert len(machine.told) == before
        assert_each_once(machine)


@simulated
async def test_when_the_day_turns_the_last_is_closed_and_the_next_begins(tmp_path: Path) -> None:
    config = only(midday='at = "04:10"', evening='at = "22:00"\nwindow = "20h"') + ONCE
    with Machine(tmp_path, "2026-03-03 21:00", config=config, look_every=SELDOM) as machine:
        machine.open()
        await machine.until("05:00")
        assert machine.heard() == [
            ("21:00:00", "missed", "midday"),
            ("22:00:00", "due", "evening"),
            ("04:00:00", "missed", "evening"),
            ("04:10:00", "due", "midday"),
        ]
        assert not machine.not_accounted_for(TUESDAY)


@simulated
async def test_what_came_while_nothing_was_open_is_told_when_something_is(tmp_path: Path) -> None:
    with Machine(tmp_path, "2026-03-03 12:00", config=ONCE) as machine:
        process = machine.open()
        await machine.until("13:00")
        process.crash()
        await machine.until("08:00")
        machine.told.clear()
        machine.open()
        await machine.wait(1)
        (told,) = machine.told
        due, missed = told.alert.body.split("Missed: ")
        assert "Morning pain check" in due
        assert "Midday stretches" in missed
        assert not machine.not_accounted_for(TUESDAY)


@simulated
async def test_two_processes_tell_each_moment_once_between_them(tmp_path: Path) -> None:
    with Machine(tmp_path, "2026-03-03 06:00", look_every=SELDOM) as machine:
        one, other = machine.open(), machine.open("full screen")
        await machine.until("22:00")
        assert_each_once(machine)
        assert not machine.not_accounted_for(TUESDAY)
        assert {told.process for told in machine.told} <= {one, other}


@simulated
async def test_who_waited_longer_for_leave_to_disturb_tells_nothing_a_second_time(
    tmp_path: Path,
) -> None:
    def after(seconds: float) -> Callable[[], asyncio.Future[str]]:
        return lambda: asyncio.ensure_future(asyncio.sleep(seconds, ""))

    with Machine(tmp_path, "2026-03-03 12:00", config=MIDDAY + ONCE) as machine:
        slow = machine.open(do_not_disturb=after(3))
        await machine.until("12:30")
        quick = machine.open("full screen", do_not_disturb=after(1))
        slow.channel.waits_after = quick.channel.waits_after = 5
        await machine.until("12:35")
        assert_each_once(machine)


@simulated
async def test_an_open_full_screen_goes_first(tmp_path: Path) -> None:
    with Machine(tmp_path, "2026-03-03 12:00", config=MIDDAY + THRICE) as machine:
        machine.open(gives_way=lambda: True)
        screen = machine.open("full screen")
        await machine.until("17:00")
        assert [(clock, kind) for clock, kind, _ in machine.heard()] == [
            ("12:30:00", "due"),
            ("12:40:00", "repeat"),
            ("12:50:00", "repeat"),
            ("13:00:00", "repeat"),
            ("16:30:00", "missed"),
        ]
        assert {told.process for told in machine.told} == {screen}


@simulated
async def test_where_the_full_screen_does_not_tell_the_background_does_after_two_seconds(
    tmp_path: Path,
) -> None:
    with Machine(tmp_path, "2026-03-03 12:00", config=MIDDAY + ONCE) as machine:
        machine.open(gives_way=lambda: True)
        await machine.until("12:31")
        assert machine.heard() == [("12:30:02", "due", "midday")]


@simulated
async def test_what_a_full_screen_showed_to_nobody_is_told_by_the_background(
    tmp_path: Path,
) -> None:
    config = MIDDAY + ONCE + '[alerts]\nchannels = ["in-app", "push"]\n'
    with Machine(tmp_path, "2026-03-03 12:00", config=config) as machine:
        background = machine.open(gives_way=lambda: True)
        screen = machine.open("full screen", others_remind=lambda: True)
        screen.screen.is_unseen = True
        screen.channel.fails = "no network"
        await machine.until("12:40")
        assert machine.heard() == [
            ("12:30:00", "due", "midday"),
            ("12:30:02", "due", "midday"),
        ]
        assert [one.process for one in machine.told] == [screen, background]
        assert not machine.not_accounted_for(TUESDAY)


@simulated
async def test_a_full_screen_that_is_opened_takes_what_came_as_seen(tmp_path: Path) -> None:
    with Machine(tmp_path, "2026-03-03 12:00", config=MIDDAY + ONCE) as machine:
        screen = machine.open("a screen", do_not_disturb=somebody)
        await machine.until("12:35")
        screen.reminding.settle_silently()
        machine.open()
        await machine.until("12:45")
        assert machine.heard() == []
        assert not machine.not_accounted_for(TUESDAY)


@simulated
async def test_a_channel_that_fails_is_noted_and_told_by_the_next(tmp_path: Path) -> None:
    with Machine(tmp_path, "2026-03-03 12:00", config=MIDDAY + ONCE) as machine:
        machine.open().channel.fails = "no network"
        await machine.until("12:31")
        (told,) = machine.told
        assert told.alert.body.endswith("[push failed: no network]")
        (delivery,) = machine.deliveries().values()
        assert delivery.channel == "command"
        assert [(one.channel, one.reason) for one in delivery.failures] == [("push", "no network")]


@simulated
async def test_where_all_channels_fail_it_is_noted_and_tried_each_minute(tmp_path: Path) -> None:
    with Machine(tmp_path, "2026-03-03 12:00", config=MIDDAY + ONCE) as machine:
        process = machine.open()
        process.channel.fails = process.spare.fails = "no network"
        await machine.until("12:30")
        (delivery,) = machine.deliveries().values()
        assert delivery.told is None
        assert [one.channel for one in delivery.failures] == ["push", "command"]
        await machine.until("12:35:30")
        assert machine.heard() == []
        process.channel.fails = ""
        await machine.until("12:37")
        assert machine.heard() == [("12:36:00", "due", "midday")]


@simulated
async def test_a_day_without_a_working_channel_is_told_once_there_is_one(tmp_path: Path) -> None:
    with Machine(
        tmp_path, "2026-03-03 20:00", config=only(evening="", midday="") + ONCE, look_every=SELDOM
    ) as machine:
        process = machine.open()
        process.channel.fails = process.spare.fails = "no network"
        await machine.until("12:45")
        process.crash()
        process = machine.open()
        await machine.wait(61)
        (told,) = machine.told
        assert "Evening stretches on Tuesday" in told.alert.body
        assert "Midday stretches" in told.alert.body
        assert not machine.not_accounted_for(TUESDAY)


@simulated
async def test_where_no_claim_can_be_written_it_is_told_all_the_same_and_once(
    tmp_path: Path,
) -> None:
    with Machine(tmp_path, "2026-03-03 12:00", config=MIDDAY + THRICE) as machine:
        machine.open(is_locked_out=True)
        await machine.until("12:55")
        assert machine.heard() == [
            ("12:30:00", "due", "midday"),
            ("12:40:00", "repeat", "midday"),
            ("12:50:00", "repeat", "midday"),
        ]


@simulated
async def test_what_was_told_on_a_full_disk_is_not_told_again_by_the_next_process_or_another(
    tmp_path: Path, runtime_folder: Path
) -> None:
    with Machine(tmp_path, "2026-03-03 12:00", config=MIDDAY + ONCE) as machine:
        machine.open(is_locked_out=True)
        await machine.until("12:35")
        machine.processes[0].crash()
        process = machine.open(is_locked_out=True)
        machine.open("full screen", is_locked_out=True)
        await machine.until("12:40")
        assert machine.heard() == [("12:30:00", "due", "midday")]
        (known,) = snapshot_of(machine.runner).deliveries.values()
        assert (known.channel, known.moment.step) == ("push", "midday")
        process.lock_out(is_out=False)
        await machine.until("12:41")
        assert not machine.not_accounted_for(TUESDAY)
        assert files_in(runtime_folder) == []


@simulated
async def test_what_was_told_without_a_claim_is_noted_as_soon_as_it_can_be(
    tmp_path: Path,
) -> None:
    with Machine(tmp_path, "2026-03-03 12:00", config=MIDDAY + ONCE) as machine:
        process = machine.open(is_locked_out=True)
        await machine.until("12:35")
        process.lock_out(is_out=False)
        await machine.until("12:40")
        machine.open("full screen")
        await machine.until("12:45")
        assert machine.heard() == [("12:30:00", "due", "midday")]
        assert not machine.not_accounted_for(TUESDAY)


@simulated
async def test_what_was_told_is_not_told_again_where_another_file_takes_the_journals_place(
    tmp_path: Path,
) -> None:
    with Machine(tmp_path, "2026-03-03 12:00", config=MIDDAY + ONCE) as machine:
        machine.open()
        copy = machine.copy_journal()
        await machine.until("12:35")
        machine.replace_journal(copy)
        await machine.until("12:45")
        assert machine.heard() == [("12:30:00", "due", "midday")]
        assert not machine.not_accounted_for(TUESDAY)


@simulated
async def test_what_failed_while_no_claim_could_be_written_is_tried_again(tmp_path: Path) -> None:
    with Machine(tmp_path, "2026-03-03 12:00", config=MIDDAY + ONCE) as machine:
        process = machine.open(is_locked_out=True)
        process.channel.fails = process.spare.fails = "no network"
        await machine.until("12:35")
        process.channel.fails = ""
        await machine.until("12:37")
        assert [(kind, step) for _, kind, step in machine.heard()] == [("due", "midday")]


@simulated
async def test_what_a_crashed_process_had_claimed_another_one_tells(tmp_path: Path) -> None:
    with Machine(tmp_path, "2026-03-03 12:00", config=MIDDAY + ONCE) as machine:
        hanging = machine.open()
        hanging.channel.waits_before = 3600
        await machine.until("12:30:05")
        hanging.crash()
        machine.open("another")
        await machine.until("12:31")
        assert machine.heard() == [("12:30:30", "due", "midday")]


@simulated
async def test_what_was_claimed_when_the_day_turned_is_told_on_the_next(tmp_path: Path) -> None:
    config = only(midday='at = "04:00"', evening='at = "22:00"\nwindow = "20h"') + ONCE
    with Machine(tmp_path, "2026-03-03 21:00", config=config) as machine:
        hanging = machine.open()
        await machine.until("03:59")
        hanging.channel.waits_before = 3600
        await machine.until("04:00:05")
        hanging.crash()
        machine.open("another")
        await machine.until("05:00")
        assert not machine.not_accounted_for(TUESDAY)
        assert {one.alert.tag for one in machine.told} == {"evening", "midday"}


@simulated
async def test_what_a_process_had_told_but_not_noted_when_it_crashed_is_told_again(
    tmp_path: Path,
) -> None:
    with Machine(tmp_path, "2026-03-03 12:00", config=MIDDAY + ONCE) as machine:
        machine.open().channel.waits_after = 3600
        await machine.until("12:30:05")
        machine.processes[0].crash()
        machine.open("another")
        await machine.until("13:00")
        assert [clock for clock, *_ in machine.heard()] == ["12:30:00", "12:30:30"]


@simulated
async def test_what_comes_while_an_alert_is_on_its_way_is_told_too(tmp_path: Path) -> None:
    with Machine(tmp_path, "2026-03-03 12:00", config=MIDDAY + ONCE) as machine:
        machine.open().channel.waits_before = 5
        await machine.until("12:30:02")
        machine.clock.jump(hours=5)
        await machine.wait(15)
        assert [(kind, step) for _, kind, step in machine.heard()] == [
            ("due", "midday"),
            ("missed", "midday"),
        ]
        assert not machine.not_accounted_for(TUESDAY)


@pytest.mark.parametrize("jump", [0, 40])
@simulated
async def test_what_is_on_its_way_is_not_told_again_by_the_same_process_whatever_its_claim_does(
    tmp_path: Path, jump: int
) -> None:
    with Machine(tmp_path, "2026-03-03 12:00", config=MIDDAY + ONCE) as machine:
        machine.open().channel.waits_after = 60 - jump
        await machine.until("12:30:01")
        machine.clock.jump(seconds=jump)
        await machine.until("12:35")
        assert [(kind, step) for _, kind, step in machine.heard()] == [("due", "midday")]
        assert not machine.not_accounted_for(TUESDAY)


@simulated
async def test_who_ends_notes_what_is_told_by_then_and_tells_no_more(tmp_path: Path) -> None:
    with Machine(tmp_path, "2026-03-03 12:00", config=MIDDAY) as machine:
        process = machine.open()
        process.channel.waits_after = 1
        await machine.until("12:30")
        await process.reminding.finish()
        assert not machine.not_accounted_for(TUESDAY)
        await machine.until("13:00")
        assert machine.heard() == [("12:30:00", "due", "midday")]


@simulated
async def test_who_ends_does_not_wait_for_what_hangs(tmp_path: Path) -> None:
    with Machine(tmp_path, "2026-03-03 12:00", config=MIDDAY + ONCE) as machine:
        process = machine.open()
        process.channel.waits_before = 3600
        await machine.until("12:30")
        begun = machine.clock.now()
        await process.reminding.finish()
        assert machine.clock.now() - begun < timedelta(seconds=3)


class Life:
    """Two processes that remind, and a runner with random actions."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self.dying: Process | None = None
        self.may_be_told_again: set[str] = set()
        self._started = 0
        self._sound = 0
        machine.open(self._name())
        machine.open(self._name())

    async def go_on(self, seconds: float, action: str, step: str, hours: float) -> None:
        await self.machine.wait(seconds)
        with suppress(RefusedError):
            self._do(action, step, hours)
        for process in self.machine.processes:
            process.beat()

    async def come_to_rest(self) -> None:
        """Wait until nothing is held back any more."""
        self._crash()
        with suppress(RefusedError):
            self.machine.runner.breaks.resume()
        for process in self.machine.processes:
            process.beat()
        await self.machine.wait(300)

    def _do(self, action: str, step: str, hours: float) -> None:
        runner, now = self.machine.runner, self.machine.clock.now()
        match action:
            case "pause":
                runner.breaks.pause(now + timedelta(hours=abs(hours)))
            case "resume":
                runner.breaks.resume()
            case "undo":
                runner.corrections.undo()
            case "stop":
                runner.record.stop(step, runner.present_day())
            case "jump":
                self.machine.clock.jump(hours=hours)
            case "crash before":
                self._doom("waits_before")
            case "crash after":
                self._doom("waits_after")
            case "crash":
                self._crash()
            case _:
                getattr(runner.record, action)(step)

    def _doom(self, where: str) -> None:
        """From now on one process hangs in its alerts, until it crashes."""
        self._crash()
        self.dying = self.machine.processes[0]
        setattr(self.dying.channel, where, 1e9)
        self._sound = len(self.machine.told)

    def _crash(self) -> None:
        if self.dying:
            unnoted = [one for one in self.machine.told[self._sound :] if one.process is self.dying]
            self.may_be_told_again |= {key.key for one in unnoted for key in one.alert.moments}
            self.dying.crash()
            self.dying = None
            self.machine.open(self._name())

    def _name(self) -> str:
        self._started += 1
        return f"process-{self._started}"


STEPS = ["pain-check", "morning", "midday", "strength", "evening", "night-splint"]
VERBS = ["done", "skip", "snooze", "start", "stop", "undo", "pause", "resume"]
CRASHES = ["crash before", "crash after", "crash"]
LIVES = st.lists(
    st.tuples(
        st.floats(1, 3 * 3600),
        st.sampled_from([*VERBS, *CRASHES, "jump", "jump"]),
        st.sampled_from(STEPS),
        st.floats(-5, 20),
    ),
    min_size=5,
    max_size=25,
)


@given(life=LIVES)
@settings(max_examples=40)
def test_whatever_happens_each_moment_is_told_and_none_twice_but_after_a_crash(
    life: list[tuple[float, str, str, float]],
) -> None:
    @simulated
    async def live(folder: Path) -> None:
        with Machine(folder, "2026-03-03 06:00", look_every=0) as machine:
            lived = Life(machine)
            for part in life:
                await lived.go_on(*part)
            await lived.come_to_rest()
            missing = machine.not_accounted_for(TUESDAY)
            assert [one.key for one in missing if not machine.was_told_later(one)] == []
            twice = {key for key, times in machine.times_told().items() if times > 1}
            assert twice <= lived.may_be_told_again

    with TemporaryDirectory() as folder:
        live(Path(folder))


CLOCKS = st.builds(WallTime, st.integers(0, 23), st.integers(0, 59))
REMINDERS = st.builds(
    Reminders,
    heads_up=st.sampled_from([0, 300, 5400]).map(Duration),
    repeats=st.integers(0, 4),
    repeat_every=st.integers(60, 7200).map(Duration),
    quiet=st.lists(st.builds(QuietHours, starts=CLOCKS, ends=CLOCKS), max_size=2).map(tuple),
)
NEAR_SHIFTS = st.deferred(
    lambda: st.sampled_from(
        [(name, shift.at.date()) for name in unlike_zones() for shift in shifts(name)]
    )
)
ANY_DAYS = st.deferred(
    lambda: st.tuples(
        st.sampled_from(unlike_zones()), st.dates(date(1990, 1, 3), date(2037, 12, 28))
    )
)
HOURS = st.floats(0, 72)


@given(where=NEAR_SHIFTS | ANY_DAYS, reminders=REMINDERS, gone=HOURS)
@settings(max_examples=150)
def test_in_every_zone_and_year_each_moment_is_told_and_after_a_sleep_all_at_once(
    where: tuple[str, date], reminders: Reminders, gone: float
) -> None:
    zone, first = ZoneInfo(where[0]), where[1] - ONE_DAY
    dates = [first + ONE_DAY * ahead for ahead in range(3)]
    days = {one: plan_day(SHIPPED, one, [], zone) for one in dates}
    spans = quiet_spans(reminders, [], [first - ONE_DAY, *dates, dates[-1] + ONE_DAY], zone)
    moments = [moment for day in days.values() for moment in moments_of(day, reminders, spans)]

    assert len({moment.key for moment in moments}) == len(moments)
    for moment in moments:
        day = days[moment.day]
        assert day.starts <= moment.at <= day.ends
        assert not quiet_at(spans, moment.at)
        (telling,) = what_to_tell([moment], days, moment.at)
        assert telling.kind is moment.kind

    now = days[first].starts + timedelta(hours=gone)
    come = [moment for moment in moments if moment.at <= now]
    tellings = what_to_tell(come, days, now)
    told = [moment for telling in tellings for moment in telling.moments]
    assert sorted(told, key=lambda one: one.key) == sorted(come, key=lambda one: one.key)
    if any(now - moment.at > IN_TIME for moment in come):
        assert sum(not telling.is_empty for telling in tellings) <= 1
    if not quiet_at(spans, now):
        assert named(tellings) == open_or_missed(come, days, now)


def moments_of(day: Day, reminders: Reminders, spans: Sequence[Quiet]) -> tuple[Moment, ...]:
    return reminder_moments(day, reminders, spans, day.starts - timedelta.resolution)


def named(tellings: Iterable[Announcement]) -> set[tuple[date, str]]:
    """The steps announced as due or missed."""
    asking = [one for one in tellings if one.kind is not MomentKind.HEADS_UP]
    due = {(one.moments[-1].day, step.step.id) for one in asking for step in one.due}
    return due | {(day, step.step.id) for one in asking for day, step in one.missed}


def open_or_missed(
    come: Iterable[Moment], days: Mapping[date, Day], now: datetime
) -> set[tuple[date, str]]:
    """The steps of these moments that are due or missed now."""
    planned = {(one.day, one.step): days[one.day].find(one.step) for one in come}
    asking = {Status.DUE, Status.MISSED}
    return {key for key, step in planned.items() if step and step.status(now) in asking}


def files_in(folder: Path) -> list[Path]:
    return [one for one in folder.rglob("*") if one.is_file()]


def assert_each_once(machine: Machine) -> None:
    assert machine.told
    assert [key for key, times in machine.times_told().items() if times > 1] == []
