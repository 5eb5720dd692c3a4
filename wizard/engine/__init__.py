"""The diagnosis itself: which cause is likely, and what to ask or try next.

Standard library only; no input or output, no clock, no randomness. The same files run in CPython
on the build machine and in Pyodide in the reader's browser, and give the same views in both.
"""

from wizard.engine.belief import posterior
from wizard.engine.evidence import Evidence, EvidenceError, parse_fragment
from wizard.engine.messages import handle
from wizard.engine.model import Answer, Cause, Model, Obstacle, Question, Repair, Signature
from wizard.engine.reading import TextTooLongError, find_signatures
from wizard.engine.reading import mask as redact
from wizard.engine.view import View, decide

__all__ = [
    "Answer",
    "Cause",
    "Evidence",
    "EvidenceError",
    "Model",
    "Obstacle",
    "Question",
    "Repair",
    "Signature",
    "TextTooLongError",
    "View",
    "decide",
    "find_signatures",
    "handle",
    "parse_fragment",
    "posterior",
    "redact",
]
