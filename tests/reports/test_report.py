"""The page for a clinician: its content, and that it prints as it should."""

import re
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from html.parser import HTMLParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from defusedxml import ElementTree
from msgspec.structs import replace
from pypdf import PdfReader
from support.builders import wake
from support.real_parts import lacking, needs
from support.simulated import Setting

from coach.cli.report import _pdf
from coach.domain.events.types import (
    AwayReason,
    Pattern,
    RatedActivity,
    RunLogged,
    RunNotes,
    Support,
)
from coach.domain.session.timeline import session_seconds
from coach.domain.units import length_text
from coach.reports.charts import level_strip, load_chart, pain_chart
from coach.reports.facts import report_of
from coach.reports.page import page

PATIENCE = 120.0


@pytest.fixture
def written(setting: Setting) -> str:
    setting.live_two_weeks()
    setting.live_this_morning()
    measure(setting)
    setting.coach.record.raise_flags(("at-rest",))
    first = setting.coach.journal.first_day()
    assert first
    return page(report_of(setting.coach, first, setting.coach.present_day()))


def measure(setting: Setting) -> None:
    """Everything that can be measured, three times, and two scores of a questionnaire."""
    names = ("climbing stairs", "standing at work", "running <10 km>")
    activities = [RatedActivity(name, score) for score, name in enumerate(names, start=4)]
    last = setting.coach.measuring.measure(activities, raises=(18, 21), wall=(9.5, 11))
    for weeks in (8, 4):
        rated = tuple(RatedActivity(one.activity, one.score - weeks // 4) for one in activities)
        told = {"id": setting.coach.ledger.next_id(), "day": last.day - timedelta(weeks=weeks)}
        setting.coach.ledger.record(replace(last, **told, activities=rated, raises_left=10))
    before = setting.coach.present_day() - timedelta(days=9)
    setting.coach.measuring.bring_score("FFI", 54, before)
    setting.coach.measuring.bring_score("FFI", 45)


class _Tags(HTMLParser):
    """All tags, and the text outside of styles."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in {"meta", "br", "circle", "line", "rect", "polyline"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.text += f"{data} "


def tags(html: str) -> _Tags:
    parser = _Tags()
    parser.feed(html)
    parser.close()
    assert parser.open == []
    return parser


def test_it_tells_course_load_and_what_to_ask(written: str) -> None:
    text = tags(written).text
    for said in (
        "First steps, first week 6 of 10",
        "First steps, last 7 days 3 of 10",
        "-3 points: a real improvement",
        "Seated arch stretch",
        "10 × 10s, each foot",
        "Pain at rest or at night",
        "May I run as the chart of the load shows",
        "9 November 2026: you began with Coach",
        "not a medical device",
    ):
        assert said in re.sub(r"\s+", " ", text), said


def test_nothing_is_fetched_and_nothing_runs(written: str) -> None:
    seen = tags(written).seen
    assert not {tag for tag, _ in seen} & {"script", "img", "link", "iframe", "object", "base"}
    names = {name for _, attributes in seen for name in attributes}
    assert not {name for name in names if name.startswith("on") or name in {"src", "href"}}
    assert not re.search(r"https?://|url\(|@import", written)


def test_what_a_runner_wrote_is_text(setting: Setting) -> None:
    setting.configure('[exercises.pf_stretch]\nname = "<script>alert(1)</script>"\n')
    setting.live_this_morning()
    setting.coach.record.take_intake({"prescription": "</section><img src=x>"})
    today = setting.coach.present_day()
    html = page(report_of(setting.coach, today, today))
    assert "<script" not in html
    assert "<img" not in html
    assert "&lt;script&gt;" in html


def test_the_length_of_strength_is_that_of_today(setting: Setting) -> None:
    setting.coach.record.check(6, eases=True, walking_pain=False)
    today = setting.coach.present_day()
    routine = setting.coach.today().routine
    length = length_text(session_seconds(routine.sessions["strength"], routine.profile.foot))
    assert f"<small>{length}</small>" in page(report_of(setting.coach, today, today))


def test_a_first_day_has_a_page_too(setting: Setting) -> None:
    today = setting.coach.present_day()
    assert "no pain checks" in tags(page(report_of(setting.coach, today, today))).text


@pytest.mark.parametrize(
    ("days", "length"), [(6, "less than a week"), (7, "1 week"), (20, "2 weeks")]
)
def test_how_long_it_has_hurt_is_told_in_weeks(setting: Setting, days: int, length: str) -> None:
    today = setting.coach.present_day()
    setting.coach.record.take_intake({"since": today - timedelta(days=days)})
    assert f"Pain for {length} " in tags(page(report_of(setting.coach, today, today))).text


@pytest.mark.parametrize(
    ("first", "change"),
    [(4, "-1 point: too little to count"), (2.5, "+0.5 points: too little to count")],
)
def test_a_change_of_one_is_a_point(setting: Setting, first: float, change: str) -> None:
    setting.coach.record.check(3, eases=True, walking_pain=False)
    today = setting.coach.present_day()
    report = replace(report_of(setting.coach, today, today), first_week=first)
    assert f"Change {change}" in tags(page(report)).text


def test_days_beyond_the_advice_and_pain_that_was_not_told_are_said(setting: Setting) -> None:
    setting.live_two_weeks()
    setting.coach.runs.ran(30_000, 9000, 2, Pattern.FADED)
    today = setting.coach.present_day()
    report = report_of(setting.coach, today - timedelta(days=14), today)
    assert report.days[-1].is_beyond
    count = sum(one.is_beyond for one in report.days)
    text = re.sub(r"\s+", " ", tags(page(report)).text)
    assert f"Days beyond the advice {count} " in text
    assert "Pain in runs, mostly at the start, then it faded " in text
    untold = replace(
        report,
        days=tuple(
            replace(day, runs=tuple(replace(one, pain=None, pattern=None) for one in day.runs))
            for day in report.days
        ),
    )
    text = re.sub(r"\s+", " ", tags(page(untold)).text)
    assert "Pain in runs, mostly no answer " in text
    assert "no pain" not in text


def test_a_week_has_its_days_beyond_the_advice_over_its_bar(setting: Setting) -> None:
    setting.live_two_weeks()
    today = setting.coach.present_day()
    report = report_of(setting.coach, today - timedelta(days=14), today)
    weeks = [
        replace(week, days=tuple(replace(one, is_beyond=one.day == today) for one in week.days))
        for week in report.weeks
    ]
    chart = ElementTree.fromstring(load_chart(weeks, report.routine.display))
    marks = [one.text for one in chart.findall("text") if one.get("class") == "beyond"]
    assert marks == ["1"]


def test_no_code_of_a_source_stands_on_the_page(setting: Setting) -> None:
    setting.live_two_weeks()
    setting.coach.record.raise_flags(("lump",))
    wake(setting.coach, 8)
    today = setting.coach.present_day()
    text = tags(page(report_of(setting.coach, today - timedelta(days=14), today))).text
    assert not re.search(r"\[[A-Z]\d|\bS\d+\b|\bR\d\d\b", text)
    assert "8 or more: book an appointment with a clinician." in text


def test_with_and_without_are_told_where_there_is_enough(setting: Setting) -> None:
    setting.live_two_weeks()
    for run in setting.coach.journal.of_kinds(RunLogged):
        assert isinstance(run, RunLogged)
        known = (run.distance, run.duration, run.pain, run.pattern)
        setting.coach.runs.ran(*known, notes=RunNotes(supports=()), corrects=run)
    for day in range(16, 23):
        setting.at("19:00", day)
        notes = RunNotes(supports=(Support.TAPE,))
        setting.coach.runs.ran(2000, 900, 1, Pattern.FADED, notes=notes)
    today = setting.coach.present_day()
    first = setting.coach.journal.first_day()
    assert first
    text = tags(page(report_of(setting.coach, first, today))).text
    assert "Tape: 1 point less pain with it (7 runs with, 6 without)" in text


def test_the_charts_are_pictures_with_a_point_for_each_morning(setting: Setting) -> None:
    setting.live_two_weeks()
    first = setting.coach.journal.first_day()
    assert first
    report = report_of(setting.coach, first, setting.coach.present_day())
    pain = ElementTree.fromstring(pain_chart(report.days, report.first_week))
    assert len(pain.findall("circle")) == 14
    (line,) = pain.findall("polyline")
    heights = [float(point.split(",")[1]) for point in line.attrib["points"].split()]
    assert heights[0] < heights[-1]  # less pain is further down
    load = ElementTree.fromstring(load_chart(report.weeks, report.routine.display))
    assert len(load.findall("rect")) == len(report.weeks)
    strip = level_strip(report.days)
    assert strip.count("<rect") == len(report.days)


@contextmanager
def served(html: str) -> Iterator[tuple[str, list[str]]]:
    """A page on loopback, and the requests for it."""
    asked: list[str] = []

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(html.encode())

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Answering) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/report.html", asked
        server.shutdown()


def test_what_was_measured_is_said_with_what_counts_as_real(written: str, setting: Setting) -> None:
    assert "; running &lt;10 km&gt; 6 (+2 since 29 Sep 2026, +1)" in written
    assert "left 18 (+8 since 29 Sep 2026, +8); right 21" in written
    assert "FFI 45 (-9* since 15 Nov 2026)" in written
    assert "Stratford" in written
    assert "Lower is better: FFI." in written
    earlier = setting.coach.present_day() - timedelta(days=1)
    first = setting.coach.journal.first_day()
    assert first
    of_yesterday = page(report_of(setting.coach, first, earlier))
    assert ">FFI 54<" in of_yesterday
    assert "climbing stairs 3 (+1 since 29 Sep 2026)" in of_yesterday


@pytest.mark.slow
def test_a_browser_prints_two_pages_and_complains_of_nothing(written: str, tmp_path: Path) -> None:
    browser = needs("chromium")
    printed = tmp_path / "report.pdf"
    with served(written) as (url, asked):
        run = subprocess.run(
            [
                browser,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                # What a page asks of any other place fails, and is complained of.
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
                f"--user-data-dir={tmp_path / 'profile'}",
                "--enable-logging=stderr",
                "--no-pdf-header-footer",
                f"--print-to-pdf={printed}",
                url,
            ],
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=True,
        )
    # The icon is what a browser asks of every place.
    assert set(asked) == {"/report.html", "/favicon.ico"} or asked == ["/report.html"]
    assert "CONSOLE" not in run.stderr
    assert len(PdfReader(printed).pages) == 2
    assert "Questions to ask" in PdfReader(printed).pages[1].extract_text()


@pytest.mark.slow
def test_pdf_has_the_same_two_pages(written: str, tmp_path: Path) -> None:
    try:
        import weasyprint  # noqa: F401, PLC0415 - it needs libraries of the system
    except OSError as error:
        lacking(f"needs the libraries of WeasyPrint ({error})")
    path = tmp_path / "report.pdf"
    path.write_bytes(_pdf(written))
    pages = PdfReader(path).pages
    assert len(pages) == 2
    assert "course and load" in pages[0].extract_text()
    assert "Questions to ask" in pages[1].extract_text()


def test_days_away_are_named_and_not_expected_of_anybody(setting: Setting) -> None:
    setting.live_two_weeks()
    coach = setting.coach
    coach.breaks.away(date(2026, 11, 27), AwayReason.ILL)
    setting.at("23:00", 26)
    first = coach.journal.first_day()
    assert first
    text = " ".join(tags(page(report_of(coach, first, coach.present_day()))).text.split())
    assert "Days away, not counted above 3 (ill 3)" in text
    assert "Mornings with a pain check 14 of 15" in text
