"""A Textual program that does nothing: the yardstick."""

from textual.app import App, ComposeResult
from textual.widgets import Footer, Header, Static


class EmptyApp(App[None]):
    """A header, a text and a footer."""

    def compose(self) -> ComposeResult:
        """The three."""
        yield Header()
        yield Static("nothing to do")
        yield Footer()


if __name__ == "__main__":
    EmptyApp().run()
