"""Settings. What differs between places comes from the environment; everything else is decided here."""

import os
from pathlib import Path
from typing import Any

import pghistory
from django.utils.translation import gettext_lazy as _
from psycopg.conninfo import conninfo_to_dict

from merkbar.web.static_headers import plain_charset

PRODUCTION = os.environ.get("MERKBAR_ENV") == "production"
VAR = Path(os.environ.get("MERKBAR_VAR", "var")).resolve()
SECRET_KEY = os.environ.get("MERKBAR_SECRET_KEY", "" if PRODUCTION else "only-for-demo-and-development")
DEBUG = False
ALLOWED_HOSTS = [h for h in os.environ.get("MERKBAR_HOSTS", "127.0.0.1,localhost,[::1],testserver").split(",") if h]
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("MERKBAR_ORIGINS", "").split(",") if o]
MUNICIPALITY = os.environ.get("MERKBAR_MUNICIPALITY", "Solvik kommune")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
    "allauth",
    "allauth.account",
    "merkbar.ground.clock",
    "merkbar.ground.units",
    "merkbar.ground.people",
    "merkbar.ground.access",
    "merkbar.ground.records",
    "merkbar.ground.notices",
    "merkbar.ground.files",
    "merkbar.ground.ui",
    "merkbar.plan.goals",
    "merkbar.do.procedures",
    "merkbar.do.learning",
    "merkbar.check.deviations",
    "merkbar.check.indicators",
    "merkbar.act.actions",
    "merkbar.web.accounts",
    "merkbar.web.api",
    "merkbar.web.movein",
    "merkbar.web",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "merkbar.web.middleware.headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "merkbar.web.language.Language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "merkbar.web.accounts.device.Device",
    "merkbar.web.accounts.guesses.Guesses",
    "merkbar.web.api.methods.told_as_problems",
]
ROOT_URLCONF = "merkbar.web.urls"
WSGI_APPLICATION = "merkbar.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "merkbar.web.shell.shell",
            ],
            "builtins": ["merkbar.ground.ui.templatetags.ui", "django.templatetags.i18n"],
        },
    },
]


def database(url: str) -> dict[str, Any]:
    """Django's settings for a libpq address, with a pool in each process and statements that are planned once (decision 0013)."""
    parts = conninfo_to_dict(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.get("dbname", "merkbar"),
        "USER": parts.get("user", ""),
        "PASSWORD": parts.get("password", ""),
        "HOST": parts.get("host", ""),
        "PORT": str(parts.get("port", "")),
        "OPTIONS": {
            "pool": {"min_size": 1, "max_size": 6, "timeout": 10},
            "server_side_binding": True,
            "prepare_threshold": 1 if os.environ.get("MERKBAR_PREPARE", "1") == "1" else None,
        },
    }


DATABASES = {"default": database(os.environ.get("DATABASE_URL", "postgresql:///merkbar"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["merkbar.web.accounts.backend.AnyName"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "/logg-inn/"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "merkbar.web.accounts.adapter.Adapter"
ACCOUNT_FORMS = {
    "login": "merkbar.web.accounts.forms.LogIn",
    "change_password": "merkbar.web.accounts.forms.ChangePassword",
    "reset_password": "merkbar.web.accounts.forms.ResetPassword",
    "reset_password_from_key": "merkbar.web.accounts.forms.NewPassword",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "/logg-inn/"
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105 - a class
ACCOUNT_RATE_LIMITS = False
ACCOUNT_SESSION_REMEMBER = True
PASSWORD_RESET_TIMEOUT = 2 * 3600
SESSION_SECONDS = {"own": 30 * 86_400, "pc": 12 * 3600, "shared": 12 * 3600}
SESSION_IDLE_SECONDS = int(os.environ.get("MERKBAR_IDLE_SECONDS", "1800"))
SESSION_LOCK_SECONDS = int(os.environ.get("MERKBAR_LOCK_SECONDS", "300"))
TRUSTED_PROXIES = int(os.environ.get("MERKBAR_PROXIES", "0"))
BASE_URL = os.environ.get("MERKBAR_URL", "http://127.0.0.1:" + os.environ.get("PORT", "8000")).rstrip("/")
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
SECURITY_CONTACT = os.environ.get("MERKBAR_SECURITY_CONTACT", "mailto:sikkerhet@solvik.example")
CSRF_FAILURE_VIEW = "merkbar.web.errors.csrf_failed"
DATA_UPLOAD_MAX_MEMORY_SIZE = 3_000_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
FILE_UPLOAD_HANDLERS = [
    "merkbar.ground.files.handlers.Limit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILES_ROOT = VAR / "files"
FILES_MAX_BYTES = 25_000_000

if PRODUCTION:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000

LANGUAGE_CODE = "nb"
LANGUAGES = [("nb", _("bokmål")), ("nn", _("nynorsk")), ("en", _("engelsk"))]
LOCALE_PATHS = [Path(__file__).parent / "locale"]
TIME_ZONE = "Europe/Oslo"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
WHITENOISE_MAX_AGE = 31_536_000
WHITENOISE_ADD_HEADERS_FUNCTION = plain_charset
WHITENOISE_USE_FINDERS = not PRODUCTION and not (STATIC_ROOT / "build").exists()
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}

EMAIL_BACKEND = os.environ.get("MERKBAR_EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
EMAIL_HOST = os.environ.get("MERKBAR_SMTP_HOST", "127.0.0.1")
EMAIL_PORT = int(os.environ.get("MERKBAR_SMTP_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("MERKBAR_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("MERKBAR_SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("MERKBAR_SMTP_TLS", "") == "1"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("MERKBAR_MAIL_FROM", "merkbar@solvik.example")

PGHISTORY_APPEND_ONLY = True
PGHISTORY_CONTEXT_FIELD = pghistory.ContextJSONField()
PGHISTORY_CONTEXT_ID_FIELD = pghistory.ContextUUIDField()
PGHISTORY_OBJ_FIELD = pghistory.ObjForeignKey(related_name="+", db_index=True)
PGHISTORY_FOREIGN_KEY_FIELD = pghistory.ForeignKey(related_name="+", related_query_name="+", db_index=False)
PGHISTORY_DEFAULT_TRACKERS = (pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
