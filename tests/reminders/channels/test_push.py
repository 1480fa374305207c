"""Push through the real Apprise, to a receiver on this machine."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace
from support.channels import DAILY, alert, children, running

from coach.domain.routine.settings import Alerts
from coach.errors import ChannelError, NotHereError, PartlyError
from coach.reminders.channels import push
from coach.reminders.channels.push import Push

SECRETS = ("geheim", "passw0rt", "t0ken", "hidden-path")
TEXT = "Eis 🧊 – <b>„zwei“</b> & 'drei'; -e \\n %s"

NO_SERVICE = "an entry that does not begin with `service://`"


class Receiver(ThreadingHTTPServer):
    """Records what it receives, and answers on request."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Request)
        self.got: list[dict[str, Any]] = []
        self.status = 200
        self.waits = 0.0
        self.seen: list[str] = []

    def url(self, more: str = "", service: str = "json") -> str:
        return f"{service}://geheim:passw0rt@127.0.0.1:{self.server_port}/hidden-path{more}"


class _Request(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append(json.loads(body))
        self.server.seen += [one for one in SECRETS if running(one)]
        time.sleep(self.server.waits)
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def receiver(monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    receiver = Receiver()
    thread = Thread(target=receiver.serve_forever, args=(0.02,))
    thread.start()
    yield receiver
    receiver.shutdown()
    thread.join()
    receiver.server_close()


def to(*urls: str) -> Alerts:
    return replace(DAILY, push=urls)


async def why_not(*urls: str, kind: type[ChannelError] = ChannelError) -> str:
    """The message when a push fails; it must not contain secrets."""
    with pytest.raises(kind) as raised:
        await Push().send(alert(TEXT, TEXT), to(*urls))
    assert raised.type is kind or kind is ChannelError
    told = str(raised.value)
    assert not [secret for secret in SECRETS if secret in told], told
    return told


async def test_title_and_body_arrive_as_they_are(receiver: Receiver) -> None:
    await Push().send(alert(TEXT, f"{TEXT} 2"), to(receiver.url()))
    (got,) = receiver.got
    assert (got["title"], got["message"]) == (TEXT, f"{TEXT} 2")


async def test_it_goes_to_all_urls(receiver: Receiver) -> None:
    await Push().send(alert(), to(receiver.url("/one"), receiver.url("/two")))
    assert [got["title"] for got in receiver.got] == ["Ice", "Ice"]


async def test_no_process_shows_a_secret_among_its_arguments(receiver: Receiver) -> None:
    await Push().send(alert(), to(receiver.url("?+X-Token=t0ken")))
    assert len(receiver.got) == 1
    assert receiver.seen == []


async def test_a_service_that_refuses_has_failed(receiver: Receiver) -> None:
    receiver.status = 500
    told = await why_not(receiver.url("?+X-Token=t0ken"))
    assert told.startswith("json: ")
    assert "500" in told


@pytest.mark.parametrize("status", [403, 500])
async def test_a_topic_is_a_secret_too(receiver: Receiver, status: int) -> None:
    receiver.status = status
    told = await why_not(receiver.url(service="ntfy"))
    assert told.startswith(f"ntfy: it answered {status} (")


async def test_what_is_not_reached_is_a_secret_too(receiver: Receiver) -> None:
    url = receiver.url(service="ntfy")
    receiver.server_close()
    assert await why_not(url) == "ntfy: no connection"


async def test_a_service_that_cannot_be_reached_has_failed(receiver: Receiver) -> None:
    url = receiver.url("?+X-Token=t0ken")
    receiver.server_close()
    told = await why_not(url)
    assert told.startswith("json: ")
    assert "onnection" in told


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("geheim-passw0rt", f"{NO_SERVICE}: Apprise does not know this URL"),
        ("geheim:passw0rt://x", f"{NO_SERVICE}: Apprise does not know this URL"),
        ("", f"{NO_SERVICE}: Apprise does not know this URL"),
        ("nosuch://geheim:t0ken@host", "nosuch: Apprise does not know this URL"),
        ("json://", "json: Apprise does not know this URL"),
        ("tgram://geheim", "tgram: Apprise does not know this URL"),
    ],
)
async def test_what_is_no_url_is_told_without_its_secrets(url: str, told: str) -> None:
    assert await why_not(url) == told


async def test_where_some_get_it_and_some_do_not_it_is_known(receiver: Receiver) -> None:
    told = await why_not("nosuch://t0ken", receiver.url(), kind=PartlyError)
    assert told == "nosuch: Apprise does not know this URL"
    assert len(receiver.got) == 1


async def test_all_that_fails_is_told_together(receiver: Receiver) -> None:
    receiver.status = 404
    told = await why_not("nosuch://t0ken", receiver.url())
    assert told.startswith("nosuch: Apprise does not know this URL; json: ")
    assert "404" in told


async def test_a_service_that_does_not_answer_is_given_up(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(push, "_SECONDS", 0.3)
    receiver.waits = 1
    assert await why_not(receiver.url()) == f"`{sys.executable}` took longer than 0.3 s"
    assert not children("coach.reminders.channels.push")


async def test_without_apprise_it_is_said_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "apprise.py").write_text("raise ImportError('No module named apprise')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert await why_not("json://x") == "push needs Apprise: `pip install 'heelcoach[push]'`"


async def test_what_lies_in_the_folder_is_not_taken_for_a_part_of_it(
    receiver: Receiver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("apprise", "coach", "msgspec", "random"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('a file of the runner')")
    monkeypatch.chdir(tmp_path)
    await Push().send(alert(), to(receiver.url()))
    assert len(receiver.got) == 1


async def test_without_urls_nothing_is_broken() -> None:
    with pytest.raises(NotHereError, match="no `push`"):
        await Push().send(alert(), DAILY)
    await Push().withdraw("ice")


def test_what_it_says_is_one_line(receiver: Receiver) -> None:
    receiver.status = 500
    order = msgspec.json.encode({"urls": [receiver.url(), "x"], "title": "Ice", "body": "Due."})
    done = subprocess.run(
        push._ITSELF, input=order, capture_output=True, env=os.environ, check=False, timeout=30
    )
    assert done.returncode == 1
    assert done.stdout == b""
    assert len(done.stderr.splitlines()) == 1
