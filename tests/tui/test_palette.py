"""The palette: every command of every screen, from every screen, with a way there or a reason."""

import pytest
from support.looking import flat, until
from support.simulated import Setting
from textual.command import Hit
from textual.pilot import Pilot

from coach.config.keymap.actions import COMMANDS, GROUPS, PALETTE
from coach.config.keymap.screens import IN_VIEW, SCREENS, title_of
from coach.config.reading import shipped
from coach.domain.day.planned import Status
from coach.reports.journal_file import pieces
from coach.tui.app import CoachApp
from coach.tui.dialogs.ask import AskScreen
from coach.tui.dialogs.pick import PickScreen
from coach.tui.log_book.screen import EntriesScreen
from coach.tui.palette import Commands, Palette
from coach.tui.plan.screen import PlanScreen
from coach.tui.player.screen import PlayerScreen
from coach.tui.progress.screen import ProgressScreen
from coach.tui.reach import Reached, all_reached
from coach.tui.today.screen import TodayScreen

SIZE = (80, 24)
ALL = {title_of(one) for one in COMMANDS.values() if one is not PALETTE}


async def open_by(pilot: Pilot[None], *keys: str) -> CoachApp:
    app = pilot.app
    assert isinstance(app, CoachApp)
    await pilot.press(*keys)
    await until(pilot, lambda: bool(keys) is not isinstance(app.screen, TodayScreen))
    await pilot.pause()
    return app


def reached(app: CoachApp) -> dict[str, Reached]:
    found = [(one.command.id, one) for one in all_reached(app, app.screen)]
    assert len(dict(found)) == len(found)
    return dict(found)


async def do(pilot: Pilot[None], command: str) -> str:
    """Do a command from where we are; returns what is said about it."""
    app = pilot.app
    assert isinstance(app, CoachApp)
    app.clear_notifications()
    await reached(app)[command].do(app)
    await pilot.pause()
    return " ".join(one.message for one in app._notifications)


def test_each_group_has_a_name_and_each_action_one_place_in_a_section() -> None:
    assert SCREENS.keys() == GROUPS.keys()
    for group, kind in SCREENS.items():
        placed = [name for names in kind.sections.values() for name in names.split()]
        assert sorted(placed) == sorted(one.name for one in GROUPS[group].commands)
        assert kind.opener or kind.closed or group in {"today", "everywhere"}


@pytest.mark.parametrize("keys", ["", "c", "p", "l", "w", "f", "e", "i", "enter", "question_mark"])
async def test_every_command_of_every_screen_is_found_on_every_screen_once(
    setting: Setting, keys: str
) -> None:
    setting.live_this_morning()
    setting.at("12:31")
    async with CoachApp(setting.coach).run_test(size=SIZE) as pilot:
        app = await open_by(pilot, *([keys] if keys else []))
        found = reached(app)
        assert sorted(one.title for one in found.values()) == sorted(ALL)
        held = keys in {"i", "enter"}  # questions, and a session
        for one in found.values():
            assert one.why_not == "" or one.why_not.endswith(".")
            if one.command.group in {"plan", "progress", "entries"} and one.why_not:
                assert one.command.name in {"back", "close", "shade"}
            if one.command.group == "today" and one.why_not and not held:
                assert one.why_not == "It is open."


async def test_all_are_found_by_title_and_by_description_also_mistyped(setting: Setting) -> None:
    app = CoachApp(setting.coach)
    async with app.run_test(size=SIZE):
        provider = Commands(app.screen)

        async def best(query: str) -> str | None:
            found = [one async for one in provider.search(query) if isinstance(one, Hit)]
            return max(found, key=lambda one: one.score).text if found else None

        for one in reached(app).values():
            if not one.why_not:
                assert await best(one.title) == one.title
        assert await best("without its timers") == "Done"
        assert await best("questionaire") == "Score"
        assert await best("physioterapist") == "Report"
        assert await best("travelling") == "Away"
        assert await best("zzzz") is None
        at_first = [one.text async for one in provider.discover()]
        assert at_first[0] == "Start"
        assert {"Pause", "Away", "Report", "Backup", "Import", "Theme"} <= {*at_first}
        assert "Session: pause" not in at_first


async def test_a_command_of_another_screen_opens_that_and_does_it(setting: Setting) -> None:
    setting.live_two_weeks()
    setting.live_this_morning()
    setting.at("12:31")
    async with CoachApp(setting.coach).run_test(size=SIZE, notifications=True) as pilot:
        app = await open_by(pilot)
        await do(pilot, "entries.search")
        await until(pilot, lambda: "such as run tue" in flat(pilot))
        await pilot.press("escape")
        assert await do(pilot, "plan.new") == ""
        await until(pilot, lambda: isinstance(app.screen, PickScreen))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, PlanScreen))
        await do(pilot, "entries.close")
        assert [type(one) for one in app.screen_stack] == [TodayScreen]
        await do(pilot, "progress.ahead")
        await until(pilot, lambda: "4 ahead" in flat(pilot))
        assert "Midday stretches" in await do(pilot, "today.skip")
        assert isinstance(app.screen, TodayScreen)
        assert setting.coach.days.find("midday").status(setting.clock.now()) is Status.SKIPPED


