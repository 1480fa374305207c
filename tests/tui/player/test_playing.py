"""The player's screen: its sounds, entries and questions."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from support.looking import screen_text, until
from support.simulated import Setting
from textual.pilot import Pilot

from coach.core.session_run import SessionRun as Session
from coach.domain.day.planned import Status
from coach.domain.events.grouping import actions
from coach.domain.events.types import ExerciseDone, StepDone, StepStopped
from coach.errors import RefusedError
from coach.tui.app import CoachApp
from coach.tui.dialogs.confirm import ConfirmScreen
from coach.tui.player.big_time import BigTime, big
from coach.tui.player.screen import PlayerScreen
from coach.tui.today.screen import TodayScreen
from coach.tui.widgets.key_bar import KeyBar
from coach.wording.events import action_words

SHORT = """
[sessions.midday]
exercises = [
    { exercise = "wall_gastroc", sets = 1, hold = "4s" },
    { exercise = "ball_roll", move = "4s" },
]
[profile]
foot = "left"
[sound]
signals = "bell"
"""


class SessionRun:
    """A session on the screen, whose clock a test moves second by second."""

    def __init__(self, pilot: Pilot[None], setting: Setting, screen: PlayerScreen) -> None:
        self.pilot = pilot
        self.setting = setting
        self.screen = screen
        self.bells: list[str] = []

    async def seconds(self, count: int) -> None:
        for _ in range(count):
            self.setting.forward(1)
            self.screen._tick()
        await self.pilot.pause()

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    def text(self) -> str:
        return "\n".join(strip.text for strip in self.screen._compositor.render_strips())

    def recorded(self, kind: type) -> list[object]:
        return [one for one in self.setting.coach.days.history() if isinstance(one, kind)]


@asynccontextmanager
async def playing(
    setting: Setting, monkeypatch: pytest.MonkeyPatch, step: str = "midday"
) -> AsyncIterator[SessionRun]:
    app = CoachApp(setting.coach, start=step)
    bells: list[str] = []
    monkeypatch.setattr(app, "bell", lambda: bells.append("rung"))
    async with app.run_test(size=(100, 30)) as pilot:
        while not (isinstance(app.screen, PlayerScreen) and app.screen.query(KeyBar)):
            await pilot.pause()
        await pilot.pause()
        played = SessionRun(pilot, setting, app.screen)
        played.bells = bells
        yield played


@pytest.fixture
def noon(setting: Setting) -> Setting:
    setting.configure(SHORT)
    setting.at("12:31")
    return setting


async def test_a_whole_session_is_played_and_recorded(
    noon: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with playing(noon, monkeypatch) as play:
        begun = noon.clock.now()
        assert "LEFT FOOT" in play.text()
        assert "Get ready" in play.text()
        await play.seconds(5 + 4 + 5 + 4)
        assert "Well done." in play.text()
        ended = play.recorded(StepDone)[0]
        assert isinstance(ended, StepDone)
        assert (ended.at - begun).total_seconds() == 18
        done = [one for one in play.recorded(ExerciseDone) if isinstance(one, ExerciseDone)]
        assert [(one.position, one.exercise, one.seconds) for one in done] == [
            (0, "wall_gastroc", 4.0),
            (1, "ball_roll", 4.0),
        ]
        await play.press("enter")
        assert isinstance(play.pilot.app.screen, TodayScreen)


async def test_the_end_says_what_was_done_and_what_it_means(
    noon: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    noon.live_this_morning()
    noon.at("12:31")
    async with playing(noon, monkeypatch) as play:
        await play.seconds(5 + 4)
        await play.press("n")
        parts = play.screen._shown
        assert "1 of 2 exercises  ·  1 of 2 sets" in parts["exercise"].plain
        assert "Exercise time, left foot" in play.text()
        results = " ".join(parts["outline"].plain.split())
        assert results == "✓ Wall stretch, straight knee 4 s – Ball roll skipped"
        meaning = " ".join(parts["cue"].plain.split())
        assert "Today 2 stretch sessions. Running more takes two a day on average." in meaning
        assert "Next 17:15 Warm-up" in meaning


async def test_each_change_rings_once_and_the_end_three_times(
    noon: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with playing(noon, monkeypatch) as play:
        assert len(play.bells) == 1
        await play.seconds(5)
        assert len(play.bells) == 2
        await play.seconds(4 + 5)
        assert len(play.bells) == 4
        await play.seconds(4)
        while len(play.bells) < 7:
            await play.pilot.pause(0.05)
        await play.pilot.pause(0.4)
        assert len(play.bells) == 7


async def test_mute_and_the_config_silence_it(
    noon: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    noon.configure(SHORT.replace('"bell"', '"none"'))
    monkeypatch.setattr("coach.system.sound.tone_process._ITSELF", ("/no/sound/here",))
    async with playing(noon, monkeypatch) as play:
        await play.seconds(5)
        assert play.bells == []
        await play.press("m")
        await play.seconds(4)
        while not play.bells:
            await play.pilot.pause(0.01)
        assert play.bells == ["rung"]


async def test_the_pause_holds_the_time(noon: Setting, monkeypatch: pytest.MonkeyPatch) -> None:
    async with playing(noon, monkeypatch) as play:
        await play.seconds(6)
        await play.press("space")
        await play.seconds(4)
        assert "Paused" in play.text()
        await play.press("space")
        await play.seconds(3)
        assert play.recorded(ExerciseDone) == [play.recorded(ExerciseDone)[0]]


async def test_ten_more_seconds_next_and_back(
    noon: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with playing(noon, monkeypatch) as play:
        await play.press("plus", "n")
        assert "Ball roll" in play.text().split("Next")[0]
        await play.press("b", "b")
        assert play.screen._player.phase.position == 0
        await play.press("plus")
        await play.seconds(14)
        assert play.screen._player.phase.position == 0


async def test_stopping_early_keeps_what_was_done_and_resumes_there(
    noon: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with playing(noon, monkeypatch) as play:
        await play.seconds(11)
        await play.press("q")
        assert isinstance(play.pilot.app.screen, TodayScreen)
        assert len(play.recorded(StepStopped)) == 1
        assert noon.coach.days.find("midday").status(noon.clock.now()) is Status.DUE
        await play.press("enter")
        screen = play.pilot.app.screen
        assert isinstance(screen, PlayerScreen)
        assert screen._player.phase.position == 1


async def test_a_gap_pauses_a_stretch_and_asks(
    noon: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with playing(noon, monkeypatch) as play:
        await play.seconds(6)
        noon.forward(12 * 60)
        await play.seconds(1)
        assert "You were away for 12 min" in play.text()
        await play.press("b")
        assert "Get ready" in play.text()
        assert not play.screen._player.is_paused


async def test_ice_counts_on_through_a_gap_and_says_by_how_long_it_is_over(
    noon: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    noon.coach.record.skip("midday")
    noon.at("18:00")
    noon.configure('[steps.ice]\nat = "18:00"\n')
    assert noon.coach.changes()
    async with playing(noon, monkeypatch, "ice") as play:
        begun = noon.clock.now()
        await play.seconds(10)
        noon.forward(15 * 60)
        await play.seconds(1)
        assert "Over the time" in play.text()
        ended = play.recorded(StepDone)[0]
        assert isinstance(ended, StepDone)
        assert (ended.at - begun).total_seconds() == 5 + 12 * 60


async def test_ice_is_never_made_longer_than_fifteen_minutes(
    noon: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    noon.configure('[steps.ice]\nat = "12:30"\n')
    async with playing(noon, monkeypatch, "ice") as play:
        await play.seconds(5)
        await play.press(*["plus"] * 30)
        assert play.screen._player.length.total_seconds() == 15 * 60


async def test_a_session_settled_elsewhere_is_left(
    noon: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with playing(noon, monkeypatch) as play:
        noon.coach_elsewhere().record.done("midday")
        for _ in range(400):
            if isinstance(play.pilot.app.screen, TodayScreen):
                break
            await play.pilot.pause(0.01)
        assert isinstance(play.pilot.app.screen, TodayScreen)
    assert len([one for one in noon.coach.days.history() if isinstance(one, StepDone)]) == 1


async def test_ice_that_was_stopped_or_lost_its_screen_goes_on_from_the_time_it_has_had(
    noon: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    noon.configure('[steps.ice]\nat = "12:30"\n')
    async with playing(noon, monkeypatch, "ice") as play:
        await play.seconds(5 + 60)
        await play.press("q")
        noon.forward(3600)
        await play.press("enter")
        again = play.pilot.app.screen
        assert isinstance(again, PlayerScreen)
        assert again._player.session_left(noon.clock.now()).total_seconds() == 11 * 60
    noon.forward(20 * 60)
    async with playing(noon, monkeypatch, "ice") as play:
        assert "Over the time" in play.text()
        assert play.screen._player.overtime(noon.clock.now()).total_seconds() == 9 * 60
        ended = play.recorded(StepDone)[0]
        assert isinstance(ended, StepDone)
        assert (noon.clock.now() - ended.at).total_seconds() == 9 * 60
    assert noon.coach.days.find("ice").status(noon.clock.now()) is Status.DONE


def heading(play: SessionRun) -> str:
    """The rows above the figure, with the bar of what is done."""
    return "\n".join(play.text().splitlines()[:4])


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(0, "Nothing was done."), (3, "Stopped early."), (8, "Take the ice off.")],
)
async def test_ice_that_is_ended_early_is_not_over_its_time(
    noon: Setting, monkeypatch: pytest.MonkeyPatch, minutes: int, said: str
) -> None:
    noon.configure('[steps.ice]\nat = "12:30"\n')
    async with playing(noon, monkeypatch, "ice") as play:
        await play.seconds(5 if minutes else 2)
        noon.forward(60 * minutes)
        await play.press("n")
        await play.seconds(2)
        assert said in play.text()
        assert "Over the time" not in play.text()
        assert "Cooling time" in play.text()
        assert play.screen._countdown._shown[0] == f"{minutes}:00"
        assert ("let it warm up" in play.text()) is (minutes > 0)


async def test_passing_over_everything_does_not_make_it_done(
    noon: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with playing(noon, monkeypatch) as play:
        await play.press("n", "n")
        assert "Nothing was done." in play.text()
        assert "not done" in heading(play)
        assert "━" not in heading(play)
        assert "– Ball roll" in play.text()
        assert play.recorded(StepDone) == []
    assert noon.coach.days.find("midday").status(noon.clock.now()) is Status.DUE


def logged(play: SessionRun) -> str:
    """What the log book says about the session."""
    entries = actions(play.setting.coach.days.history())
    return action_words(entries[-1], play.setting.coach.routine, play.setting.coach.zone)[1]


async def test_an_exercise_skipped_in_a_rest_or_at_once_is_neither_ticked_nor_counted(
    noon: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    sets = 'sets = 2, hold = "4s", rest = "9s" }'
    noon.configure(SHORT.replace('sets = 1, hold = "4s" }', sets))
    async with playing(noon, monkeypatch) as play:
        await play.press("n")
        await play.seconds(3)
        await play.press("n")
        await play.seconds(5)
        noon.forward(0.4)
        await play.press("n")
        assert "– Wall stretch, straight knee" in play.text()
        assert "– Ball roll" in play.text()
        assert "Nothing was done." in play.text()
        assert "0 exercises, 0 s, 2 skipped" in logged(play)


async def test_an_exercise_skipped_before_a_stop_is_not_ticked_after_it(
    noon: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with playing(noon, monkeypatch) as play:
        await play.press("n")
        await play.press("q")
        await play.press("enter")
        again = play.pilot.app.screen
        assert isinstance(again, PlayerScreen)
        play.screen = again
        await play.seconds(9)
        assert "– Wall stretch, straight knee" in play.text()
        assert "✓ Ball roll" in play.text()


async def test_an_exercise_done_after_going_back_is_ticked_and_counted(
    noon: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with playing(noon, monkeypatch) as play:
        await play.press("n", "b")
        await play.seconds(5 + 4 + 5 + 4)
        assert "✓ Wall stretch, straight knee" in play.text()
        assert logged(play) == "done, 2 exercises, 8 s"


@pytest.mark.parametrize(("seconds", "is_done"), [(5 + 3, False), (5 + 4, True)])
async def test_less_than_half_of_the_time_is_stopped_early_and_not_done(
    noon: Setting, monkeypatch: pytest.MonkeyPatch, seconds: int, *, is_done: bool
) -> None:
    async with playing(noon, monkeypatch) as play:
        await play.seconds(seconds)
        await play.press(*["n"] * (1 if is_done else 2))
        assert ("Well done." in play.text()) is is_done
        assert ("Stopped early." in play.text()) is not is_done
        assert ("not done" in heading(play)) is not is_done
        assert ("─" in heading(play)) is not is_done
        assert len(play.recorded(StepDone)) == is_done
    status = noon.coach.days.find("midday").status(noon.clock.now())
    assert status is (Status.DONE if is_done else Status.DUE)


async def test_a_session_is_played_in_one_window_and_the_other_says_where(
    noon: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with playing(noon, monkeypatch):
        elsewhere = noon.coach_elsewhere()
        with pytest.raises(RefusedError, match=rf"Midday stretches: .* \(process {os.getpid()}\)"):
            Session(elsewhere, "evening")
        assert not elsewhere.days.find("evening").facts.started
    Session(elsewhere, "evening").leave()


async def test_leaving_pauses_and_asks_where_work_would_be_lost(
    noon: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with playing(noon, monkeypatch) as play:
        await play.seconds(7)
        await play.press("escape")
        assert isinstance(play.pilot.app.screen, ConfirmScreen)
        assert play.screen._player.is_paused
        await play.press("escape")
        assert isinstance(play.pilot.app.screen, PlayerScreen)
        assert not play.screen._player.is_paused
        await play.press("q", "enter")
        assert isinstance(play.pilot.app.screen, TodayScreen)
        assert len(play.recorded(StepStopped)) == 1


async def test_leaving_asks_nothing_where_nothing_would_be_lost(
    noon: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with playing(noon, monkeypatch) as play:
        await play.seconds(2)
        await play.press("q")
        assert isinstance(play.pilot.app.screen, TodayScreen)


async def test_the_end_counts_what_was_done_before_a_stop(
    noon: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with playing(noon, monkeypatch) as play:
        await play.seconds(10)
        await play.press("q")
        await play.press("enter")
        again = play.pilot.app.screen
        assert isinstance(again, PlayerScreen)
        play.screen = again
        await play.seconds(9)
        assert again._playing.worked == 8
    assert noon.coach.days.find("midday").facts.worked == 8


async def test_the_keys_say_what_they_do_now(
    noon: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with playing(noon, monkeypatch) as play:
        await play.press("space", "m")
        assert "go on" in play.text()
        assert "sound on" in play.text()
        await play.press("question_mark")
        assert play.pilot.app.screen.id == "help"


async def test_a_few_rows_are_enough_for_the_countdown(
    noon: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with playing(noon, monkeypatch) as play:
        await play.pilot.resize_terminal(40, 12)
        await play.pilot.pause()
        assert "0:05" in play.text()
        assert "lean in" in play.text()


async def test_a_dose_that_is_our_choice_is_said_to_be_ours(
    noon: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    noon.configure('[sessions.midday]\nexercises = ["ankle_circles", "wall_gastroc"]\n')
    async with playing(noon, monkeypatch) as play:
        assert "Dose: our choice, after " in play.text()
        await play.press("n", "n", "n", "n")
        assert "Dose: heelpain101.com and" in play.text()
        assert "Cambridge University Hospitals" in play.text()
        assert "Pearce" not in play.text()


@pytest.mark.parametrize(
    ("size", "scale"),
    [((24, 24), 0), ((40, 18), 0), ((40, 24), 1), ((80, 24), 1), ((120, 36), 2), ((200, 50), 3)],
)
async def test_the_countdown_is_as_large_as_fits(
    noon: Setting, size: tuple[int, int], scale: int
) -> None:
    app = CoachApp(noon.coach, start="midday")
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: isinstance(app.screen, PlayerScreen))
        await until(pilot, lambda: big("0:05", scale)[0].strip() in screen_text(pilot))
        assert app.screen.query_one(BigTime).size.height == max(1, 5 * scale)


async def test_a_countdown_too_wide_for_its_scale_is_smaller(noon: Setting) -> None:
    noon.configure('[sessions.midday]\nexercises = [{ exercise = "ankle_circles", move = "20m" }]')
    app = CoachApp(noon.coach, start="midday")
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, PlayerScreen))
        assert isinstance(app.screen, PlayerScreen)
        for _ in range(2):
            noon.forward(4)
            app.screen._tick()
        await until(pilot, lambda: big("19:57")[0] in screen_text(pilot))


HELD = """
[sessions.midday]
exercises = [{ exercise = "wall_gastroc", sets = 1, hold = "30s" }]
[player]
breathing = true
"""


@pytest.mark.parametrize("moves", [True, False])
async def test_a_pace_for_breathing_goes_in_and_out_during_a_hold(
    noon: Setting, monkeypatch: pytest.MonkeyPatch, *, moves: bool
) -> None:
    noon.configure(HELD + f"[display]\nanimations = {str(moves).lower()}\n")
    async with playing(noon, monkeypatch) as play:
        await play.seconds(4)
        assert "breathe" not in play.text()
        await play.seconds(3)
        assert "Hold   breathe in" in play.text()
        assert ("breathe in   ━━━━────" in play.text()) is moves
        await play.seconds(3)
        assert "Hold   breathe out" in play.text()
        await play.press("space")
        assert "breathe" not in play.text()


async def test_nothing_paces_the_breath_unless_it_is_wanted(
    noon: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    noon.configure(HELD.replace("breathing = true", ""))
    async with playing(noon, monkeypatch) as play:
        await play.seconds(7)
        assert "Hold" in play.text()
        assert "breathe" not in play.text()
