"""Themes without any screen: reading them, and their contrast."""

from coach.config.themes.store import (
    DEFAULT,
    OF_TEXTUAL,
    Stamp,
    ThemeStore,
    about_the_theme,
    read_file,
    shipped,
    shipped_folder,
)
from coach.config.themes.theme import LEVELS, ROLES, Theme, ThemeReading, completed

__all__ = [
    "DEFAULT",
    "LEVELS",
    "OF_TEXTUAL",
    "ROLES",
    "Stamp",
    "Theme",
    "ThemeReading",
    "ThemeStore",
    "about_the_theme",
    "completed",
    "read_file",
    "shipped",
    "shipped_folder",
]