async def test_what_is_chosen_on_a_closed_screen_is_seen_before_it_is_changed(
    setting: Setting,
) -> None:
    setting.live_this_morning()
    before = setting.coach.days.history()
    async with CoachApp(setting.coach).run_test(size=SIZE, notifications=True) as pilot:
        app = await open_by(pilot)
        assert await do(pilot, "entries.delete") == "Choose one, then press d."
        assert isinstance(app.screen, EntriesScreen)
    assert setting.coach.days.history() == before


async def test_a_session_goes_on_below_what_is_opened_and_is_not_stopped_by_the_way(
    setting: Setting,
) -> None:
    setting.live_this_morning()
    setting.at("12:31")
    app = CoachApp(setting.coach, start="midday")
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await until(pilot, lambda: isinstance(app.screen, PlayerScreen))
        assert await do(pilot, "today.done") == "Stop the session first."
        assert await do(pilot, "player.close") == "The session is not over yet."
        await do(pilot, "today.progress")
        await until(pilot, lambda: isinstance(app.screen, ProgressScreen))
        await do(pilot, "player.pause")
        await until(pilot, lambda: isinstance(app.screen, PlayerScreen))
        assert isinstance(app.screen, PlayerScreen)
        assert app.screen._player.is_paused


async def test_open_questions_keep_their_answers(setting: Setting) -> None:
    async with CoachApp(setting.coach).run_test(size=SIZE, notifications=True) as pilot:
        app = await open_by(pilot, "i")
        await pilot.press("5")
        for command in ("today.away", "today.undo", "today.quit"):
            assert await do(pilot, command) == "Answer or leave the open questions first."
        await do(pilot, "today.evidence")
        await do(pilot, "questions.save")
        assert isinstance(app.screen, AskScreen)


async def test_enter_takes_what_was_typed_just_before_it(setting: Setting) -> None:
    app = CoachApp(setting.coach)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("ctrl+p")
        await until(pilot, lambda: isinstance(app.screen, Palette) and "Snooze" in flat(pilot))
        app.screen.query_one("Input").value = "log book: find"  # type: ignore[attr-defined]
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, EntriesScreen))


async def test_the_palette_follows_the_keys_chosen(setting: Setting) -> None:
    setting.configure('[keys.pick]\nkeep = "ctrl+s"\ndown = "ctrl+n"\nleave = "ctrl+g"\n')
    app = CoachApp(setting.coach)
    async with app.run_test(size=SIZE) as pilot:
        for keys in (["enter", "ctrl+g"], ["ctrl+n", "ctrl+n", "enter", "ctrl+s"]):
            await pilot.press("ctrl+p")
            await until(pilot, lambda: "Snooze" in flat(pilot) and isinstance(app.screen, Palette))
            await pilot.press(*keys)
            await until(pilot, lambda: isinstance(app.screen, TodayScreen))
    assert len(setting.coach.days.history()) == 1  # snoozed, two below the first


async def test_report_backup_and_import_from_the_palette(
    setting: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = setting.config.parent
    monkeypatch.chdir(folder)
    (folder / "notes.txt").write_text("no run")
    async with CoachApp(setting.coach).run_test(size=SIZE, notifications=True) as pilot:
        app = await open_by(pilot)

        def told() -> str:
            return " ".join(one.message for one in app._notifications)

        assert "coach-report-2026-11-24.html: only you can read it" in await do(
            pilot, "today.report"
        )
        assert "coach-report-2026-11-24-2.html: only" in await do(pilot, "today.report")
        await do(pilot, "today.backup")
        await until(pilot, lambda: "Copied to" in told())
        export = folder / "export.json"
        export.write_bytes(b"".join(pieces([])))
        for named, said in (
            ("export.json", "`coach import` reads it in a terminal"),
            ("nothing.fit", "There is no file nothing.fit"),
            ("notes.txt", "notes.txt"),
        ):
            await do(pilot, "today.import")
            await pilot.press(*named, "enter")
            await until(pilot, lambda said=said: said in told())  # type: ignore[misc]


async def test_without_any_step_those_on_a_step_say_so(setting: Setting) -> None:
    setting.configure("".join(f"[steps.{one}]\nenabled = false\n" for one in shipped()["steps"]))
    async with CoachApp(setting.coach).run_test(size=SIZE, notifications=True) as pilot:
        app = await open_by(pilot)
        assert app.today.day.steps == ()
        assert await do(pilot, "today.start") == "There is no step on the list today."


async def test_the_list_offers_nothing_that_needs_another_screen_in_view(setting: Setting) -> None:
    app = CoachApp(setting.coach)
    async with app.run_test(size=SIZE):
        reached = all_reached(app, app.screen)
        offered = {one.command.id for one in reached if one.is_useful}
    assert not offered & IN_VIEW
    assert {"progress.ahead", "plan.new", "entries.search", "today.start"} <= offered
