"""Collect the static files where the web serves them from, and remember of what they were made."""

from django.core.management import call_command

from merkbar.web.ops.django_ready import prepare
from merkbar.web.ops.serving import static_digest, static_stamp

if __name__ == "__main__":
    prepare()
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    static_stamp().write_text(static_digest())
