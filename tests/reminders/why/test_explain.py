"""Why a step did, will or did not come to the runner's notice, from values alone."""

import json
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec
import pytest
from support.builders import History, routine, utc

from coach.domain.day.plan import plan_day
from coach.domain.day.planned import Moment, MomentKind
from coach.domain.day.reminder_moments import quiet_spans
from coach.domain.day.time_away import TimeAway
from coach.domain.events.types import AwayReason, Event, Paused
from coach.domain.routine.settings import AS_SHIPPED
from coach.errors import RefusedError
from coach.journal.deliveries import LEASE, SHOWN_IN_DAY, Delivery, Failure
from coach.reminders.why import Announcer, Outcome, ReminderSnapshot, reason_of_day, reason_of_step

ZONE = ZoneInfo("UTC")
MONDAY = date(2026, 3, 2)
TUESDAY = MONDAY + timedelta(days=1)
BACKGROUND = Announcer(is_screen=False, process=4711)
SCREEN = Announcer(is_screen=True, process=12)
OWNER = "reminders (process 4711)"
NOBODY = "no reminder process is running"
SECOND = timedelta(seconds=1)
THRICE = "[reminders]\nrepeats = 3\n"


class Story:
    """What happened on one day, in UTC."""

    def __init__(self, config: str = THRICE, day: date = MONDAY) -> None:
        self.day = day
        self.routine = routine(config)
        self.history = History(day)
        self.earlier: list[Event] = []
        self.noted: list[Delivery] = []
        self.announcers: tuple[Announcer, ...] = (BACKGROUND,)
        self.do_not_disturb = ""
        self.began: datetime | None = None
        self.away: tuple[TimeAway, ...] = ()

    def at(self, clock: str) -> ReminderSnapshot:
        events = [*self.earlier, *self.history.events]
        days = [self.day + timedelta(days=ahead) for ahead in (-1, 0, 1)]
        return ReminderSnapshot(
            routine=self.routine,
            day=plan_day(self.routine, self.day, events, ZONE, self.began, away=self.away),
            events=tuple(events),
            quiet=quiet_spans(self.routine.reminders, events, days, ZONE),
            deliveries={one.moment.key: one for one in self.noted},
            now=utc(self.day, clock),
            zone=ZONE,
            announcers=self.announcers,
            do_not_disturb=self.do_not_disturb,
            away=self.away,
        )

    def pause(self, since: str, until: str) -> None:
        self.history.add(Paused, since, until=utc(self.day, until))

    def note(
        self,
        kind: MomentKind,
        at: str,
        *,
        told: str = "",
        channel: str = "desktop",
        claimed: str = "",
        until: str = "",
        failures: Iterable[Failure] = (),
    ) -> None:
        """Claim one moment of the midday stretches, and perhaps announce it."""
        begun = utc(self.day, claimed or at)
        self.noted.append(
            Delivery(
                moment=Moment(self.day, "midday", kind, utc(self.day, at)),
                owner=OWNER,
                claimed=begun,
                until=utc(self.day, until) if until else begun + LEASE,
                told=utc(self.day, told) if told else None,
                channel=channel,
                failures=tuple(failures),
            )
        )


def standing(story: Story, clock: str, step: str = "midday") -> str:
    return reason_of_step(story.at(clock), step).standing


def notes(story: Story, clock: str, step: str = "midday") -> tuple[str, ...]:
    return reason_of_step(story.at(clock), step).notes


def became(story: Story, clock: str, step: str = "midday") -> list[tuple[str, str, Outcome]]:
    moments = reason_of_step(story.at(clock), step).moments
    return [(f"{one.at:%H:%M}", str(one.kind), one.became) for one in moments]


def why(story: Story, clock: str, moment: str, step: str = "midday") -> str:
    """The reason for the moment at a time."""
    told = [
        one.why
        for one in reason_of_step(story.at(clock), step).moments
        if f"{one.at:%H:%M}" == moment
    ]
    (said,) = told
    return said


def at_present(story: Story, clock: str) -> tuple[str, ...]:
    return reason_of_step(story.at(clock), "midday").at_present


# Where a step stands.


def test_a_step_to_come_is_due_at_its_time() -> None:
    assert standing(Story(), "08:00") == "due at 12:30"
    assert notes(Story(), "08:00") == ()


