"""A few questions under each other; those that do not apply are not asked."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from coach.tui.commands import ASK, bindings
from coach.tui.style import MISSED, TITLE, line
from coach.tui.widgets.key_bar import KeyBar
from coach.tui.widgets.question import Answers, ChoiceRow, Question, QuestionRow, TextRow


class AskScreen(ModalScreen[Answers | None]):
    """Asks; closes with the answers, or with nothing where the person leaves."""

    BINDINGS = bindings(*ASK)

    def __init__(self, title: str, questions: tuple[Question, ...], known: Answers) -> None:
        super().__init__()
        self._title = title
        self._questions = questions
        self._known = known

    def compose(self) -> ComposeResult:
        """The questions on a card."""
        with VerticalScroll(classes="card", can_focus=False):
            yield Static(line((self._title, TITLE)))
            for question in self._questions:
                known = self._known.get(question.id)
                if question.parse:
                    yield TextRow(question, known or "")
                else:
                    yield ChoiceRow(question, known)
            yield Static(id="told")
        yield KeyBar(*ASK)

    def on_mount(self) -> None:
        """Ask the first question."""
        self._show_asked()
        self._asked()[0].take_focus()

    def on_question_row_answered(self, message: QuestionRow.Answered) -> None:
        """On to the next question; after the last one the answers are saved."""
        message.stop()
        self._show_asked()
        self._tell("")
        rows = self._asked()
        if rows[-1] is message.row:
            self.action_save()
        else:
            rows[rows.index(message.row) + 1].take_focus()

    def action_save(self) -> None:
        """Close with the answers, or go to the first question that still needs one."""
        open_rows = [row for row in self._asked() if row.problem]
        if open_rows:
            open_rows[0].take_focus()
            self._tell(open_rows[0].problem)
        else:
            self.dismiss(self._answers())

    def action_before(self) -> None:
        """To the question before."""
        self._move(-1)

    def action_after(self) -> None:
        """To the question after."""
        self._move(1)

    def action_cancel(self) -> None:
        """Leave without saving."""
        self.dismiss(None)

    def _move(self, by: int) -> None:
        rows = self._asked()
        here = next((i for i, row in enumerate(rows) if row.has_focus_within), 0)
        rows[max(0, min(len(rows) - 1, here + by))].take_focus()

    def _asked(self) -> list[QuestionRow]:
        return [row for row in self.query(QuestionRow) if row.display]

    def _answers(self) -> Answers:
        return {
            row.question.id: row.value if row.display else row.question.assumed
            for row in self.query(QuestionRow)
        }

    def _show_asked(self) -> None:
        answers: Answers = {}
        for row in self.query(QuestionRow):
            row.display = row.question.asked(answers)
            answers[row.question.id] = row.value if row.display else row.question.assumed

    def _tell(self, text: str) -> None:
        self.query_one("#told", Static).update(line((text, MISSED)))
