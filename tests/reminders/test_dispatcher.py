"""An alert goes through the channels in the runner's order until one gets through."""

import asyncio
import logging
from collections.abc import Iterable

import pytest
from support.channels import Noting, alert, by_name
from support.simulated import Setting

from coach.domain.routine.settings import Alerts, ChannelName
from coach.errors import ChannelError, NotHereError, PartlyError, UnseenError
from coach.journal.deliveries import Failure
from coach.reminders.alert import Alert
from coach.reminders.alerting import Alerting
from coach.reminders.dispatcher import Dispatcher

D, T, P, C = (ChannelName(one) for one in ("desktop", "terminal", "push", "command"))
GONE = ChannelError("the bus is gone")
ABSENT = NotHereError("no terminal is open")


def settings(channels: Iterable[ChannelName], also: Iterable[ChannelName] = ()) -> Alerts:
    return Alerts(channels=tuple(channels), also=tuple(also))


# --- Order and fallback ---------------------------------------------------------------------------


async def test_the_first_channel_that_works_is_enough() -> None:
    desktop, terminal = Noting(), Noting()
    post = Dispatcher(by_name(terminal=terminal, desktop=desktop))
    posted = await post.send(alert(), settings([D, T]))
    assert (posted.channels, posted.failures) == (("desktop",), ())
    assert desktop.sent == [alert()]
    assert terminal.sent == []


async def test_the_order_is_the_runners() -> None:
    desktop, terminal = Noting(), Noting()
    post = Dispatcher(by_name(desktop=desktop, terminal=terminal))
    assert (await post.send(alert(), settings([T, D]))).channels == ("terminal",)
    assert desktop.sent == []


async def test_what_fails_makes_way_for_the_next() -> None:
    post = Dispatcher(by_name(desktop=Noting(GONE), terminal=Noting(ABSENT), push=Noting()))
    posted = await post.send(alert(), settings([D, T, P]))
    assert posted.channels == ("push",)
    assert posted.failures == (
        Failure("desktop", "the bus is gone"),
        Failure("terminal", "no terminal is open", is_broken=False),
    )


async def test_where_everything_fails_all_reasons_are_known() -> None:
    post = Dispatcher(by_name(desktop=Noting(GONE), push=Noting(ChannelError("no network"))))
    posted = await post.send(alert(), settings([D, P]))
    assert posted.channels == ()
    assert [(one.channel, one.reason) for one in posted.failures] == [
        ("desktop", "the bus is gone"),
        ("push", "no network"),
    ]


async def test_a_channel_that_this_process_has_not_is_passed_over() -> None:
    post = Dispatcher(by_name(terminal=Noting()))
    posted = await post.send(alert(), settings([ChannelName.IN_APP, D, T]))
    assert (posted.channels, posted.failures) == (("terminal",), ())


async def test_a_channel_that_the_runner_does_not_want_is_not_used() -> None:
    desktop = Noting()
    posted = await Dispatcher(by_name(desktop=desktop)).send(alert(), settings([T]))
    assert (posted.channels, desktop.sent) == ((), [])


async def test_what_was_perhaps_not_seen_is_told_by_the_next_one_too() -> None:
    in_app, desktop, terminal = Noting(UnseenError("not in front")), Noting(), Noting()
    post = Dispatcher(by_name(in_app=in_app, desktop=desktop, terminal=terminal))
    posted = await post.send(alert(), settings([ChannelName.IN_APP, D, T]))
    assert (posted.channels, posted.failures) == (("in-app", "desktop"), ())
    assert [len(one.sent) for one in (in_app, desktop, terminal)] == [1, 1, 0]


async def test_what_was_perhaps_not_seen_counts_where_nothing_else_works() -> None:
    post = Dispatcher(by_name(in_app=Noting(UnseenError("not in front")), desktop=Noting(GONE)))
    posted = await post.send(alert(), settings([ChannelName.IN_APP, D]))
    assert posted.channels == ("in-app",)
    assert [one.reason for one in posted.failures] == ["the bus is gone"]


async def test_what_reached_some_is_not_sent_again_and_still_a_failure() -> None:
    command = Noting()
    post = Dispatcher(by_name(push=Noting(PartlyError("ntfy: no route")), command=command))
    posted = await post.send(alert(), settings([P, C]))
    assert posted.channels == ("push",)
    assert posted.failures == (Failure("push", "ntfy: no route"),)
    assert command.sent == []


async def test_a_fault_of_one_channel_does_not_cost_the_alert(
    caplog: pytest.LogCaptureFixture,
) -> None:
    post = Dispatcher(by_name(desktop=Noting(KeyError("a fault")), terminal=Noting()))
    with caplog.at_level(logging.ERROR):
        posted = await post.send(alert(), settings([D, T]))
    assert posted.channels == ("terminal",)
    assert posted.failures == (Failure("desktop", "KeyError: 'a fault'"),)
    assert "The channel desktop failed" in caplog.text


