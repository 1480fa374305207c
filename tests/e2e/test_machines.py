"""Several machines of one runner: real processes with one folder, and two joined by Syncthing."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from subprocess import DEVNULL
from typing import Any, Self

import pytest
from support.home import Home
from support.real_parts import needs
from support.reminding import Reminders, wait_until

LONG = 60.0
"""Seconds that a test waits at most; Syncthing takes its time."""


def machine(tmp_path: Path, name: str, folder: Path) -> Home:
    """One machine; for Coach they differ by a name instead of the host's."""
    own = tmp_path / name
    own.mkdir()
    folder.mkdir(exist_ok=True)
    home = Home(own)
    home.run("today")
    home.configure(f'[sync]\nfolder = "{folder}"\n[alerts]\nchannels = ["command"]\n')
    return home


def become_one(homes: list[Home]) -> None:
    """Accept all machines on each of them."""

    def all_know_each_other() -> bool:
        told = [one.run("sync", "accept").stdout for one in homes]
        return not any("no other machine" in one for one in told)

    wait_until(all_know_each_other, LONG, lambda: [one.run("sync").stderr for one in homes])


def everything(home: Home) -> list[Any]:
    return [home.query("select * from entries"), home.query("select * from retracted")]


def are_equal(homes: list[Home], count: int) -> bool:
    first, *others = [everything(one) for one in homes]
    return len(first[0]) == count and all(one == first for one in others)


def say(homes: list[Home]) -> list[int]:
    return [len(everything(one)[0]) for one in homes]


def test_three_processes_with_one_folder_come_to_one_journal(tmp_path: Path) -> None:
    homes = [machine(tmp_path, name, tmp_path / "shared") for name in "abc"]
    become_one(homes)
    with ExitStack() as stack:
        for one in homes:
            one.run("check", "5")
            stack.enter_context(Reminders(one))
        wait_until(lambda: are_equal(homes, 3), LONG, lambda: say(homes))
        homes[0].run("done", "midday")
        homes[1].run("skip", "evening")
        wait_until(lambda: are_equal(homes, 5), LONG, lambda: say(homes))
        homes[2].run("undo")
        wait_until(lambda: are_equal(homes, 6), LONG, lambda: say(homes))
    plans = [one.run("today", "--json").stdout for one in homes]
    statuses = [[step["status"] for step in json.loads(plan)["steps"]] for plan in plans]
    assert statuses[0] == statuses[1] == statuses[2]


def test_what_is_done_on_one_machine_is_not_asked_for_on_another(tmp_path: Path) -> None:
    here, there = homes = [machine(tmp_path, name, tmp_path / "shared") for name in "ab"]
    become_one(homes)
    with Reminders(here), Reminders(there):
        here.run("done", "midday")
        wait_until(lambda: bool(there.query("select * from holding")), LONG, lambda: say([there]))
        why = there.run("why", "midday").stdout
    assert "done" in why


class Syncthing:
    """One instance on loopback, with no relay and no discovery, sharing one folder."""

    def __init__(self, program: str, home: Path, folder: Path) -> None:
        self._program = program
        self._home = home
        self._folder = folder
        self.port, self._gui = _free_port(), _free_port()
        self._key = ""
        self._process: subprocess.Popen[bytes] | None = None
        folder.mkdir()
        made = self._run("generate", "--no-default-folder", f"--home={home}")
        self.id = re.findall(r"(?:[A-Z2-7]{7}-){7}[A-Z2-7]{7}", made)[0]

    def __enter__(self) -> Self:
        with (self._home / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [
                    self._program,
                    "serve",
                    f"--home={self._home}",
                    "--no-browser",
                    "--no-restart",
                    "--no-upgrade",
                ],
                stdin=DEVNULL,
                stdout=log,
                stderr=log,
            )
        wait_until(self._answers, LONG, lambda: "Syncthing does not answer")
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process
        self._process.terminate()
        self._process.wait(LONG)

    def join(self, other: Syncthing) -> None:
        """Connect to another instance, at its port, and share the folder with it."""
        text = (self._home / "config.xml").read_text("utf-8")
        self._key = re.findall(r"<apikey>(.*)</apikey>", text)[0]
        options = {
            "globalAnnounceEnabled": "false",
            "localAnnounceEnabled": "false",
            "relaysEnabled": "false",
            "natEnabled": "false",
            "urAccepted": "-1",
            "crashReportingEnabled": "false",
            "startBrowser": "false",
            "reconnectionIntervalS": "1",
        }
        for name, value in options.items():
            text = re.sub(f"<{name}>.*</{name}>", f"<{name}>{value}</{name}>", text)
        listen = f"<listenAddress>tcp://127.0.0.1:{self.port}</listenAddress>"
        text = re.sub("<listenAddress>.*</listenAddress>", listen, text)
        text = re.sub(
            "<address>127.0.0.1:.*</address>", f"<address>127.0.0.1:{self._gui}</address>", text
        )
        shared = f"""
            <device id="{other.id}"><address>tcp://127.0.0.1:{other.port}</address></device>
            <folder id="runner" path="{self._folder}" type="sendreceive" rescanIntervalS="2"
                    fsWatcherEnabled="true" fsWatcherDelayS="1">
                <device id="{self.id}"></device><device id="{other.id}"></device>
            </folder>"""
        text = text.replace("</configuration>", f"{shared}</configuration>")
        (self._home / "config.xml").write_text(text, "utf-8")

    def _answers(self) -> bool:
        url = f"http://127.0.0.1:{self._gui}/rest/system/ping"
        request = urllib.request.Request(url, headers={"X-API-Key": self._key})
        try:
            with urllib.request.urlopen(request, timeout=2) as answer:  # noqa: S310 - http, see above
                return bool(json.load(answer)["ping"] == "pong")
        except OSError:
            return False

    def _run(self, *arguments: str) -> str:
        run = subprocess.run(
            [self._program, *arguments], capture_output=True, text=True, timeout=LONG, check=True
        )
        return run.stdout + run.stderr


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


@contextmanager
def joined(here: Syncthing, there: Syncthing) -> Iterator[None]:
    """Both connected; outside of it they are apart."""
    with here, there:
        yield


@pytest.mark.slow
def test_two_machines_joined_by_syncthing_meet_again_after_time_apart(tmp_path: Path) -> None:
    program = needs("syncthing")
    carriers = [
        Syncthing(program, tmp_path / f"{name}-carrier", tmp_path / f"{name}-folder")
        for name in "ab"
    ]
    carriers[0].join(carriers[1])
    carriers[1].join(carriers[0])
    homes = [machine(tmp_path, name, tmp_path / f"{name}-folder") for name in "ab"]
    here, there = homes
    with Reminders(here), Reminders(there):
        with joined(*carriers):
            become_one(homes)
            here.run("check", "4")
            wait_until(lambda: are_equal(homes, 1), LONG, lambda: say(homes))
        here.run("done", "midday")
        there.run("done", "morning")
        there.run("undo")
        there.run("skip", "evening")
        assert not are_equal(homes, 5)
        with joined(*carriers):
            wait_until(lambda: are_equal(homes, 5), LONG, lambda: say(homes))
    assert here.run("today").stdout == there.run("today").stdout
