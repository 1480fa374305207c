"""What was not in the plan at its hour cannot be missed."""

import os
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.simulated import RUN_DAY, Setting

from coach.core.day_records import DayRecords
from coach.core.day_view import view_day
from coach.domain.day.in_plan import ALWAYS, InPlan
from coach.domain.day.planned import MomentKind, Status
from coach.domain.day.reminder_moments import reminder_moments
from coach.domain.routine.settings import Reminders
from coach.errors import NotSavedError
from coach.journal import Journal
from coach.journal.planned_steps import PlannedSteps
from coach.reminders.why import reason_of_step, snapshot_of

NEW = '[steps.calm]\nkind = "session"\nname = "Calm"\nsession = "evening"\nat = "07:30"\n'
OFF = "[steps.midday]\nenabled = false\n"
EARLIER = '[steps.midday]\nat = "12:10"\n'
DAY = RUN_DAY[2]


@pytest.fixture
def evening(setting: Setting) -> Setting:
    """A runner of two weeks, in the evening."""
    setting.live_two_weeks()
    setting.coach.today()
    setting.at("20:00")
    return setting


def configure(setting: Setting, text: str) -> None:
    setting.configure(text)
    setting.coach.changes()
    setting.coach.today()


def status(setting: Setting, step: str) -> Status:
    return setting.coach.days.find(step).status(setting.clock.now())


def missed(setting: Setting) -> list[str]:
    """The steps that the last four weeks record as missed, each time."""
    records, today = DayRecords(setting.coach), setting.coach.present_day()
    days = records.days(today - timedelta(days=28), today)
    return [step for day in days for step in day.missed]


def test_a_step_is_not_missed_on_the_day_on_which_it_is_added_nor_before(evening: Setting) -> None:
    configure(evening, NEW)
    assert status(evening, "calm") is Status.SKIPPED
    calm = evening.coach.days.find("calm")
    assert view_day(evening.coach).words().result_in_full(calm) == "not in the plan then"
    day = evening.coach.today()
    moments = reminder_moments(day, Reminders(), (), day.starts)
    assert not [one for one in moments if (one.step, one.kind) == ("calm", MomentKind.MISSED)]
    evening.at("23:00")
    assert status(evening, "calm") is Status.SKIPPED
    assert "calm" not in missed(evening)


def test_one_added_after_its_hour_is_due_but_neither_announced_nor_missed(evening: Setting) -> None:
    configure(evening, NEW.replace("07:30", "19:30"))
    assert status(evening, "calm") is Status.DUE
    day = evening.coach.today()
    moments = reminder_moments(day, Reminders(), (), day.starts)
    assert "calm" not in {one.step for one in moments}
    notes = reason_of_step(snapshot_of(evening.coach), "calm").notes
    assert notes[0] == "The plan has had it at this hour since 20:00."
    evening.at("23:50")
    assert status(evening, "calm") is Status.SKIPPED


def test_from_the_next_day_on_it_is_and_another_program_says_the_same(evening: Setting) -> None:
    configure(evening, NEW)
    evening.at("20:00", DAY + 1)
    assert status(evening, "calm") is Status.MISSED
    elsewhere = evening.coach_elsewhere()
    assert elsewhere.days.find("calm").status(evening.clock.now()) is Status.MISSED
    yesterday = elsewhere.days.find("calm", elsewhere.present_day() - timedelta(days=1))
    assert yesterday.status(evening.clock.now()) is Status.SKIPPED


def test_before_its_hour_it_is_due_and_missed_as_any_other(evening: Setting) -> None:
    evening.at("07:00")
    configure(evening, NEW)
    evening.at("20:00")
    configure(evening, f'{NEW}note = "breathe"\nwindow = "1h"\n')
    assert status(evening, "calm") is Status.MISSED


def test_other_changes_make_no_missed_step_a_new_one(evening: Setting) -> None:
    before = missed(evening)
    assert "midday" in before
    configure(evening, 'theme = "ember"\n')
    assert status(evening, "midday") is Status.MISSED
    assert missed(evening) == before


@pytest.mark.parametrize("texts", [(EARLIER,), (OFF, "")])
def test_one_that_is_moved_or_back_is_not_missed_that_day_and_days_before_stay(
    evening: Setting, texts: tuple[str, ...]
) -> None:
    before = missed(evening)
    for text in texts:
        configure(evening, text)
    assert status(evening, "midday") is Status.SKIPPED
    before.remove("midday")
    assert [one for one in missed(evening) if one == "midday"] == [
        one for one in before if one == "midday"
    ]


def test_without_an_entry_nothing_is_noted_and_at_the_first_look_all_was_always_there(
    setting: Setting,
) -> None:
    coach = setting.coach
    coach.today()
    assert coach.journal.rows("select * from planned_steps") == []
    coach.record.check(3)
    assert {one for (one,) in coach.journal.rows("select since from planned_steps")} == {""}


@given(
    plans=st.lists(
        st.dictionaries(st.sampled_from("abc"), st.sampled_from(["7", "8"]), min_size=1), min_size=1
    )
)
def test_a_note_says_when_each_step_came_and_when_it_was_moved_last(
    tmp_path_factory: pytest.TempPathFactory, plans: list[dict[str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("plans")
    with closing(Setting(folder)) as setting, closing(Journal(folder / "journal.db")) as journal:
        first, now = setting.clock.now(), setting.clock.now()
        notes = PlannedSteps(journal, folder / "config.toml")
        since: dict[str, InPlan] = {}
        before: dict[str, str] = {}
        for number, plan in enumerate(plans):
            now = first + timedelta(hours=number)
            for step in {*plan, *before}:
                known = since.get(step)
                if number and known is None:
                    since[step] = InPlan(now, now)
                elif known is None:
                    since[step] = InPlan()
                elif plan.get(step) != before.get(step):
                    since[step] = InPlan(known.since, now)
            look = notes.look(plan, now)
            wanted = {step: since[step] for step in plan if since[step] != ALWAYS}
            assert look.in_plan == wanted
            notes.save(look.new)
            assert notes.look(plan, now).new == {}
            before = plan
        other = PlannedSteps(journal, folder / "other.toml")
        assert other.look(plans[0], now).in_plan == {}


def test_a_config_file_may_have_a_name_that_is_no_text(evening: Setting) -> None:
    named = PlannedSteps(evening.coach.journal, Path(os.fsdecode(b"/\xff/config.toml")))
    named.save(named.look({"midday": "12:30"}, evening.clock.now()).new)
    assert named.look({"midday": "12:30"}, evening.clock.now()).new == {}


def test_what_cannot_be_noted_counts_here_and_is_noted_later(
    evening: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise NotSavedError("The disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr(PlannedSteps, "save", full)
        configure(evening, NEW)
        assert status(evening, "calm") is Status.SKIPPED
    assert evening.coach.journal.rows("select * from planned_steps where step = 'calm'") == []
    evening.coach.changes()
    rows = evening.coach.journal.rows("select since from planned_steps where step = 'calm'")
    assert rows == [(evening.clock.now().isoformat(),)]
