"""The moving picture at the top of README."""

from xml.etree import ElementTree as ET

from rich.segment import Segment
from rich.style import Style
from session_film import FILM, morning
from support.film import Shot, film, still
from support.simulated import Setting
from textual.strip import Strip

_AT_MOST = 400_000
_PLAIN = Style.parse("#ffffff on #000000")


def captions(svg: str) -> list[str]:
    """The captions of the film, each once, in order."""
    root = ET.fromstring(svg)  # noqa: S314 - our own
    said = (one.text or "" for one in root.iter() if one.get("class") == "c")
    return list(dict.fromkeys(said))


def rows(*texts: str) -> tuple[Strip, ...]:
    return tuple(Strip([Segment(text, _PLAIN)]) for text in texts)


async def test_the_film_in_the_readme_shows_the_morning_that_the_script_plays(
    setting: Setting,
) -> None:
    setting.live_two_weeks()
    setting.at("06:45")
    drawn, kept = await morning(setting), FILM.read_text(encoding="utf-8")
    assert captions(kept) == captions(drawn)
    assert len(kept) < _AT_MOST


def test_each_shot_stands_for_its_time() -> None:
    shots = [Shot(rows("ab"), 1, "one"), Shot(rows("cd"), 3, "two")]
    svg = film(shots, still=1, about="Two shots")
    assert "animation:film 4.0s step-end infinite" in svg
    steps = "0.00%{transform:translateX(0px)}25.00%{transform:translateX(-20px)}"
    assert f"@keyframes film{{{steps}}}" in svg


def test_what_may_not_move_shows_the_still() -> None:
    shots = [Shot(rows("ab"), 1, "one"), Shot(rows("cd"), 3, "two")]
    svg = film(shots, still=1, about="Two shots")
    assert ".film{transform:translateX(-20px);" in svg
    assert "@media (prefers-reduced-motion:reduce){.film{animation:none}}" in svg


def test_a_row_that_stays_is_written_once() -> None:
    svg = film([Shot(rows("same"), 1, str(number)) for number in range(9)], still=0, about="")
    assert svg.count(">same<") == 1


def test_dots_and_blocks_are_drawn_and_texts_written() -> None:
    svg = film([Shot(rows("a <b>  ⠁█"), 1, "one")], still=0, about="")
    assert ">a &lt;b&gt;</text>" in svg
    assert 'd="M72.5 2.5h0"' in svg
    assert 'd="M80 20h10v-20h-10z"' in svg


def test_pictures_beside_each_other_keep_their_own_colours() -> None:
    dark, light = rows("ab"), (Strip([Segment("ab", Style.parse("#000000 on #ffffff"))]),)
    svg = still([Shot(dark, 0, ""), Shot(light, 0, "")], "Two themes", across=2)
    assert 'viewBox="0 0 60 40"' in svg
    assert [svg.count(f'rx="10" fill="{ground}"') for ground in ("#000000", "#ffffff")] == [1, 1]
    assert svg.count("<rect") == 2
