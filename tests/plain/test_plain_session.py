"""A session in lines: the output, the entries, and the effect of typed lines."""

import pytest
from support.simulated import Setting
from support.speech import Speech

from coach.core.session_run import SessionRun
from coach.domain.day.planned import Status
from coach.domain.events.types import ExerciseDone, StepDone, StepStopped
from coach.plain.session import SpokenSession

SHORT = """
[sessions.midday]
exercises = [
    { exercise = "wall_gastroc", sets = 2, hold = "30s", rest = "20s" },
    { exercise = "ball_roll", move = "60s" },
]
[profile]
foot = "left"
"""
ONE = """
[profile]
foot = "left"
[sessions.midday]
exercises = [{ exercise = %s }]
"""


@pytest.fixture
def noon(setting: Setting) -> Setting:
    setting.configure(SHORT)
    setting.at("12:31")
    return setting


async def played(setting: Setting, step: str = "midday", **typed: str) -> Speech:
    speech = Speech(setting, **typed)
    await played_with(setting, speech, step)
    return speech


async def played_with(setting: Setting, speech: Speech, step: str = "midday") -> None:
    setting.coach.record.start(step)
    await SpokenSession(setting.coach, speech, SessionRun(setting.coach, step)).play()


def recorded(setting: Setting, kind: type) -> list[object]:
    return [one for one in setting.coach.days.history() if isinstance(one, kind)]


async def test_each_phase_is_told_once_when_it_begins(noon: Setting) -> None:
    speech = await played(noon)
    assert speech.said == [
        "Midday stretches. 2 exercises, 2 minutes 30 seconds.",
        "Type h and enter to see what you can type.",
        "1 of 2: Wall stretch, straight knee.",
        "Back knee straight, heel heavy, lean in. A pull, never pain.",
        "Get ready, 5 seconds. Left foot, set 1 of 2.",
        "Hold, 30 seconds.",
        "15 seconds left.",
        "Rest, 20 seconds. Left foot, set 2 of 2.",
        "10 seconds left.",
        "Hold, 30 seconds.",
        "15 seconds left.",
        "2 of 2: Ball roll.",
        "Sit, roll slowly from heel to toes. Lighten up on sore spots.",
        "Get ready, 5 seconds. Left foot.",
        "Move, 1 minute.",
        "30 seconds left.",
        "10 seconds left.",
        "Well done. 2 minutes 20 seconds of exercise.",
    ]


async def test_a_whole_session_is_recorded_as_on_the_full_screen(noon: Setting) -> None:
    begun = noon.clock.now()
    await played(noon)
    done = [one for one in recorded(noon, ExerciseDone) if isinstance(one, ExerciseDone)]
    assert [(one.position, one.exercise, one.seconds) for one in done] == [
        (0, "wall_gastroc", 80.0),
        (1, "ball_roll", 60.0),
    ]
    ended = [one for one in recorded(noon, StepDone) if isinstance(one, StepDone)][-1]
    assert (ended.at - begun).total_seconds() == 150


async def test_it_is_stopped_and_taken_up_at_its_exercise(noon: Setting) -> None:
    speech = await played(noon, at100="q")
    assert speech.said[-1] == "Midday stretches: stopped. What was done is kept."
    assert len(recorded(noon, StepStopped)) == 1
    assert noon.coach.days.find("midday").status(noon.clock.now()) is Status.DUE
    again = await played(noon)
    assert again.said[2] == "2 of 2: Ball roll."
    assert again.said[-1] == "Well done. 2 minutes 20 seconds of exercise."


async def test_a_pause_holds_the_time(noon: Setting) -> None:
    speech = await played(noon, at10="", at70="")
    assert "Paused, 25 seconds left. Enter continues." in speech.said
    assert "Going on, 25 seconds left." in speech.said
    assert speech.waited == pytest.approx(150 + 60, abs=2)


async def test_next_back_more_and_mute_are_typed(noon: Setting) -> None:
    speech = await played(noon, at8="+", at9="b", at20="n", at22="n", at23="m", at24="q")
    said = "\n".join(speech.said)
    assert "Ten more. 37 seconds left." in said
    assert said.count("Get ready, 5 seconds. Left foot, set 1 of 2.") == 2
    assert "Rest, 20 seconds. Left foot, set 2 of 2." in said
    assert "2 of 2: Ball roll." in said
    assert speech.said[-2] == "Muted."


async def test_whoever_asks_is_told_where_the_session_stands(noon: Setting) -> None:
    speech = await played(noon, at10="w", at11="q")
    at = speech.said.index("Hold, 25 seconds left. Wall stretch, straight knee.")
    assert speech.said[at + 1] == "Left foot, set 1 of 2."
    assert speech.said[at + 3] == "Next: Wall stretch, straight knee, left foot, set 2 of 2."


