"""A real mail sink on this machine, and the job worker's part played by hand."""

import email
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.policy import default

from aiosmtpd.controller import Controller
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob


class Sink:
    """Takes every mail that is handed in over SMTP."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.refuses = False

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        if self.refuses:
            return "451 kom tilbake senere"
        self.mails.append(email.message_from_bytes(envelope.content, policy=default))
        return "250 OK"


@contextmanager
def sink(settings) -> Iterator[Sink]:
    """Listen on a free port of this machine and let Django send there."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    taken = Sink()
    controller = Controller(taken, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    try:
        yield taken
    finally:
        controller.stop()


def deferred(name: str = "") -> list[ProcrastinateJob]:
    """The jobs that wait, in order."""
    return [job for job in ProcrastinateJob.objects.filter(status="todo").order_by("pk") if name in job.task_name]


def work(name: str = "") -> int:
    """Run every job that waits; they stay in the queue, so a second call runs them again."""
    jobs = deferred(name)
    for job in jobs:
        app.tasks[job.task_name](**job.args)
    return len(jobs)


def text_of(mail: EmailMessage) -> str:
    """The text part and the HTML part as one string."""
    return "\n".join(part.get_content() for part in mail.walk() if part.get_content_maintype() == "text")
