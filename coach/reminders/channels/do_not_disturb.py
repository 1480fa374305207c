"""Find out whether do-not-disturb is on, as far as the desktop can be asked.

KDE has a property of the notification server for it, dunst one of its own, and GNOME and Xfce have
settings. Other desktops cannot be asked; they hold notifications back by themselves.
"""

from __future__ import annotations

import asyncio
import os
from asyncio.subprocess import DEVNULL, PIPE
from contextlib import suppress

from dbus_fast import Message, MessageType
from dbus_fast.aio import MessageBus

_SERVER = ("org.freedesktop.Notifications", "/org/freedesktop/Notifications")
_PROPERTIES = {
    "the desktop": ("org.freedesktop.Notifications", "Inhibited"),
    "dunst": ("org.dunstproject.cmd0", "paused"),
}
_SETTINGS = {
    "GNOME": (("gsettings", "get", "org.gnome.desktop.notifications", "show-banners"), "false"),
    "XFCE": (("xfconf-query", "-c", "xfce4-notifyd", "-p", "/do-not-disturb"), "true"),
}


async def who_says_do_not_disturb() -> str:
    """What has turned on do-not-disturb; empty if nothing has, or nothing can be asked."""
    with suppress(
        Exception
    ):  # A desktop that does not answer counts as one without do-not-disturb.
        for name, (interface, member) in _PROPERTIES.items():
            if await _property(interface, member) is True:
                return name
    desktops = os.environ.get("XDG_CURRENT_DESKTOP", "").upper().split(":")
    for name, (question, yes) in _SETTINGS.items():
        if name in desktops and await _setting(*question) == yes:
            return name
    return ""


async def _property(interface: str, member: str) -> object:
    """A property of the notification server; None if it has no such property."""
    bus = await MessageBus().connect()
    try:
        reply = await bus.call(
            Message(
                destination=_SERVER[0],
                path=_SERVER[1],
                interface="org.freedesktop.DBus.Properties",
                member="Get",
                signature="ss",
                body=[interface, member],
            )
        )
    finally:
        bus.disconnect()
    is_answer = reply.message_type is MessageType.METHOD_RETURN
    return reply.body[0].value if is_answer else None


async def _setting(*question: str) -> str:
    try:
        process = await asyncio.create_subprocess_exec(*question, stdout=PIPE, stderr=DEVNULL)
    except OSError:
        return ""
    output, _ = await process.communicate()
    return output.decode(errors="replace").strip()
