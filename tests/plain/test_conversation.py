"""The conversation: Coach does what is typed, and says what comes next."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from support.recovered import QUIET, live
from support.simulated import Setting
from support.speech import Speech

from coach.activities.file_state import FileState
from coach.config.keymap.actions import ABOUT, FILES, TODAY
from coach.domain.day.planned import Status
from coach.domain.events.types import (
    FlagCleared,
    IntakeGiven,
    PainChecked,
    Pattern,
    RatedActivity,
    RunLogged,
    StepDone,
    Trained,
    TrialAid,
)
from coach.plain.conversation import Conversation
from coach.plain.verbs import VERBS
from coach.runtime.file_reading import FileReading
from coach.runtime.inbox_memory import Memory
from coach.wording.maintenance import BEGUN, ENDED, OFFER
from coach.wording.phrases import MASKED, SHORT_DAY, SIGN_TITLES, WHOLE_DAY


@pytest.fixture
def morning(setting: Setting) -> Setting:
    setting.live_two_weeks()
    return setting


async def talked(setting: Setting, *typed: str) -> list[str]:
    """The output for a user who types these lines, then leaves."""
    return (await talk(setting, *typed)).said


async def talk(setting: Setting, *typed: str, **at_second: str) -> Speech:
    speech = Speech(setting, *typed, **at_second)
    await Conversation(setting.coach, speech).run()
    return speech


def after(said: list[str], prompt: int) -> list[str]:
    """The output after the prompt with that number."""
    prompts = [index for index, text in enumerate(said) if text == "What now?"]
    return said[prompts[prompt - 1] + 1 : prompts[prompt]]


async def test_it_opens_with_the_level_the_steps_and_what_comes_next(morning: Setting) -> None:
    morning.live_this_morning()
    said = await talked(morning)
    assert said[:2] == [
        "Good morning. Type help to see what you can type.",
        "Tuesday 24 November, 07:12.",
    ]
    assert said[2].startswith("Run, no increase. ")
    assert "1. Morning pain check, done, 3/10, at 06:46, eases after a few steps." in said
    assert "2. First-step stretches, done at 07:05." in said
    assert "3. Midday stretches, at 12:30, 10 minutes, 3 exercises, both feet." in said
    assert said[-2].startswith("Next: Midday stretches, at 12:30")
    assert said[-2].endswith("Enter starts it.")


async def test_what_was_done_on_a_day_without_it_is_taken_down(morning: Setting) -> None:
    morning.configure('[steps.strength]\ndays = ["sun"]\n')
    morning.coach.routine_file.read_again()
    said = await talked(morning, "skip strength", "done strength", "cancel")
    assert "Strength: not on today's plan." in said
    assert "Strength: done." in said
    assert morning.coach.days.find("strength").facts.done


async def test_a_day_is_made_short_and_whole_again(morning: Setting) -> None:
    said = await talked(morning, "short", "today", "short")
    assert SHORT_DAY in said
    assert any(". Evening stretches, short, at 21:00, 10 minutes" in one for one in said)
    assert WHOLE_DAY in said
    assert not morning.coach.days.is_short_day()


async def test_a_trial_by_lot_is_begun_after_one_more_question(morning: Setting) -> None:
    said = await talked(morning, "trial", "tape", "yes")
    assert any(one.endswith("Begin today? yes or no?") for one in said)
    assert any(one.startswith("Trial of tape, day 1 of 42: today with") for one in said)
    trial = morning.coach.days.trial_on(morning.coach.present_day())
    assert trial
    assert trial.aid is TrialAid.TAPE


async def test_a_refusal_asks_again_with_the_answers_filled_in(morning: Setting) -> None:
    said = await talked(morning, "away", "", "today", "travel", "", "sun", "")
    told = "The first day back has to come after Tue 24 Nov, the first day away."
    assert told in said
    assert "Enter: travelling." in said[said.index(told) :]
    away = morning.coach.today().away
    assert away
    assert (away.because, away.until) == ("travel", date(2026, 11, 29))


@pytest.mark.parametrize("typed", [["check 3 y n"], ["3 y n"], ["check", "3 y n"], ["c 3", "y n"]])
async def test_the_pain_check_takes_several_answers_in_a_line(
    setting: Setting, typed: list[str]
) -> None:
    await talked(setting, *typed, "", "", "")
    check = setting.coach.days.check_of(setting.coach.present_day())
    assert check
    assert (check.pain, check.eases, check.walking_pain) == (3, True, False)


@pytest.mark.parametrize("typed", ["ran 5.2km 31m 0", "run 5.2 km 31m 0", "r 5.2km 31:00 0"])
async def test_a_run_is_typed_as_in_its_command(morning: Setting, typed: str) -> None:
    said = await talked(morning, typed, "", "")
    run = morning.coach.days.run_of(morning.coach.present_day())
    assert run, said
    assert (run.distance, run.duration) == (5200, 1860)


async def test_other_training_is_typed_as_in_its_command(morning: Setting) -> None:
    await talked(morning, "trained swim 30m")
    (done,) = [one for one in morning.coach.days.history() if isinstance(one, Trained)]
    assert (done.activity, done.duration) == ("swim", 1800)


async def test_what_is_no_answer_leaves_the_question_to_be_asked(setting: Setting) -> None:
    said = await talked(setting, "check 3 perhaps", "cancel")
    told = said.index("Not understood: perhaps.")
    assert "ease" in said[told + 1]
    assert setting.coach.days.check_of(setting.coach.present_day()) is None


async def test_a_pause_says_on_which_day_it_ends(morning: Setting) -> None:
    morning.coach.breaks.pause(morning.clock.now() + timedelta(days=8))
    assert "Reminders are paused until Wed 2 Dec 06:40." in await talked(morning)


async def test_the_pain_check_is_asked_and_recorded(morning: Setting) -> None:
    said = await talked(morning, "", "3", "yes", "n", "", "no", "")
    assert "How much did the very first steps hurt?" in said
    assert "First-step pain 3/10." in said
    check = morning.coach.days.check_of(morning.coach.present_day())
    assert isinstance(check, PainChecked)
    assert (check.pain, check.eases, check.walking_pain) == (3, True, False)


async def test_what_does_not_apply_is_not_asked(morning: Setting) -> None:
    said = await talked(morning, "check", "0", "no", "", "", "")
    assert "Does it ease after a few steps?" not in said
    assert "Does walking hurt after the first steps?" in said
    assert "First-step pain 0/10." in said


async def test_an_answer_that_is_none_is_asked_again_and_one_may_go_back(morning: Setting) -> None:
    said = await talked(morning, "check", "eleven", "", "4", "back", "2", "y", "n", "", "", "")
    assert "Not understood: eleven." in said
    assert "This needs an answer." in said
    check = morning.coach.days.check_of(morning.coach.present_day())
    assert check
    assert check.pain == 2


async def test_the_check_is_the_same_as_yesterday(morning: Setting) -> None:
    today = morning.coach.present_day()
    before = morning.coach.days.check_of(today - timedelta(days=1))
    assert before
    said = await talked(morning, "check", "same", "yes")
    assert "Type same to fill in yesterday's answers." in said
    assert f"How much did the very first steps hurt? {before.pain}." in said
    check = morning.coach.days.check_of(today)
    assert check
    assert (check.pain, check.eases, check.walking_pain) == (
        before.pain,
        before.eases,
        before.walking_pain,
    )


async def test_what_is_not_the_same_is_asked_with_yesterdays_answers_filled_in(
    morning: Setting,
) -> None:
    await talked(morning, "check", "same", "no", "9", "", "yes", "", "", "")
    check = morning.coach.days.check_of(morning.coach.present_day())
    assert check
    assert (check.pain, check.eases, check.walking_pain) == (9, True, True)


async def test_whoever_leaves_the_questions_saves_nothing(morning: Setting) -> None:
    said = await talked(morning, "check", "4", "cancel")
    assert after(said, 1)[-1] == "Nothing was saved."
    assert morning.coach.days.check_of(morning.coach.present_day()) is None


async def test_enter_corrects_the_check_with_what_was_answered_before(morning: Setting) -> None:
    morning.live_this_morning()
    await talked(morning, "check", "5", "", "", "", "", "")
    check = morning.coach.days.check_of(morning.coach.present_day())
    assert check
    assert (check.pain, check.eases, check.walking_pain) == (5, True, False)


async def test_a_run_is_set_off_on_and_told_of(morning: Setting) -> None:
    morning.live_this_morning()
    morning.at("17:31")
    speech = await talk(
        morning, "start run", "start run", "5.2", "", "31:20", "2", "faded", "6", "tape"
    )
    said = speech.said
    assert "Warm, and in shoes that support the arch? Press enter when you are back." in said
    run = morning.coach.days.run_of(morning.coach.present_day())
    assert isinstance(run, RunLogged)
    assert (run.distance, run.duration, run.pain) == (5200.0, 31 * 60 + 20, 2)
    assert (run.pattern, run.effort) == (Pattern.FADED, 6)


async def test_distances_and_hours_are_told_as_the_runner_wants_them(morning: Setting) -> None:
    morning.configure('[display]\ndistances = "mi"\nhours = "12h"\n')
    morning.coach.changes()
    morning.live_this_morning()
    morning.at("17:31")
    answers = ("7.2", "71:20", "2", "faded", "6", "tape")
    said = await talked(morning, "progress", "why", "ran", *answers, "today")
    assert said[1] == "Tuesday 24 November, 5:31 pm."
    assert "1. Morning pain check, done, 3/10, at 6:46 am, eases after a few steps." in said
    assert any("This week: " in text and " mi" in text for text in after(said, 1))
    assert any(" mi at most" in text for text in after(said, 2))
    assert "Such as 3.2 mi." in said
    assert any("The advice was 6.2 mi at most" in text for text in said)
    assert not any(" km" in text for text in said)
    run = morning.coach.days.run_of(morning.coach.present_day())
    assert run
    assert round(run.distance) == 11587


async def test_a_run_twice_as_long_as_any_other_is_asked_about(morning: Setting) -> None:
    morning.live_this_morning()
    morning.at("17:31")
    slip = ("52", "4h", "2", "faded", "6", "tape")
    said = await talked(morning, "ran", *slip, "no", "5.2", "31", "", "", "", "")
    assert "Really 52.0 km? That is more than twice your longest run in 30 days. yes or no?" in said
    assert "Enter: 52." in said
    run = morning.coach.days.run_of(morning.coach.present_day())
    assert run
    assert (run.distance, run.pain, run.pattern) == (5200.0, 2, Pattern.FADED)


async def test_a_run_that_cannot_be_is_asked_for_again(morning: Setting) -> None:
    morning.live_this_morning()
    morning.at("17:31")
    answers = ("9999", "5.2", "1", "2", "faded", "6", "tape", "", "31", "", "", "", "")
    said = await talked(morning, "ran", *answers)
    assert "9999.0 km is farther than anyone runs; write 500.0 km at most." in said
    assert "5.2 km in 1 min is faster than anyone runs; check the distance and the time." in said
    run = morning.coach.days.run_of(morning.coach.present_day())
    assert run
    assert (run.distance, run.duration, run.pain) == (5200.0, 1860, 2)


async def test_a_long_run_is_logged_once_the_runner_is_sure(morning: Setting) -> None:
    morning.live_this_morning()
    await talked(morning, "ran", "31", "4h", "0", "6", "tape", "yes")
    run = morning.coach.days.run_of(morning.coach.present_day())
    assert run
    assert run.distance == 31_000


async def test_what_goes_beyond_the_advice_is_said(morning: Setting) -> None:
    morning.live_this_morning()
    said = await talked(morning, "ran", "12", "70", "0", "6", "tape")
    assert any(text.startswith("The advice was 10.0 km at most;") for text in said)


async def test_strength_is_asked_about_when_it_is_done_and_again_on_demand(
    morning: Setting,
) -> None:
    morning.live_this_morning()
    morning.at("19:00")
    said = await talked(morning, "done strength", "cancel", "start strength", "2", "7")
    assert after(said, 1)[:2] == ["Strength: done.", "How was the strength session?"]
    assert after(said, 2)[0] == "How was the strength session?"
    done = morning.coach.days.done_of("strength", morning.coach.present_day())
    assert done
    assert (done.pain, done.effort) == (2, 7)


async def test_a_painkiller_is_said_to_mask_the_morning(setting: Setting) -> None:
    setting.coach.record.check(1, eases=True, walking_pain=False, painkiller=True)
    said = await talked(setting)
    assert MASKED in said


async def test_walks_are_left_out_where_walking_hurts(setting: Setting) -> None:
    setting.coach.record.check(2, eases=True, walking_pain=True)
    said = await talked(setting)
    assert "No walks for exercise either." in said


async def test_nothing_is_left_of_the_week_where_the_day_allows_no_run(morning: Setting) -> None:
    morning.coach.record.check(7, eases=True, walking_pain=False)
    said = await talked(morning, "progress")
    assert "This week: no run yet." in after(said, 1)


async def test_a_walk_jog_that_is_said_to_be_done_is_asked_about(setting: Setting) -> None:
    setting.coach.record.check(2, eases=True, walking_pain=False)
    setting.at("17:40")
    said = await talked(setting, "done run", "yes", "", "20", "1", "faded", "", "")
    assert "Was this the walk-jog (stage 1)?" in said
    run = setting.coach.days.run_of(setting.coach.present_day())
    assert run
    assert (run.stage, run.distance) == (1, 0)


async def test_no_key_of_the_full_screen_is_named(morning: Setting) -> None:
    morning.configure('[keys.today]\nstart = "ctrl+g"\n')
    morning.coach.changes()
    morning.live_this_morning()
    morning.at("17:31")
    said = await talked(morning, "start run", "today")
    assert any(text.startswith("6. Run, under way, since 17:31") for text in said)
    assert not any("ctrl+g" in text for text in said)
    assert not any("enter corrects it" in text or "does it late" in text for text in said)


async def test_steps_are_named_by_number_id_or_name(morning: Setting) -> None:
    morning.live_this_morning()
    said = await talked(morning, "done 3", "skip warm-up", "snooze evening 20m", "done 99", "xyz")
    assert after(said, 1)[0] == "Midday stretches: done."
    assert after(said, 2)[0] == "Warm-up: skipped."
    assert after(said, 3)[0] == "Evening stretches: again in 14 h 8 min."
    assert after(said, 4) == ["There is no step 99; type today to hear them all."]
    assert after(said, 5)[0].startswith("There is no step `xyz` today")


async def test_a_number_is_that_of_the_list_that_was_said_last(morning: Setting) -> None:
    morning.live_this_morning()
    morning.at("21:00")
    said = await talked(morning, "done midday", "done 4")
    names = [text for text in said if text.startswith("4. ")]
    assert after(said, 2)[0].startswith(names[0].removeprefix("4. ").partition(",")[0])


async def test_undo_takes_the_last_action_back(morning: Setting) -> None:
    morning.live_this_morning()
    said = await talked(morning, "done midday", "undo")
    assert after(said, 2)[0] == "Undone: Midday stretches: done."
    assert [one for one in morning.coach.days.history() if isinstance(one, StepDone)][
        -1
    ].step != "midday"


async def test_a_session_is_played_in_between(morning: Setting) -> None:
    morning.configure('[sessions.midday]\nexercises = [{ exercise = "cd_walk", move = "8s" }]\n')
    morning.live_this_morning()
    morning.coach.changes()
    said = await talked(morning, "midday", "today")
    assert "Well done. 8 seconds of exercise." in after(said, 1)
    assert morning.coach.days.find("midday").status(morning.clock.now()) is Status.DONE


async def test_a_session_that_is_closed_elsewhere_is_left(morning: Setting) -> None:
    speech = Speech(morning, "midday")
    talking = Conversation(morning.coach, speech)
    heard = speech.hear

    async def hear(within: float | None = None) -> str | None:
        if within and speech.waited > 3:
            morning.coach_elsewhere().record.done("midday")
            talking._day_changed()
        return await heard(within)

    speech.hear = hear  # type: ignore[method-assign]
    await talking.run()
    assert "Midday stretches: closed in another window." in speech.said


async def test_warning_signs_are_ticked_and_cleared(morning: Setting) -> None:
    seen = ("clear", "fever", "Dr Lee", "yesterday")
    said = await talked(morning, "flags", "4 8", "flags", *seen, "flags", "99")
    assert any(text.startswith("Rest, and see a clinician.") for text in after(said, 1))
    assert any(text.startswith("4. Ticked. Heel pain with fever") for text in after(said, 2))
    again = "unning starts again with walk-jogs, at stage 1"
    assert f"Cleared. Still to clear: weakness. R{again}." in after(said, 2)
    assert any(f"r{again}, unless a clinician allows more" in text for text in after(said, 2))
    assert after(said, 3)[-1] == "There is no sign 99; nothing was ticked."
    assert morning.coach.judgement().flags == ("weakness",)
    cleared = next(one for one in morning.coach.days.history() if isinstance(one, FlagCleared))
    assert (cleared.flags, cleared.seen_by) == (("fever",), "Dr Lee")
    assert cleared.seen_on == morning.coach.present_day() - timedelta(days=1)


async def test_signs_are_told_by_what_they_do(morning: Setting) -> None:
    said = await talked(morning, "flags", "")
    titles = [text for text in said if text.removesuffix(":") in SIGN_TITLES.values()]
    assert titles == [f"{one}:" for one in SIGN_TITLES.values()]
    first = said.index("These stop all training:")
    assert said[first + 1].startswith("1. Severe pain straight after an injury")


async def test_nothing_is_cleared_without_saying_who_has_seen_it(morning: Setting) -> None:
    said = await talked(morning, "flags", "4", "flags", "clear", "", "", "cancel")
    assert "This needs an answer." in after(said, 2)
    assert morning.coach.judgement().flags == ("fever",)


async def test_about_asks_what_the_coach_has_to_know(setting: Setting) -> None:
    answers = ("left", "6", "y", "n", "n", "n", "n", "n", "yes", "no advice")
    said = await talked(setting, "about", *answers)
    assert "Thank you." in said
    told = setting.coach.days.intake()
    assert isinstance(told, IntakeGiven)
    assert (told.is_typical, told.weak_bones, told.pregnant) == (True, False, False)
    assert told.brisk_walk
    assert setting.coach.routine.profile.foot == "left"


async def test_why_and_progress_are_told_in_sentences(morning: Setting) -> None:
    morning.live_this_morning()
    said = await talked(morning, "why", "why midday", "progress")
    assert "First steps: 3/10, easing." in after(said, 1)
    assert any(text.startswith("Rule 13, from ") for text in after(said, 1))
    assert not any(re.search(r"\bR\d\d|\bS\d\d|\[[A-Z]\d", text) for text in said)
    assert after(said, 2)[0].startswith("Midday stretches: due at 12:30")
    assert after(said, 3)[0].startswith("First-step pain, 14 days, today last: 6, 6, 5")


async def test_overruling_is_asked_for_once_more(setting: Setting) -> None:
    setting.coach.record.check(2, eases=True, walking_pain=False)
    said = await talked(setting, "overrule", "no", "overrule", "yes")
    assert after(said, 1)[-1] == "Nothing was recorded."
    assert "Recorded. Today: run, no longer than lately." in after(said, 2)
    assert setting.coach.judgement().is_overruled


async def test_who_is_away_has_nothing_due_until_they_are_back(morning: Setting) -> None:
    said = await talked(morning, "away", "yesterday", "fri", "travelling", "today", "", "back")
    assert "Away: until Fri 27 Nov, travelling." in said
    away = "You are away until Fri 27 Nov, travelling: nothing is due before then."
    assert after(said, 1)[-1] == away
    assert after(said, 2)[1] == away
    assert "3. Midday stretches, away." in after(said, 2)
    assert after(said, 2).count(away) == 1
    assert after(said, 3) == [f"{away} Name a step to do it anyway."]
    back, coming = after(said, 4)
    assert back.startswith("Welcome back. You were travelling for 1 day. Today: ")
    assert coming.startswith("Next: Morning pain check")


async def test_the_day_back_may_be_typed_at_once(setting: Setting) -> None:
    said = await talked(setting, "away until fri", "", "", "ill")
    assert "Away: until Fri 27 Nov, ill." in said
    said = await talked(setting, "away soon", "no", "", "cancel")
    assert "This needs an answer." in said


async def test_the_first_lines_after_days_away_say_where_one_stands(morning: Setting) -> None:
    morning.coach.breaks.away(date(2026, 11, 27))
    morning.at("07:00", 27)
    said = await talked(morning)
    assert said[2].startswith("You were away for 3 days. Today: run, no increase, ")


async def test_a_pause_is_typed_in_any_length_or_asked_for(morning: Setting) -> None:
    typed = ("pause 3d", "pause until wed", "pause soon", "resume", "pause", "12 days", "resume")
    said = await talked(morning, *typed)
    assert after(said, 1)[0] == "No reminders until Fri 27 Nov 06:40."
    assert after(said, 2)[0] == "No reminders until Wed 25 Nov 04:00."
    assert after(said, 3)[0].startswith("Write how long, as in: pause 2h")
    assert after(said, 4)[0] == "Reminders are on again."
    assert "No reminders until Sun 6 Dec 06:40." in after(said, 5)
    assert after(said, 6)[0] == "Reminders are on again."


async def test_the_evidence_is_read_chapter_by_chapter(setting: Setting) -> None:
    said = await talked(setting, "evidence", "2")
    assert "2. How to read the marks." in said
    assert any(text.startswith("Some sources count repetitions") for text in said)


def test_every_command_of_the_full_screens_day_has_a_word_here() -> None:
    same = {"run": "ran", "intake": "about"}
    there = {same.get(one.name, one.name) for one in (*TODAY, *ABOUT, *FILES)}
    # The plan is a text anyway, and so is what these commands print.
    assert there - {"plan", "entries", "import", "backup"} <= VERBS.keys()


async def test_the_help_has_a_line_for_each_verb(setting: Setting) -> None:
    said = await talked(setting, "help")
    assert all(verb.line() in said for verb in VERBS.values())


async def test_the_outlook_is_said_in_whole_sentences(setting: Setting) -> None:
    setting.live_on_the_ladder()
    said = after(await talked(setting, "outlook"), 1)
    assert said[1].startswith("First free run. Likely ")
    assert said[-1].startswith("Not a promise. Heel pain often lasts for months")
    assert all(one.endswith(".") for one in said)


async def test_too_early_for_an_outlook(setting: Setting) -> None:
    assert "How sure. Too early to say." in " ".join(await talked(setting, "outlook"))


async def test_the_heel_raises_are_counted_and_the_count_is_confirmed(morning: Setting) -> None:
    morning.live_this_morning()
    answers = ("measure", "stairs", "4", "-", "-", "9.5", "", "player", "", "3")
    speech = await talk(morning, *answers, at26="n", at40="n")
    assert "Knee straight, as high as you can." in " ".join(speech.said)
    assert "Up 2 seconds, down 2 seconds." in speech.said
    assert "5." in speech.said
    found = morning.coach.measuring.of_today()
    assert found
    assert [(one.activity, one.score) for one in found.activities] == [("stairs", 4)]
    assert (found.wall_left, found.wall_right) == (9.5, None)
    assert (found.raises_left, found.raises_right) == (5, 3)


async def test_a_score_is_brought(morning: Setting) -> None:
    said = await talked(morning, "score", "FFI", "54", "")
    assert "FFI 54: recorded." in said
    assert "SF 36 41: recorded." in await talked(morning, "score SF 36 41", "")
    assert "My index 7: recorded." in await talked(morning, "score My index", "7", "")
    assert "SF 36 9: recorded." in await talked(morning, "score", "SF 36", "9", "")


async def test_the_days_ahead_are_read_out_a_day_a_line(morning: Setting) -> None:
    morning.live_this_morning()
    said = after(await talked(morning, "plan"), 1)
    tomorrow = said[said.index("Wednesday 25 November:") + 1]
    assert tomorrow.startswith("06:45 Morning pain check; 06:50 First-step stretches; ")
    assert tomorrow.endswith("; 21:00 Evening stretches; 22:30 Night splint.")
    assert said[-1].startswith("What a run may be is decided that morning. ")


async def test_a_recovered_runner_takes_the_maintenance_day_and_leaves_it(
    setting: Setting,
) -> None:
    live(setting.coach, setting.clock, QUIET)
    said = await talked(setting, "maintenance", "yes", "yes", "today", "why", "progress")
    assert OFFER in said
    assert any(one.endswith("Begin today? yes or no?") for one in said)
    assert BEGUN in said
    assert not any("Evening stretches" in one for one in said[said.index(BEGUN) :])
    assert any(one.startswith("Maintenance day since ") for one in said)
    assert any(one.startswith("Episode from ") for one in said)
    said = await talked(setting, "maintenance", "yes", "maintenance")
    assert ENDED in said
    said = [one for one in said if one.startswith("The maintenance day is not offered")]
    assert said[0].endswith(
        "two weeks have to pass after your last answer, so not before Tue 8 Dec."
    )


async def test_progress_has_the_week_in_words_and_what_was_measured(morning: Setting) -> None:
    morning.live_this_morning()
    morning.coach.measuring.bring_score("FFI", 54)
    said = await talked(morning, "progress")
    assert "Score: FFI 54, once so far." in said
    assert any(one.startswith("Running: ") for one in said)
    assert any(one.startswith("First steps: ") for one in said)


async def test_the_report_is_written_once_and_only_for_oneself(
    morning: Setting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    morning.live_this_morning()
    said = await talked(morning, "report", "report")
    page = tmp_path / "coach-report-2026-11-24.html"
    assert after(said, 1)[0].startswith(f"{page}: only you can read it.")
    assert "Plantar heel pain" in page.read_text("utf-8")
    assert page.stat().st_mode & 0o077 == 0
    assert "coach-report-2026-11-24-2.html: only" in after(said, 2)[0]


async def test_files_that_could_not_be_read_are_named_behind_the_entries(
    morning: Setting,
) -> None:
    wrong = [
        FileReading(f"{at}.fit", reason=f"{at}.fit is damaged.", is_read=False) for at in range(21)
    ]
    Memory(morning.coach.journal).note({f"{at}.fit": FileState(1, 1) for at in range(21)}, wrong)
    said = await talked(morning, "entries", "entries nonsense")
    assert said.count("Files from your watch that could not be read:") == 1
    assert sum(one.endswith(".fit is damaged.") for one in said) == 20
    assert "There are 21; `coach entries --unread` lists them all." in said


async def test_entries_are_found_by_words(morning: Setting) -> None:
    morning.live_this_morning()
    said = await talked(morning, "entries", "entries pain check nov", "entries nonsense")
    assert after(said, 1)[-1].startswith("These are the newest 20; ")
    assert len(after(said, 1)) == 21
    assert after(said, 2)[0].startswith("Tue 24 Nov 2026, 06:46, Morning pain check, 3/10, eases")
    assert after(said, 3) == ["Nothing found."]


@pytest.mark.parametrize(
    ("typed", "way"),
    [
        ("check --pain 2", "--pain; type check 3."),
        ("check 2 --ease", "--ease; type check 3."),
        ("skip midday --because ill", "--because; type skip STEP."),
        ("progress --ago 1", "--ago; type progress."),
        ("3 --ease", "--ease; type help to see what you can type."),
        ("midday --for 20m", "--for; type help to see what you can type."),
    ],
)
async def test_options_are_refused_with_the_way_to_type_it(
    morning: Setting, typed: str, way: str
) -> None:
    said = await talked(morning, typed)
    assert after(said, 1) == [f"There are no options here, such as {way}"]
    assert not morning.coach.days.events_of(morning.coach.present_day())


async def test_a_changed_activity_is_rated_anew(setting: Setting) -> None:
    setting.coach.measuring.measure((RatedActivity("stairs", 4), RatedActivity("walking", 5)))
    said = await talked(setting, "measure", "standing", "", "7", "", "", "cancel")
    asked = [number for number, one in enumerate(said) if one == "How well does it go?"]
    assert "This needs an answer." in said
    assert "Enter: 4." not in said
    assert said[asked[-1] + 2] == "Enter: 5."


async def test_it_asks_what_is_in_the_way_when_told_to(setting: Setting) -> None:
    for day in range(19, 24):
        setting.at("06:50", day)
        setting.coach.record.check(2, eases=True, walking_pain=False)
        setting.coach.record.skip("midday")
    setting.at("06:50")
    said = await talked(setting, "missed midday", "no", "1", "leave it out")
    assert "You skip midday stretches every time: leave it out?" in said
    assert any(one.startswith("Midday stretches: left out.") for one in said)
    assert "midday" not in setting.coach.routine.steps