def test_a_step_that_is_due_says_how_long() -> None:
    assert standing(Story(), "12:35") == "due since 12:30, until 16:30"


def test_a_step_that_was_missed() -> None:
    assert standing(Story(), "17:00") == "missed, due until 16:30"


@pytest.mark.parametrize(
    ("answer", "stands", "note"),
    [
        ("done", "done at 12:35", "You get no more reminders of it."),
        ("skipped", "skipped at 12:35", "You get no more reminders of it."),
        (
            "started",
            "under way since 12:35",
            "You get no more reminders of it, unless you stop before its end.",
        ),
    ],
)
def test_an_answered_step_says_when(answer: str, stands: str, note: str) -> None:
    story = Story()
    getattr(story.history, answer)("midday", "12:35")
    assert standing(story, "12:40") == stands
    assert notes(story, "12:40") == (note,)


def test_a_snoozed_step_says_until_when_and_how_often() -> None:
    story = Story()
    story.history.snoozed("midday", "12:31", until="12:41")
    story.history.snoozed("midday", "12:42", until="12:52")
    assert standing(story, "12:45") == "snoozed until 12:52 (2 of 3 times)"
    assert notes(story, "12:45") == ()
    assert standing(story, "12:55").startswith("due since 12:52")
    assert notes(story, "12:55") == ("It was snoozed 2 of 3 times.",)


def test_an_optional_step_asks_once_and_is_let_go() -> None:
    story = Story('[steps.midday]\noptional = true\nwindow = "15m"\n')
    assert notes(story, "12:00") == (
        "It is optional: it reminds you once, and never counts as missed.",
    )
    assert became(story, "12:00") == [("12:30", "due", Outcome.COMING)]
    assert standing(story, "13:00") == "optional, and its time passed at 12:45"


@pytest.mark.parametrize("every", [2, 3])
def test_what_comes_every_so_many_days_is_missed_on_its_day_and_not_between(every: int) -> None:
    missed = []
    for ahead in range(every):
        story = Story(f"[steps.midday]\nevery = {every}\n", MONDAY + timedelta(days=ahead))
        moments = reason_of_step(story.at("12:00"), "midday").moments
        is_missed = any(one.kind is MomentKind.MISSED for one in moments)
        said = standing(story, "21:00")
        assert said.startswith("missed") is is_missed
        assert is_missed or said.endswith("; it stays open until it is done")
        missed.append(is_missed)
    assert sum(missed) == 1


def test_a_step_waits_for_the_one_it_comes_after() -> None:
    story = Story(day=TUESDAY)
    assert standing(story, "08:00", "cool-down") == "waiting for Run"
    assert became(story, "08:00", "cool-down") == []
    story.history.ran("18:00")
    assert standing(story, "18:00", "ice").startswith("waiting for Cool-down, at the latest until ")
    story.history.done("cool-down", "18:05")
    chained = Story('[steps.ice]\ndelay = "10m"\n', day=TUESDAY)
    chained.history.events = story.history.events
    assert standing(chained, "18:06", "ice") == "due at 18:15, after Cool-down"


def test_a_step_before_another_is_due_at_its_own_time() -> None:
    assert standing(Story(day=TUESDAY), "08:00", "warm-up") == "due at 17:15"


def test_a_step_that_was_overtaken_is_not_asked_for() -> None:
    story = Story(day=TUESDAY)
    story.history.ran("10:00")
    assert standing(story, "10:05", "warm-up") == "no longer needed after Run"


def test_a_step_without_the_one_it_hangs_on_is_not_asked_for() -> None:
    story = Story(day=TUESDAY)
    story.history.skipped("run", "10:00")
    assert standing(story, "10:05", "cool-down") == "not needed without Run (skipped)"
    assert became(story, "10:05", "warm-up") == []
    missed = Story('[steps.run]\nwindow = "10m"\n', day=TUESDAY)
    assert standing(missed, "18:00", "cool-down") == "not needed without Run (missed)"


def test_what_was_over_before_the_first_entry_is_said_to_be_so() -> None:
    story = Story('[steps.midday]\nwindow = "1h"\n')
    story.began = utc(MONDAY, "15:00")
    assert standing(story, "15:00") == "its hour came before you started with Coach"
    assert not reason_of_step(story.at("15:00"), "midday").moments


# Why a step is not on the plan.