async def test_a_fault_of_one_channel_does_not_keep_the_others_from_withdrawing() -> None:
    class Broken(Noting):
        async def withdraw(self, tag: str) -> None:
            raise OSError(tag)

    terminal = Noting()
    await Dispatcher(by_name(desktop=Broken(), terminal=terminal)).withdraw("ice")
    assert terminal.withdrawn == ["ice"]


async def test_only_so_many_alerts_are_on_their_way_through_a_channel_at_a_time() -> None:
    class Slow(Noting):
        most = under_way = 0

        async def send(self, alert: Alert, settings: Alerts) -> None:
            self.under_way += 1
            self.most = max(self.most, self.under_way)
            await asyncio.sleep(0.01)
            self.under_way -= 1
            await super().send(alert, settings)

    push = Slow()
    post = Dispatcher(by_name(push=push))
    posted = await asyncio.gather(*(post.send(alert(), settings([P])) for _ in range(40)))
    assert all(one.channels == ("push",) for one in posted)
    assert (push.most, len(push.sent)) == (8, 40)


# --- Channels that get every alert ----------------------------------------------------------------


async def test_what_is_wanted_besides_gets_every_alert() -> None:
    desktop, push, command = Noting(), Noting(), Noting()
    post = Dispatcher(by_name(desktop=desktop, push=push, command=command))
    posted = await post.send(alert(), settings([D], also=[P, C]))
    assert posted.channels == ("desktop", "push", "command")
    assert [len(one.sent) for one in (desktop, push, command)] == [1, 1, 1]


async def test_what_is_wanted_besides_gets_no_alert_twice() -> None:
    push = Noting()
    post = Dispatcher(by_name(desktop=Noting(GONE), push=push))
    posted = await post.send(alert(), settings([D, P], also=[P]))
    assert posted.channels == ("push",)
    assert len(push.sent) == 1


async def test_what_is_wanted_besides_does_not_fall_back() -> None:
    terminal = Noting()
    post = Dispatcher(by_name(desktop=Noting(), push=Noting(GONE), terminal=terminal))
    posted = await post.send(alert(), settings([D, T], also=[P]))
    assert posted.channels == ("desktop",)
    assert posted.failures == (Failure("push", "the bus is gone"),)
    assert terminal.sent == []


# --- Failures are told ----------------------------------------------------------------------------


async def test_a_failure_is_told_in_the_alert_that_gets_through_and_once() -> None:
    desktop, terminal = Noting(GONE, GONE, GONE), Noting()
    post = Dispatcher(by_name(desktop=desktop, terminal=terminal))
    for _ in range(3):
        assert (await post.send(alert(), settings([D, T]))).failures
    assert terminal.bodies == [
        "Due now. [desktop failed: the bus is gone]",
        "Due now.",
        "Due now.",
    ]


async def test_each_reason_is_told_once() -> None:
    desktop, terminal = Noting(GONE, ChannelError("no answer"), GONE), Noting()
    post = Dispatcher(by_name(desktop=desktop, terminal=terminal))
    for _ in range(3):
        await post.send(alert(), settings([D, T]))
    assert terminal.bodies == [
        "Due now. [desktop failed: the bus is gone]",
        "Due now. [desktop failed: no answer]",
        "Due now.",
    ]


async def test_several_failures_are_told_together() -> None:
    push = Noting()
    post = Dispatcher(
        by_name(desktop=Noting(GONE), terminal=Noting(ChannelError("gone")), push=push)
    )
    await post.send(alert(), settings([D, T, P]))
    assert push.bodies == ["Due now. [desktop failed: the bus is gone] [terminal failed: gone]"]


async def test_what_is_not_here_is_not_told() -> None:
    push = Noting()
    post = Dispatcher(by_name(terminal=Noting(ABSENT), push=push))
    assert (await post.send(alert(), settings([T, P]))).failures
    assert push.bodies == ["Due now."]


async def test_what_nobody_was_told_is_told_when_something_gets_through() -> None:
    desktop, push = Noting(GONE), Noting(ChannelError("no network"))
    post = Dispatcher(by_name(desktop=desktop, push=push))
    assert not (await post.send(alert(), settings([D, P]))).channels
    await post.send(alert(), settings([D, P]))
    await post.send(alert(), settings([D, P]))
    assert desktop.bodies[1:] == [
        "Due now. [desktop failed: the bus is gone] [push failed: no network]",
        "Due now.",
    ]


