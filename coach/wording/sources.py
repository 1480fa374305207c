"""The names of the sources behind the rules; only the evidence screen shows their tags."""

from __future__ import annotations

import re
from collections.abc import Iterator

_TAG = r"\b(S\d+)\b|\[([A-Z]\d+b?)\]"
_JOYCE, _TRICHE, _ZUMBUSCH, ARTICLE = (
    "Sean Joyce, physical therapist",
    "Rachel Triche, orthopaedic surgeon",
    "Fletcher Zumbusch, physical therapist",
    "the article that Coach is built on",
)
_JOYCES = (3, 4, 5, 6, 8, 9, 11, 20, 40, 41)
_TRICHES = (10, 19, 25, 33, 34, 35, 36, 37, 38)
_ZUMBUSCHS = (13, 14, 16, 27, 28, 29, 47)
_SPEAKERS = (
    {f"S{number}": _JOYCE for number in _JOYCES}
    | {f"S{number}": _TRICHE for number in _TRICHES}
    | {f"S{number}": _ZUMBUSCH for number in _ZUMBUSCHS}
)
_NAMES = {
    "A1": "the NHS on plantar fasciitis",
    "A2": "the NHS on heel pain",
    "A3": "the Mayo Clinic on heel pain",
    "A4": "an NHS leaflet (Bytes)",
    "A5": "Cambridge University Hospitals",
    "A6": "Dynamic Health, NHS",
    "A7": "the NHS on the safe use of cold",
    "A8": "the NHS on warming up",
    "A9": "the NHS on stretching",
    "A11": "MyHealth Alberta",
    "A12": "Kaiser Permanente",
    "A13": "Froedtert hospital",
    "A14": "Cleveland Clinic Wellness",
    "A16": "Cambridge University Hospitals on hip strength",
    "F1": "Family Practice Notebook on stress fractures",
    "F2": "Stay At Home PT on stress fractures",
    "F3": "eMedicineHealth on a ruptured plantar fascia",
    "F4": "BMJ Best Practice on what else it may be",
    "F5": "Healthwise",
    "F6": "a podiatry review by Scherer",
    "F7": "Clinical Commander, not reviewed",
    "F8": "a foot clinic's page (CFAC)",
    "F9": "Dr Oracle, a weak source",
    "M1": "a summary of the pain-monitoring model",
    "M2": "Southside Physio",
    "M3": "APTEI",
    "M5": "Rise Sports and Spinal Clinic",
    "P1": "DiGiovanni 2003",
    "P3": "Rathleff 2015",
    "P4": "Riel 2019",
    "P5": "the FIX-Heel trial",
    "P9": "Landorf 2010",
    "P13": "Pearce 2020",
    "P15": "Frandsen 2025",
    "P16": "Buist and Nielsen",
    "P17": "a cohort of 2015",
    "P18": "Boonstra 2016",
    "P21": "Morrissey 2021",
    "W1": "PhysioAdvisor",
    "W2": "Sydney Physio Clinic",
    "W9": "The Running Clinic",
    "W10": "Running Physio",
    "W11": "RunCalcs",
    "X1": "ebtofficial.com",
    "X2": "daveelger.net",
    "X3": "injuredrunner.com",
    "X4": "heelpain101.com",
    "X8": "heelpain.pwp.blueyonder.co.uk",
    "X9": "handsonstl.org",
    "X10": "fitandhealthyweight.net",
    "X11": "melbourneosteopathy.com.au",
    "X12": "goodfellowunit.org",
    "X13": "physiotutors.com",
    "X14": "runningmagazine.ca",
    "X16": "tortoiseroar.pages.dev",
    "X17": "runmechanics.in",
    "X19": "peak-physio.com.au",
    "X20": "janaearl.com",
    "X21": "sprintphysio.co.uk",
    "X23": "library.theprehabguys.com",
    "X25b": "biologyinsights.com",
    "X26": "book.vik.im",
    "X27": "httrmt.ca",
    "X28": "seethetrainer.com",
    "X29": "coachparry.com",
    "X30": "running.co.za",
    "X31": "srqrunning.com",
    "X32": "livestrong.com",
    "X33": "commandoactive.com",
    "X34": "fabfitfun.com",
    "X35": "soakandsleep.com",
}


def names_of(text: str) -> tuple[str, ...]:
    """The names of the sources whose tags a text cites, each once, in order."""
    return tuple(dict.fromkeys(_names(text)))


def with_names(text: str) -> str:
    """A text with the names of its sources in place of their tags: `are advised (Healthwise)`."""
    said = re.split(rf"\s*\(?(?:{_TAG})", text, maxsplit=1)[0]
    named = " and ".join(names_of(text))
    return f"{said} ({named})" if named else text


def _names(text: str) -> Iterator[str]:
    for spoken, other in re.findall(_TAG, text):
        if spoken:
            yield _SPEAKERS.get(spoken, ARTICLE)
        elif other in _NAMES:
            yield _NAMES[other]
        elif other[0] in _KINDS:  # the tag of an exercise of one's own may be any
            yield _KINDS[other[0]]


_KINDS = {
    "A": "a health service's page",
    "F": "a page on warning signs",
    "M": "a page on pain rules",
    "P": "a study",
    "W": "a plan for the return to running",
    "X": "a page on exercises",
}