def test_a_step_on_other_weekdays() -> None:
    said = standing(Story(), "08:00", "run")
    assert said == (
        "not on today's plan: it comes on Tuesday, Thursday and Saturday, and this is Monday"
    )
    assert notes(Story(), "08:00", "run") == ("It comes again on Tuesday 3 March.",)


def test_a_step_on_one_weekday_only() -> None:
    story = Story('[steps.midday]\ndays = ["sun"]\n')
    assert "it comes on Sunday, and this is Monday" in standing(story, "08:00")
    assert notes(story, "08:00") == ("It comes again on Sunday 8 March.",)


@pytest.mark.parametrize(
    ("every", "ago", "when", "again"),
    [(2, 1, "yesterday", "Tuesday 3"), (3, 2, "on Saturday", "Tuesday 3")],
)
def test_a_step_that_was_done_too_lately(every: int, ago: int, when: str, again: str) -> None:
    story = Story(f"[steps.strength]\nevery = {every}\n")
    before = History(MONDAY - timedelta(days=ago))
    before.done("strength", "19:00")
    story.earlier = before.events
    said = standing(story, "08:00", "strength")
    assert said == f"not on today's plan: it comes every {every} days, and was done {when}"
    assert notes(story, "08:00", "strength") == (f"It comes again on {again} March.",)


def test_a_step_hangs_on_one_that_does_not_come() -> None:
    said = standing(Story(), "08:00", "ice")
    assert said.startswith("not on today's plan: it depends on Run, a step that comes on Tuesday, ")


def test_nothing_comes_before_a_run_off_the_plan() -> None:
    story = Story()
    story.history.ran("10:00")
    said = standing(story, "10:05", "warm-up")
    assert said.endswith("it comes before Run, not planned for today")
    assert standing(story, "10:05", "run") == "done at 10:00"


def test_a_step_that_never_comes_again_has_no_next_day() -> None:
    story = Story("[steps.midday]\ndays = []\n")
    assert "it comes on no day, and this is Monday" in standing(story, "08:00")
    assert notes(story, "08:00") == ()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("middday", "There is no step `middday`; did you mean `midday`?"),
        ("xyz", "There is no step `xyz`; there are pain-check, morning, midday, "),
    ],
)
def test_an_unstory_step_is_refused_with_the_nearest_name(typed: str, said: str) -> None:
    with pytest.raises(RefusedError) as refused:
        reason_of_step(Story().at("08:00"), typed)
    assert str(refused.value).startswith(said)


# What became of its moments.


def test_what_is_to_come_is_told_by_who_is_open() -> None:
    story = Story(f'{THRICE}heads_up = "5m"\n')
    assert became(story, "08:00") == [
        ("12:25", "heads-up", Outcome.COMING),
        ("12:30", "due", Outcome.COMING),
        ("12:40", "repeat", Outcome.COMING),
        ("12:50", "repeat", Outcome.COMING),
        ("13:00", "repeat", Outcome.COMING),
        ("16:30", "missed", Outcome.COMING),
    ]
    assert why(story, "08:00", "12:30") == "will be announced by the reminders (process 4711)"


def test_the_full_screen_tells_before_the_background() -> None:
    story = Story()
    story.announcers = (SCREEN, BACKGROUND)
    assert why(story, "08:00", "12:30") == "will be announced by the full screen (process 12)"
    told = "The full screen (process 12) will announce the next reminders."
    assert at_present(story, "08:00") == (told,)


def test_a_teller_that_did_not_sign_has_no_number() -> None:
    story = Story()
    story.announcers = (Announcer(is_screen=False),)
    assert why(story, "08:00", "12:30") == "will be announced by the reminders"


def test_where_nobody_runs_that_is_said_with_its_mend() -> None:
    story = Story()
    story.announcers = ()
    assert why(story, "08:00", "12:30") == f"will not be announced, as {NOBODY}"
    assert why(story, "12:31", "12:30") == f"not announced, as {NOBODY}"
    assert became(story, "12:31")[0] == ("12:30", "due", Outcome.UNANNOUNCED)
    assert at_present(story, "08:00") == (
        (
            f"You will get no reminders: {NOBODY}; "
            "`coach remind` or `coach service install` starts one."
        ),
    )


