"""The text of an alert, and the answers it offers."""

from support.channels import TODAY, labels, the_alert
from support.simulated import RUN_DAY, Setting

from coach.domain.day.announcements import what_to_tell
from coach.domain.day.planned import Moment, MomentKind
from coach.reminders.alert import Action, Alert, Urgency, alert_of, notice
from coach.wording.day import DayWords

TUESDAY = RUN_DAY[2]
OPEN = '[alerts]\nopen = ["xterm", "-e", "coach", "start", "{step}"]\n'


def reconfigure(setting: Setting, text: str) -> None:
    setting.configure(text)
    setting.coach.routine_file.read_again()
    assert not setting.coach.routine_file.problems


def moments(setting: Setting) -> list[Moment]:
    """The moments of the present day that have come."""
    now = setting.clock.now()
    return [one for one in setting.coach.days.reminders([setting.coach.today()]) if one.at <= now]


def alert_at(setting: Setting, *moments: Moment) -> Alert:
    """The alert for some moments now."""
    day, now = setting.coach.today(), setting.clock.now()
    (telling,) = what_to_tell(moments, {day.date: day}, now)
    return alert_of(telling, DayWords(day.routine, day, (), now, setting.coach.zone))


# --- Each kind ------------------------------------------------------------------------------------


def test_a_step_that_is_due_says_what_it_is(setting: Setting) -> None:
    setting.coach.record.check(3)
    setting.at("06:50")
    due = the_alert(setting)
    assert (due.kind, due.tag, due.title) == ("due", "morning", "First-step stretches")
    assert due.body == (
        "Due now · 3 exercises · both feet · in bed if you like, even before the check."
    )
    assert due.urgency is Urgency.NORMAL
    assert (due.day, due.steps) == (TODAY, ("morning",))
    assert [button.action for button in due.buttons] == [Action.START, Action.SNOOZE, Action.SKIP]
    assert labels(due) == ["Start", "Snooze", "Skip"]
    assert [(moment.step, moment.kind) for moment in due.moments] == [("morning", "due")]


def test_a_repeat_says_for_how_long_the_step_is_due(setting: Setting) -> None:
    setting.coach.record.check(3)
    setting.at("07:10")
    repeat = the_alert(setting)
    assert (repeat.kind, repeat.tag) == ("repeat", "morning")
    assert repeat.body.startswith("Due 20 min ago · ")
    assert labels(repeat) == ["Start", "Snooze", "Skip"]
    assert len(repeat.moments) == 2


def test_a_heads_up_says_how_long_there_is_and_asks_nothing(setting: Setting) -> None:
    reconfigure(setting, '[reminders]\nheads_up = "5m"\n')
    setting.coach.record.check(3)
    setting.at("06:45")
    early = the_alert(setting)
    assert (early.kind, early.urgency) == ("heads-up", Urgency.LOW)
    assert early.body.startswith("In 5 min · 3 exercises")
    assert early.buttons == ()


def test_a_missed_step_is_told_without_reproach(setting: Setting) -> None:
    setting.coach.record.check(3)
    setting.at("11:50")
    missed = the_alert(setting)
    assert (missed.kind, missed.tag) == ("missed", "morning")
    assert missed.title == "First-step stretches: missed"
    assert missed.body == "It was due until 11:50. No need to make up for it; just do the next one."
    assert (missed.urgency, missed.buttons) == (Urgency.LOW, ())


def test_a_step_that_was_missed_on_an_earlier_day_names_the_day(setting: Setting) -> None:
    for step in ("midday", "run", "strength", "evening"):
        setting.coach.record.skip(step)
    setting.coach.record.check(3)
    setting.at("06:00", TUESDAY + 1)
    missed = the_alert(setting, days=2)
    assert missed.kind == "missed"
    assert missed.body.startswith("It was due until Tue 24 Nov 11:50.")


def test_the_end_of_a_pause_says_what_comes_next(setting: Setting) -> None:
    setting.at("08:00")
    setting.coach.record.check(3)
    setting.coach.record.done("morning")
    pause = setting.clock.now()
    setting.at("09:00")
    until = setting.clock.now()
    setting.clock.set(pause)
    setting.coach.breaks.pause(until)
    setting.clock.set(until)
    over = the_alert(setting)
    assert (over.kind, over.tag) == (str(MomentKind.PAUSE_OVER), "pause")
    assert (over.title, over.body) == ("Reminders are on again", "Next: Midday stretches at 12:30.")
    assert (over.steps, over.buttons) == ((), ())


def test_the_end_of_a_pause_after_which_nothing_comes(setting: Setting) -> None:
    reconfigure(setting, "[steps.night-splint]\nenabled = false\n")
    setting.coach.record.check(3)
    for step in ("morning", "midday", "run", "strength", "evening"):
        setting.coach.record.skip(step)
    setting.coach.breaks.pause(setting.clock.now().replace(hour=8, minute=0))
    setting.at("09:00")
    assert the_alert(setting).body == "Everything is done."


def test_a_notice_asks_nothing() -> None:
    said = notice("config", "Your config file", "Line 3: ...")
    assert (said.kind, said.tag) == ("notice", "config")
    assert (said.steps, said.buttons, said.moments) == ((), (), ())


# --- The summary ----------------------------------------------------------------------------------


def test_a_summary_says_what_is_due_and_what_was_missed(setting: Setting) -> None:
    setting.at("17:40")
    summary = the_alert(setting)
    assert (summary.kind, summary.tag) == ("summary", "summary")
    assert summary.title == "While you were away"
    assert summary.body == (
        "Still due: Warm-up and Run. "
        "Missed: Morning pain check, First-step stretches and Midday stretches. "
        "Do it now, move it, or drop it?"
    )
    assert summary.steps == ("warm-up", "run")
    assert labels(summary) == ["Do now", "Move", "Drop"]
    assert [one.action for one in summary.buttons] == [Action.START, Action.SNOOZE, Action.SKIP]


