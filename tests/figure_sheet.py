"""The sheet of all figures in the docs, as drawn by `make figures`."""

from collections.abc import Iterator
from pathlib import Path

from coach.config.figures import shipped
from coach.config.themes import DEFAULT, read_file, shipped_folder
from coach.domain.figures.figure import Figure
from coach.domain.figures.motion import Motion
from coach.tui.player.dot_signs import OCTANTS
from coach.tui.player.dots import Role, Run
from coach.tui.player.figure_drawing import Picture, draw

SHEET = Path(__file__).parents[1] / "docs" / "images" / "figures.svg"
COLUMNS, ROWS = 34, 14
"""The room for a figure in a terminal of 80 by 24."""
_ACROSS = 3
_DOT = 3
_GAP = 16
_LABEL = 26
_WIDTH = 2 * COLUMNS * _DOT
_HEIGHT = 4 * ROWS * _DOT
_COLORS = {
    Role.FLOOR: "line",
    Role.PROP: "muted",
    Role.FAR: "muted",
    Role.BODY: "foreground",
    Role.ACCENT: "due",
}


def sheet() -> str:
    """Each figure in its first and its last pose, as an SVG: rows of dots are lines."""
    figures = shipped()
    rows = -(-len(figures) // _ACROSS)
    tile, down = 2 * _WIDTH + 2 * _GAP, _HEIGHT + _LABEL + _GAP
    width, height = _ACROSS * tile + _GAP, rows * down + _GAP
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">',
        f"<style>{_styles()}</style>",
        f'<rect width="{width}" height="{height}" class="ground"/>',
    ]
    for number, (name, figure) in enumerate(figures.items()):
        x, y = _GAP + number % _ACROSS * tile, _GAP + number // _ACROSS * down
        lines.append(f'<text x="{x}" y="{y + 14}">{name}</text>')
        lines += _poses(figure, x, y + _LABEL)
    return "\n".join([*lines, "</svg>", ""])


def _poses(figure: Figure, x: int, y: int) -> Iterator[str]:
    motion = Motion(figure)
    for number, pose in enumerate((motion.start, motion.key)):
        picture = draw(figure, pose, (COLUMNS, ROWS), OCTANTS, mirrored=False)
        yield f'<g transform="translate({x + number * (_WIDTH + _GAP // 2)} {y})">'
        yield from (
            f'<path class="{role.name.lower()}" d="{path}"/>'
            for role in Role
            if (path := "".join(_runs(picture, role)))
        )
        yield "</g>"


def _runs(picture: Picture, role: Role) -> Iterator[str]:
    """Neighbouring dots of a role, as pieces of a path."""
    for row, runs in enumerate(picture):
        for line in range(4):
            dots = [column for column, found in enumerate(_dots(runs, line)) if found is role]
            for first in (dot for dot in dots if dot - 1 not in dots):
                last = next(dot for dot in range(first, 2 * COLUMNS) if dot + 1 not in dots)
                height = (4 * row + line + 0.5) * _DOT
                yield f"M{first * _DOT} {height:g}h{(last - first + 1) * _DOT}"


def _dots(runs: tuple[Run, ...], line: int) -> list[Role | None]:
    """The role of each dot of one of the four lines of a row, None where it is not set."""
    return [
        run.role if OCTANTS.signs.index(cell) >> 2 * line & bit else run.ground
        for run in runs
        for cell in run.text
        for bit in (1, 2)
    ]


def _styles() -> str:
    theme = read_file(shipped_folder() / f"{DEFAULT}.toml").theme
    assert theme
    roles = {role: theme.roles.get(name) for role, name in _COLORS.items()}
    roles[Role.BODY] = theme.colors["foreground"]
    paths = " ".join(f".{role.name.lower()}{{stroke:{color}}}" for role, color in roles.items())
    ground, muted = theme.colors["background"], theme.roles["muted"]
    dots = f"path{{stroke-width:{_DOT};shape-rendering:crispEdges}}"
    return f".ground{{fill:{ground}}} text{{fill:{muted};font:14px sans-serif}} {dots} {paths}"


if __name__ == "__main__":
    SHEET.write_text(sheet(), encoding="utf-8")