def test_the_background_has_no_screen_to_show_anything_on() -> None:
    story = Story('[alerts]\nchannels = ["in-app"]\n')
    said = "[alerts] names only in-app, and no full screen is open"
    assert why(story, "08:00", "12:30") == f"will not be announced, as {said}"
    story.announcers = (SCREEN, BACKGROUND)
    assert why(story, "08:00", "12:30") == "will be announced by the full screen (process 12)"


def test_a_channel_for_every_alert_is_enough() -> None:
    story = Story('[alerts]\nchannels = []\nalso = ["push"]\n')
    assert why(story, "08:00", "12:30").startswith("will be announced by the reminders")


def test_without_any_channel_nobody_tells() -> None:
    story = Story("[alerts]\nchannels = []\n")
    assert why(story, "08:00", "12:30") == "will not be announced, as [alerts] names no channel"


def test_what_was_told_says_when_how_and_by_whom() -> None:
    story = Story()
    story.note(MomentKind.DUE, "12:30", told="12:30:01")
    assert why(story, "12:35", "12:30") == f"sent at 12:30:01 through desktop by the {OWNER}"
    assert became(story, "12:35")[:2] == [
        ("12:30", "due", Outcome.ANNOUNCED),
        ("12:40", "repeat", Outcome.COMING),
    ]


def test_what_was_told_late_says_how_late_and_what_failed_before() -> None:
    story = Story()
    failures = (
        Failure("desktop", "no answer within 4 s"),
        Failure("terminal", "no terminal is open", is_broken=False),
        Failure("push", "no `push` in [alerts]", is_broken=False),
    )
    story.note(MomentKind.DUE, "12:30", told="13:05", channel="command", failures=failures)
    assert why(story, "13:06", "12:30") == (
        f"sent at 13:05:00, 35 min late, through command by the {OWNER} "
        "(desktop failed: no answer within 4 s; not here: terminal, push)"
    )


def test_what_the_full_screen_showed_in_the_day() -> None:
    story = Story()
    story.note(MomentKind.DUE, "12:30", told="12:34", channel=SHOWN_IN_DAY)
    said = f"shown at 12:34:00 by the {OWNER} as it opened"
    assert why(story, "12:35", "12:30") == said
    assert became(story, "12:35")[0] == ("12:30", "due", Outcome.SEEN)


def test_what_had_lost_its_meaning_was_dropped() -> None:
    story = Story()
    story.note(MomentKind.DUE, "12:30", told="12:34", channel="")
    said = "dropped at 12:34:00, as it no longer mattered"
    assert why(story, "12:35", "12:30") == said


def test_what_is_claimed_says_by_whom_and_until_when() -> None:
    story = Story()
    story.note(MomentKind.DUE, "12:30")
    assert why(story, "12:30:20", "12:30") == (
        f"the {OWNER} took it on at 12:30:00, and has not announced it yet; "
        "another program may from 12:30:30"
    )
    assert became(story, "12:30:20")[0][2] is Outcome.CLAIMED


def test_a_claim_that_lapsed_leaves_it_to_another() -> None:
    story = Story()
    story.note(MomentKind.DUE, "12:30")
    ended = f"the {OWNER} took it on at 12:30:00 and ended before announcing it; "
    told = "about to be announced by the reminders (process 4711)"
    assert why(story, "12:30:30", "12:30") == f"{ended}{told}"
    story.announcers = ()
    assert why(story, "12:30:30", "12:30") == f"{ended}not announced, as {NOBODY}"


def test_a_claim_from_a_time_to_come_binds_nobody() -> None:
    story = Story()
    story.note(MomentKind.DUE, "12:30", claimed="12:45")
    assert became(story, "12:31")[0] == ("12:30", "due", Outcome.WAITING)


def test_what_no_channel_took_is_tried_again() -> None:
    story = Story()
    failures = [Failure("desktop", "no answer within 4 s")]
    story.note(MomentKind.DUE, "12:30", until="12:31:04", failures=failures)
    failed = "desktop failed: no answer within 4 s; "
    assert why(story, "12:30:10", "12:30") == f"{failed}tried again at 12:31:04"
    assert became(story, "12:30:10")[0][2] is Outcome.FAILED
    assert why(story, "12:31:04", "12:30").startswith(f"{failed}about to be announced by ")


