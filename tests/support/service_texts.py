"""Any program that can be named in a file."""

from hypothesis import strategies as st

_NASTY = st.sampled_from(
    [
        "%h",
        "%%",
        "$HOME",
        "${HOME}",
        "$$",
        "\\",
        '"',
        "'",
        " ",
        ";",
        "#",
        "`id`",
        "&",
        "<",
        "ö",
        "=",
        "",
    ]
)
_CHARACTERS = st.characters(exclude_categories=("Cc", "Cs", "Cn"))
WORDS = st.lists(_NASTY | st.text(_CHARACTERS, max_size=3), max_size=5).map("".join)
PROGRAMS = st.tuples(WORDS.map(lambda word: f"/{word}"), st.lists(WORDS, max_size=4)).map(
    lambda parts: (parts[0], *parts[1])
)
