"""Themes without any screen: reading them, finding what is wrong, where they are."""

from coach.theming.shelf import (
    DEFAULT,
    OF_TEXTUAL,
    Shelf,
    Stamp,
    about_the_theme,
    read_file,
    shipped,
    shipped_folder,
)
from coach.theming.theme import LEVELS, ROLES, Theme, ThemeReading, completed

__all__ = [
    "DEFAULT",
    "LEVELS",
    "OF_TEXTUAL",
    "ROLES",
    "Shelf",
    "Stamp",
    "Theme",
    "ThemeReading",
    "about_the_theme",
    "completed",
    "read_file",
    "shipped",
    "shipped_folder",
]