def test_what_failed_and_is_claimed_again_is_being_told() -> None:
    story = Story()
    failures = [Failure("desktop", "no answer within 4 s")]
    story.note(MomentKind.DUE, "12:30", claimed="12:31:04", failures=failures)
    assert became(story, "12:31:10")[0][2] is Outcome.CLAIMED


def test_what_has_come_is_told_in_an_instant() -> None:
    said = "about to be announced by the reminders (process 4711)"
    assert why(Story(), "12:30", "12:30") == said


def test_of_all_that_came_the_last_speaks_for_the_step() -> None:
    assert became(Story(), "12:55") == [
        ("12:30", "due", Outcome.UNANNOUNCED),
        ("12:40", "repeat", Outcome.UNANNOUNCED),
        ("12:50", "repeat", Outcome.WAITING),
        ("13:00", "repeat", Outcome.COMING),
        ("16:30", "missed", Outcome.COMING),
    ]
    assert why(Story(), "12:55", "12:40") == "not announced; a later reminder replaced it"


def test_what_is_over_is_not_told_in_hindsight() -> None:
    story = Story('[reminders]\nheads_up = "5m"\nrepeats = 0\n')
    said = "not announced in time, and now out of date"
    assert why(story, "12:31", "12:25") == said


def test_a_step_that_was_told_is_not_told_of_earlier_moments() -> None:
    story = Story(f'{THRICE}repeat_every = "5m"\n')
    story.note(MomentKind.DUE, "12:30", claimed="12:41", told="12:41")
    assert why(story, "12:42", "12:35") == "not announced, as you were already reminded at 12:41"
    assert became(story, "12:42")[:3] == [
        ("12:30", "due", Outcome.ANNOUNCED),
        ("12:35", "repeat", Outcome.DROPPED),
        ("12:40", "repeat", Outcome.DROPPED),
    ]


def test_what_came_while_a_step_was_skipped_is_no_fault_though_it_was_done_later() -> None:
    story = Story()
    story.history.skipped("midday", "12:00")
    story.history.done("midday", "20:00")
    assert {one for _, _, one in became(story, "20:30")} == {Outcome.DROPPED}
    assert why(story, "20:30", "12:30") == "not announced, as you skipped it at 12:00"


@pytest.mark.parametrize(
    ("answer", "word"), [("done", "done"), ("skipped", "skipped"), ("started", "started")]
)
def test_what_nobody_told_before_the_answer(answer: str, word: str) -> None:
    story = Story()
    getattr(story.history, answer)("midday", "12:45")
    assert became(story, "13:30") == [
        ("12:30", "due", Outcome.UNANNOUNCED),
        ("12:40", "repeat", Outcome.UNANNOUNCED),
    ]
    assert why(story, "13:30", "12:40") == f"not announced before it was {word} at 12:45"


def test_what_failed_before_the_answer_says_so() -> None:
    story = Story()
    story.note(MomentKind.DUE, "12:30", failures=[Failure("push", "no route")])
    story.history.done("midday", "12:35")
    assert why(story, "12:40", "12:30") == (
        "push failed: no route; not announced before it was done at 12:35"
    )


def test_what_was_told_before_the_answer_stays_told() -> None:
    story = Story()
    story.note(MomentKind.DUE, "12:30", told="12:30:01")
    story.history.done("midday", "12:35")
    assert became(story, "13:30") == [("12:30", "due", Outcome.ANNOUNCED)]


def test_a_session_that_was_left_was_not_interrupted() -> None:
    story = Story()
    story.history.started("midday", "12:29")
    story.history.stopped("midday", "12:45")
    assert became(story, "12:46") == [
        ("12:30", "due", Outcome.DROPPED),
        ("12:40", "repeat", Outcome.DROPPED),
        ("12:50", "repeat", Outcome.COMING),
        ("13:00", "repeat", Outcome.COMING),
        ("16:30", "missed", Outcome.COMING),
    ]
    assert why(story, "12:46", "12:40") == "not announced, as you were at it until 12:45"


def test_a_snooze_keeps_what_was_told_before_it() -> None:
    story = Story("[reminders]\nrepeats = 1\n")
    story.note(MomentKind.DUE, "12:30", told="12:30:01")
    story.history.snoozed("midday", "12:31", until="12:41")
    assert became(story, "12:35") == [
        ("12:30", "due", Outcome.ANNOUNCED),
        ("12:41", "due", Outcome.COMING),
        ("12:51", "repeat", Outcome.COMING),
        ("16:41", "missed", Outcome.COMING),
    ]


