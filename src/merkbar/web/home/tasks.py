"""One thing to do, and where it belongs by its day."""

import datetime as dt
from dataclasses import dataclass, field

from django.utils.translation import gettext as _


@dataclass
class Task:
    """One thing to do."""

    title: str
    text: str
    address: str
    due: str
    minutes: int = 0
    late: bool = False


@dataclass
class Section:
    """Tasks of one kind of urgency."""

    key: str
    title: str
    tasks: list[Task] = field(default_factory=list)

    @property
    def minutes(self) -> int:
        """How long they take together [minutes]."""
        return sum(task.minutes for task in self.tasks)


class Days:
    """Where a task belongs by its day: late or due today, before the week ends on Sunday, or later."""

    def __init__(self, day: dt.date) -> None:
        self.day = day
        self.sunday = day + dt.timedelta(days=6 - day.weekday())
        self.today = Section("idag", _("I dag"))
        self.week = Section("uken", _("Denne uken"))
        self.next = Section("neste", _("Neste uke"))

    def of(self, due: dt.date) -> Section:
        """Find the section of a day."""
        return self.today if due <= self.day else self.week if due <= self.sunday else self.next