async def test_what_failed_besides_is_told_in_the_next_alert() -> None:
    desktop = Noting()
    post = Dispatcher(by_name(desktop=desktop, push=Noting(GONE)))
    await post.send(alert(), settings([D], also=[P]))
    await post.send(alert(), settings([D], also=[P]))
    assert desktop.bodies == ["Due now.", "Due now. [push failed: the bus is gone]"]


async def test_what_reached_some_is_told_in_the_next_alert() -> None:
    push = Noting(*[PartlyError("ntfy: no route")] * 3)
    post = Dispatcher(by_name(push=push))
    for _ in range(3):
        await post.send(alert(), settings([P]))
    assert push.bodies == ["Due now.", "Due now. [push failed: ntfy: no route]", "Due now."]


async def test_a_failure_after_something_was_shown_unseen_is_told_later() -> None:
    in_app = Noting(UnseenError("not in front"))
    post = Dispatcher(by_name(in_app=in_app, desktop=Noting(GONE)))
    for _ in range(2):
        await post.send(alert(), settings([ChannelName.IN_APP, D]))
    assert in_app.bodies == ["Due now.", "Due now. [desktop failed: the bus is gone]"]


# --- What is sent ---------------------------------------------------------------------------------


async def test_every_channel_gets_clean_texts() -> None:
    desktop, push = Noting(), Noting()
    post = Dispatcher(by_name(desktop=desktop, push=push))
    await post.send(alert("I\x1b[31mce\a", "Due\nnow\u202e."), settings([D], also=[P]))
    for one in desktop, push:
        assert [(sent.title, sent.body) for sent in one.sent] == [("I[31mce", "Due now.")]


async def test_reasons_are_clean_too() -> None:
    push = Noting()
    post = Dispatcher(by_name(desktop=Noting(ChannelError("it said \x1b]0;x\a")), push=push))
    posted = await post.send(alert(), settings([D, P]))
    assert posted.failures == (Failure("desktop", "it said ]0;x"),)
    assert push.bodies == ["Due now. [desktop failed: it said ]0;x]"]


async def test_a_reason_names_no_url_beyond_its_service() -> None:
    for error in (ChannelError("ntfy://t0pic: not found"), ValueError("no URL: ntfy://t0pic")):
        posted = await Dispatcher(by_name(push=Noting(error))).send(alert(), settings([P]))
        (failure,) = posted.failures
        assert "ntfy://…" in failure.reason
        assert "t0pic" not in failure.reason


async def test_an_alert_is_otherwise_sent_as_it_is() -> None:
    desktop = Noting()
    one = alert(steps=("ice",), buttons=())
    await Dispatcher(by_name(desktop=desktop)).send(one, settings([D]))
    assert desktop.sent == [one]


# --- Going on -------------------------------------------------------------------------------------


async def test_once_it_may_not_go_on_nothing_more_is_sent() -> None:
    desktop, terminal = Noting(GONE), Noting()
    post = Dispatcher(by_name(desktop=desktop, terminal=terminal))
    answers = iter([True, False])
    posted = await post.send(alert(), settings([D, T]), lambda: next(answers))
    assert posted.channels == ()
    assert [len(one.sent) for one in (desktop, terminal)] == [1, 0]


async def test_if_it_may_not_even_begin_nothing_is_sent() -> None:
    desktop, push = Noting(), Noting()
    post = Dispatcher(by_name(desktop=desktop, push=push))
    posted = await post.send(alert(), settings([D], also=[P]), lambda: False)
    assert (posted.channels, posted.failures) == ((), ())
    assert desktop.sent == push.sent == []


async def test_it_is_asked_only_before_channels_that_are_here() -> None:
    asked = []

    def may_go_on() -> bool:
        asked.append(1)
        return True

    await Dispatcher(by_name(terminal=Noting())).send(alert(), settings([D, T, P]), may_go_on)
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("wanted", "has"),
    [
        (settings([D, T]), True),
        (settings([P], also=[T]), True),
        (settings([P, D]), False),
        (settings([]), False),
    ],
)
def test_whether_there_is_any_channel(wanted: Alerts, *, has: bool) -> None:
    assert Dispatcher(by_name(terminal=Noting())).has_any(wanted) is has


async def test_what_is_withdrawn_is_withdrawn_everywhere() -> None:
    channels = by_name(desktop=Noting(), terminal=Noting())
    await Dispatcher(channels).withdraw("ice")
    assert [one.withdrawn for one in channels.values()] == [["ice"], ["ice"]]


def test_the_full_screen_has_one_more(setting: Setting) -> None:
    coach = setting.coach
    only = settings([ChannelName.IN_APP])
    assert not Alerting(coach).post.has_any(only)
    assert Alerting(coach, in_app=Noting()).post.has_any(only)
    for name in (D, T, P, C):
        assert Alerting(coach).post.has_any(settings([name]))