def test_moments_stand_on_the_wall_clock_of_the_runner() -> None:
    story = Story("[reminders]\nrepeats = 0\n")
    known = msgspec.structs.replace(story.at("12:35"), zone=ZoneInfo("Asia/Kolkata"))
    assert reason_of_step(known, "midday").standing.startswith("due since 18:00")
    assert [f"{one.at:%H:%M}" for one in reason_of_step(known, "midday").moments] == [
        "18:00",
        "22:00",
    ]


# What is quiet.


def test_what_is_due_in_quiet_hours_is_held_back_and_the_rest_left_out() -> None:
    quiet = 'quiet = [{ starts = "12:00", ends = "14:00" }]'
    story = Story(f'[reminders]\n{quiet}\nheads_up = "5m"\nrepeats = 1\n')
    assert became(story, "12:35") == [
        ("12:25", "heads-up", Outcome.LEFT_OUT),
        ("12:30", "due", Outcome.HELD),
        ("14:00", "due", Outcome.COMING),
        ("14:10", "repeat", Outcome.COMING),
        ("16:30", "missed", Outcome.COMING),
    ]
    assert why(story, "12:35", "12:25") == "left out, as it falls within quiet hours until 14:00"
    assert why(story, "12:35", "12:30") == "held back by quiet hours until 14:00"
    assert at_present(story, "12:35")[0] == ("No reminders now: quiet hours until 14:00.")


def test_what_is_over_before_the_quiet_hours_is_said_to_be_so() -> None:
    story = Story('[reminders]\nquiet = [{ starts = "12:00", ends = "17:00" }]\n')
    assert became(story, "12:35") == [
        ("12:30", "due", Outcome.HELD),
        ("16:30", "missed", Outcome.HELD),
        ("17:00", "missed", Outcome.COMING),
    ]
    assert why(story, "12:35", "16:30") == "held back by quiet hours until 17:00"
    assert why(story, "12:35", "12:30") == (
        "held back by quiet hours until 17:00, and the step is over by then"
    )


def test_a_pause_holds_back_what_had_come_before_it() -> None:
    story = Story()
    story.pause("12:31", until="14:00")
    assert why(story, "12:35", "12:30") == "held back by a pause until 14:00"
    assert became(story, "12:35")[:3] == [
        ("12:30", "due", Outcome.HELD),
        ("12:40", "repeat", Outcome.LEFT_OUT),
        ("12:50", "repeat", Outcome.LEFT_OUT),
    ]


def test_two_quiet_spans_hold_back_until_the_end_of_both() -> None:
    story = Story('[reminders]\nquiet = [{ starts = "12:00", ends = "13:00" }]\n')
    story.pause("12:20", until="14:00")
    assert why(story, "12:35", "12:30") == "held back by a pause until 14:00"


def test_a_desktop_that_is_not_to_be_disturbed_holds_back_what_has_come() -> None:
    story = Story()
    story.do_not_disturb = "the desktop"
    assert why(story, "12:31", "12:30") == (
        "held back since then, as the desktop is set to do not disturb; "
        "announced without a sound at 15:30 at the latest"
    )
    once = Story("[reminders]\nrepeats = 0\n")
    once.do_not_disturb = "the desktop"
    assert became(once, "15:30")[0] == ("12:30", "due", Outcome.WAITING)
    assert became(story, "12:31")[:2] == [
        ("12:30", "due", Outcome.HELD),
        ("12:40", "repeat", Outcome.COMING),
    ]
    assert "The desktop is set to do not disturb; reminders wait, 3 h at most." in at_present(
        story, "12:31"
    )


# The whole day.


def test_the_day_has_one_line_for_each_step_and_says_what_comes() -> None:
    story = Story()
    story.history.done("morning", "07:05")
    story.note(MomentKind.DUE, "12:30", told="12:30:01")
    steps, following, now = reason_of_day(story.at("12:35")).sections(AS_SHIPPED)
    rows = {line.split()[1]: line for line in steps.lines}
    assert rows["morning"] == "✓  morning       First-step stretches: done at 07:05."
    assert rows["midday"] == (
        "●  midday        Midday stretches: due since 12:30, until 16:30; "
        f"sent at 12:30:01 through desktop by the {OWNER}."
    )
    assert rows["evening"] == "○  evening       Evening stretches: due at 21:00."
    assert following.heading == "Next"
    assert following.lines == (
        (
            "Midday stretches: another reminder at 12:40; "
            "this will be announced by the reminders (process 4711)."
        ),
    )
    assert now.lines == ("The reminders (process 4711) will announce the next reminders.",)


