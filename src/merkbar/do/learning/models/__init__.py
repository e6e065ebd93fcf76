"""What learning keeps."""

from merkbar.do.learning.models.competence import Competence, Holding, Level, PlanLine, ProfileLine
from merkbar.do.learning.models.modules import Completion, Module, ModuleRule, Question, Reminder
from merkbar.do.learning.models.network import Event, Membership, SignUp
from merkbar.do.learning.models.onboarding import DutyTick

__all__ = [
    "Competence",
    "Completion",
    "DutyTick",
    "Event",
    "Holding",
    "Level",
    "Membership",
    "Module",
    "ModuleRule",
    "PlanLine",
    "ProfileLine",
    "Question",
    "Reminder",
    "SignUp",
]
