"""Documents and their versions; hearings and questions; who must read, and who has read."""

from merkbar.do.procedures.models.document import Basis, Document, DocumentKind, DocumentQuerySet, Topic
from merkbar.do.procedures.models.favourite import Favourite
from merkbar.do.procedures.models.reading import ReadingRule, Receipt, Reminder, ReviewNotice
from merkbar.do.procedures.models.talk import Comment, Decision, Hearing, HearingParty, Question, Review
from merkbar.do.procedures.models.version import Form, State, Version, VersionQuerySet
from merkbar.do.procedures.models.words import OldWord

__all__ = [
    "Basis",
    "Comment",
    "Decision",
    "Document",
    "DocumentKind",
    "DocumentQuerySet",
    "Favourite",
    "Form",
    "Hearing",
    "HearingParty",
    "OldWord",
    "Question",
    "ReadingRule",
    "Receipt",
    "Reminder",
    "Review",
    "ReviewNotice",
    "State",
    "Topic",
    "Version",
    "VersionQuerySet",
]