@pytest.mark.parametrize(
    ("config", "clock", "said"),
    [
        ("", "12:00", "Midday stretches: due at 12:30; "),
        ('[reminders]\nheads_up = "5m"\n', "12:00", "Midday stretches: announced at 12:25; "),
        ("", "13:05", "Morning pain check: counted as missed at 13:45; "),
    ],
)
def test_what_comes_next_is_named(config: str, clock: str, said: str) -> None:
    assert reason_of_day(Story(config).at(clock)).next.startswith(said)


def test_the_end_of_a_pause_comes_next() -> None:
    story = Story()
    story.pause("12:00", until="12:20")
    assert reason_of_day(story.at("12:10")).next.startswith(
        "Reminders are on again at 12:20; this "
    )


def test_at_the_end_of_the_day_nothing_comes() -> None:
    story = Story()
    for planned in story.at("08:00").day.steps:
        story.history.skipped(planned.step.id, "08:00")
    assert reason_of_day(story.at("08:01")).next == "No more reminders today."


def test_a_step_reads_as_a_person_talks() -> None:
    story = Story("[reminders]\nrepeats = 1\n")
    story.note(MomentKind.DUE, "12:30", told="12:30:01")
    head, moments, _ = reason_of_step(story.at("12:35"), "midday").sections(AS_SHIPPED)
    assert head.lines == ("Midday stretches: due since 12:30, until 16:30.",)
    assert moments.heading == "Today"
    assert moments.lines == (
        f"12:30  due: sent at 12:30:01 through desktop by the {OWNER}.",
        "12:40  again: will be announced by the reminders (process 4711).",
        "16:30  missed: will be announced by the reminders (process 4711).",
    )


def test_other_programs_read_the_same() -> None:
    story = Story("[reminders]\nrepeats = 0\n")
    facts = json.loads(msgspec.json.encode(reason_of_step(story.at("12:00"), "midday")))
    assert facts["status"] == "upcoming"
    assert facts["due"] == "2026-03-02T12:30:00Z"
    assert facts["moments"][0] == {
        "kind": "due",
        "at": "2026-03-02T12:30:00Z",
        "became": "coming",
        "why": "will be announced by the reminders (process 4711)",
    }
    assert json.loads(msgspec.json.encode(reason_of_day(story.at("12:00"))))["day"] == "2026-03-02"


def test_each_reason_is_one_sentence_at_any_time_of_the_day() -> None:
    story = Story(
        '[reminders]\nheads_up = "5m"\nquiet = [{ starts = "20:55", ends = "21:20" }]\n', TUESDAY
    )
    story.history.checked("06:50")
    story.history.snoozed("morning", "06:51", until="07:15")
    for hour in range(4, 24):
        for section in reason_of_day(story.at(f"{hour:02}:05")).sections(AS_SHIPPED):
            assert all(line.endswith(".") and "None" not in line for line in section.lines)


def test_nothing_is_due_while_one_is_away_and_it_comes_again_afterwards() -> None:
    story = Story()
    story.away = (TimeAway(MONDAY, MONDAY + timedelta(days=3), AwayReason.ILL),)
    assert standing(story, "13:00") == "not due: you are away until Thu 5 Mar, ill"
    assert became(story, "13:00") == []
    told = "You are away until Thu 5 Mar, ill: nothing is due before then."
    assert reason_of_day(story.at("13:00")).at_present[0] == told
    assert reason_of_day(story.at("13:00")).next == "No more reminders today."
    assert notes(story, "13:00", "run") == ("It comes again on Thursday 5 March.",)


def test_what_was_over_before_an_early_return_was_not_due() -> None:
    story = Story()
    back = utc(MONDAY, "17:00")
    story.away = (TimeAway(MONDAY - timedelta(days=1), MONDAY, AwayReason.TRAVEL, back),)
    assert standing(story, "18:00") == "not due: you were away until 17:00"
    assert standing(story, "18:00", "evening") == "due at 21:00"