async def test_what_is_not_known_is_answered_with_what_is(noon: Setting) -> None:
    speech = await played(noon, at2="sing", at3="h", at4="q")
    assert "There is no command sing here; h lists them." in speech.said
    assert any("n: next set" in text for text in speech.said)


async def test_a_gap_pauses_a_stretch_and_asks(noon: Setting) -> None:
    speech = Speech(noon, at12="b", at14="q")
    speech.gaps = {10: 12 * 60.0}
    await played_with(noon, speech)
    said = "\n".join(speech.said)
    assert "Paused while you were away for 12 minutes 1 second." in said
    assert "Enter continues from here, b restarts this set." in said
    assert said.count("Get ready, 5 seconds. Left foot, set 1 of 2.") == 2


async def test_where_nothing_more_can_be_typed_it_plays_on_to_the_end(noon: Setting) -> None:
    speech = Speech(noon)
    speech.gaps = {10: 12 * 60.0}
    speech.is_over = True
    await played_with(noon, speech)
    assert speech.said[-1].startswith("Well done.")


async def test_ice_counts_over_its_time_until_it_is_off(noon: Setting) -> None:
    noon.configure('[steps.ice]\nat = "12:30"\n')
    noon.coach.changes()
    begun = noon.clock.now()
    speech = Speech(noon, at900="")
    speech.gaps = {60: 600.0}
    await played_with(noon, speech, "ice")
    said = "\n".join(speech.said)
    assert "Cooling, 12 minutes." in said
    assert "Take the ice off. Check the skin, and let it warm up on its own." in said
    assert "Over the time by 2 minutes. Take the ice off." in said
    assert "Paused" not in said
    ended = [one for one in recorded(noon, StepDone) if isinstance(one, StepDone)][-1]
    assert (ended.at - begun).total_seconds() == 5 + 12 * 60


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (5 + 180, "Stopped early, after 3 minutes of cooling. It stays on the list."),
        (5 + 480, "Take the ice off. Check the skin, and let it warm up on its own."),
    ],
)
async def test_ice_that_is_ended_early_is_not_over_its_time(
    noon: Setting, at: int, said: str
) -> None:
    noon.configure('[steps.ice]\nat = "12:30"\n')
    speech = await played(noon, "ice", **{f"at{at}": "n"}, at900="")
    assert said in speech.said
    assert "Press enter when it is off." not in speech.said


async def test_ice_is_never_made_longer_than_its_most(noon: Setting) -> None:
    noon.configure('[steps.ice]\nat = "12:30"\n')
    noon.coach.changes()
    more = {f"at{10 + second}": "+" for second in range(20)}
    speech = await played(noon, "ice", **more, at40="q")
    assert speech.said.count("No longer than this, to protect the skin.") == 2


async def test_long_holds_are_counted_one_by_one(noon: Setting) -> None:
    noon.configure(ONE % '"pf_stretch", reps = 3, hold = "10s", release = "2s"')
    noon.coach.changes()
    speech = await played(noon)
    assert speech.said[4:] == [
        "Get ready, 5 seconds. Left foot.",
        "Hold 1 of 3, 10 seconds.",
        "Hold 2 of 3.",
        "Hold 3 of 3.",
        "Well done. 34 seconds of exercise.",
    ]


async def test_of_quick_repetitions_the_first_the_middle_and_the_last_are_told(
    noon: Setting,
) -> None:
    noon.configure(ONE % '"clamshell", sets = 1, reps = 15')
    noon.coach.changes()
    speech = await played(noon)
    told = speech.said[4:]
    assert told[1] == "15 times: up 1 second, hold 2 seconds, down 1 second."
    assert told[2:4] == ["8 of 15.", "The last one."]


async def test_each_change_rings_unless_the_config_is_silent(noon: Setting) -> None:
    assert (await played(noon)).rings == 6 + 3
    noon.coach.corrections.undo()
    noon.configure(SHORT + '[sound]\nsignals = "none"\n')
    noon.coach.changes()
    assert (await played(noon)).rings == 0


async def test_passing_over_most_of_it_is_stopped_early(noon: Setting) -> None:
    speech = await played(noon, at20="n", at21="n", at22="n")
    assert speech.said[-1].startswith("Stopped early, after ")
    assert noon.coach.days.find("midday").status(noon.clock.now()) is Status.DUE


async def test_passing_over_everything_does_not_make_it_done(noon: Setting) -> None:
    noon.configure(ONE % '"wall_gastroc", sets = 2')
    noon.coach.changes()
    speech = await played(noon, at1="n", at2="n")
    assert speech.said[-1] == "Nothing was done. It stays on the list."
    assert noon.coach.days.find("midday").status(noon.clock.now()) is Status.DUE
