"""The hooks: whether their programs exist, and whether they worked when they last ran."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

from coach.config import load
from coach.core.hooks import programs
from coach.doctor.finding import DoctorContext, Finding, broken, sound, warning
from coach.domain.routine.settings import program_of
from coach.system.hooks.failures import HookFailures
from coach.system.owners import is_only_ours


def hooks(context: DoctorContext) -> Iterator[Finding]:
    """Whether each hook works."""
    routine = load(context.config).routine
    named = programs(routine.hooks) if routine else {}
    if not named:
        yield sound("none configured")
    elif not is_only_ours(context.config):
        yield warning(
            f"not run: others may write {context.config}",
            f"`chown` it to you, or `chmod o-w {context.config}`.",
        )
        return
    failures = HookFailures(context.journal)
    for name, argv in named.items():
        if not (found := shutil.which(argv[0])):
            said = f"`{name}` names {program_of(argv)}, which is not found"
            yield broken(said, f"Fix `{name}` in [hooks].")
        elif failure := failures.of(name):
            said = f"`{name}` failed at {context.when(failure.at)}: {failure.reason.rstrip('.')}"
            yield broken(said, "Fix the program; this message goes away once it has worked.")
        else:
            yield sound(f"`{name}` runs {found}")
