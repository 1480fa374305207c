"""Figures that pass the checks, however absurd they are."""

from hypothesis import strategies as st

from coach.domain.figures.figure import Figure, Loop, View, joints_of

PLACES = st.tuples(*[st.floats(-130, 130)] * 2)


@st.composite
def figures(draw: st.DrawFn) -> Figure:
    """Any view, joints and poses."""
    view = draw(st.sampled_from(View))
    joints = draw(st.lists(st.sampled_from(joints_of(view)), min_size=1, unique=True))
    first = draw(st.fixed_dictionaries(dict.fromkeys(joints, PLACES)))
    later = st.fixed_dictionaries({}, optional=dict.fromkeys(joints, PLACES))
    poses = draw(st.lists(later, max_size=3))
    return Figure(view=view, poses=(first, *poses), loop=draw(st.sampled_from(Loop)))