def test_a_summary_of_nothing_but_missed_steps_asks_nothing(setting: Setting) -> None:
    setting.coach.record.skip("evening")
    setting.at("03:59", TUESDAY + 1)
    setting.coach.record.skip("night-splint")
    setting.at("06:00", TUESDAY + 1)
    summary = the_alert(setting, days=2)
    assert summary.body == (
        "Missed: Morning pain check, First-step stretches, Midday stretches, Run and Strength "
        "on Tuesday."
    )
    assert (summary.steps, summary.buttons) == ((), ())


def test_a_summary_of_few_missed_steps_names_those_of_each_day(setting: Setting) -> None:
    for step in ("midday", "run", "strength", "evening"):
        setting.coach.record.skip(step)
    setting.at("14:00", TUESDAY + 1)
    assert the_alert(setting, days=2).body == (
        "Still due: Midday stretches. "
        "Missed: Morning pain check and First-step stretches on Tuesday; "
        "Morning pain check and First-step stretches. "
        "Do it now, move it, or drop it?"
    )


def test_a_summary_of_many_missed_steps_counts_those_of_earlier_days(setting: Setting) -> None:
    setting.at("14:00", TUESDAY + 2)
    assert the_alert(setting, days=3).body == (
        "Still due: Midday stretches. "
        "Missed: 6 steps on Tuesday; 4 steps on Wednesday; "
        "Morning pain check and First-step stretches. "
        "Do it now, move it, or drop it?"
    )


def test_a_summary_stays_short_after_a_week_away(setting: Setting) -> None:
    setting.at("14:00", TUESDAY + 6)
    assert len(the_alert(setting, days=7).body) < 300


def test_the_end_of_a_pause_says_in_one_alert_what_is_due(setting: Setting) -> None:
    setting.coach.record.check(3)
    setting.coach.record.skip("morning")
    setting.coach.breaks.pause(setting.clock.now().replace(hour=12, minute=0))
    setting.at("13:00")
    over = the_alert(setting)
    assert (over.kind, over.title) == ("summary", "Reminders are on again")
    assert over.body == "Still due: Midday stretches. Do it now, move it, or drop it?"


def test_the_end_of_quiet_hours_says_in_one_alert_what_is_due(setting: Setting) -> None:
    quiet = '[reminders]\nquiet = [{ starts = "06:00", ends = "07:00" }]\n'
    reconfigure(setting, quiet)
    setting.at("07:00")
    over = the_alert(setting)
    assert (over.kind, over.title) == ("summary", "Quiet hours are over")
    assert over.steps == ("pain-check", "morning")


def test_steps_that_ask_again_together_are_named_together(setting: Setting) -> None:
    reconfigure(setting, '[reminders]\nquiet = [{ starts = "06:00", ends = "07:00" }]\n')
    setting.at("07:10")
    again = alert_at(setting, *(one for one in moments(setting) if one.kind is MomentKind.REPEAT))
    assert (again.kind, again.title) == (
        "repeat",
        "Morning pain check and First-step stretches",
    )
    assert again.body == "Still due. Do it now, move it, or drop it?"
    assert again.steps == ("pain-check", "morning")


def test_what_has_been_due_is_not_said_to_come_when_a_pause_ends(setting: Setting) -> None:
    setting.at("07:05")
    over = Moment(TODAY, "", MomentKind.PAUSE_OVER, setting.clock.now())
    assert alert_at(setting, over).body == "Morning pain check: due."


# --- The buttons ----------------------------------------------------------------------------------


def test_a_pain_check_is_begun_only_where_a_program_can_be_opened(setting: Setting) -> None:
    setting.at("06:45")
    assert labels(the_alert(setting)) == ["Snooze", "Skip"]
    reconfigure(setting, OPEN)
    assert labels(the_alert(setting)) == ["Start", "Snooze", "Skip"]


def test_a_summary_begins_with_a_pain_check_only_where_a_program_can_be_opened(
    setting: Setting,
) -> None:
    setting.at("06:55")
    assert labels(the_alert(setting)) == ["Move", "Drop"]
    reconfigure(setting, OPEN)
    assert labels(the_alert(setting)) == ["Do now", "Move", "Drop"]


def test_a_reminder_is_done_at_once(setting: Setting) -> None:
    setting.at("22:30")
    setting.coach.record.check(3)
    for step in ("morning", "midday", "run", "strength", "evening"):
        setting.coach.record.skip(step)
    splint = the_alert(setting)
    assert labels(splint) == ["Done", "Snooze", "Skip"]
    assert splint.buttons[0].action is Action.DONE


def test_who_has_put_a_step_off_often_enough_cannot_do_so_again(setting: Setting) -> None:
    setting.coach.record.check(3)
    setting.at("06:50")
    for minute in ("07:00", "07:10", "07:20"):
        assert "Snooze" in labels(the_alert(setting))
        setting.coach.record.snooze("morning")
        setting.at(minute)
    assert labels(the_alert(setting)) == ["Start", "Skip"]


def test_a_summary_is_moved_while_any_of_its_steps_may_be(setting: Setting) -> None:
    reconfigure(setting, "[reminders]\nsnoozes = 1\n")
    setting.at("17:40")
    setting.coach.record.snooze("run")
    setting.at("18:00")
    assert labels(the_alert(setting)) == ["Do now", "Move", "Drop"]
    setting.coach.record.snooze("warm-up")
    setting.at("18:20")
    summary = the_alert(setting)
    assert set(summary.steps) == {"warm-up", "run"}
    assert labels(summary) == ["Do now", "Drop"]
