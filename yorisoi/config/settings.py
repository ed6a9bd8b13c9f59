"""All settings, in one file.

Every `env.…` call is a variable an administrator may set; docs/ja/settings.md and docs/en/settings.md explain each.
"""

import mimetypes
from pathlib import Path
from typing import Any

from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from yorisoi.config import env
from yorisoi.config.secret import secret_key

ROOT = Path(__file__).resolve().parent.parent.parent

# Low to high; tests hold imports, foreign keys and templates to this order.
CAPABILITIES = [
    "evidence",
    "kernel",
    "workspace",
    "customers",
    "channels",
    "desk",
    "insights",
    "integrations",
    "config",
]

DEBUG = env.boolean("YORISOI_DEBUG")
DEMO = env.boolean("YORISOI_DEMO")
DATA_DIR = env.path("YORISOI_DATA_DIR", ROOT / "var")
SECRET_KEY = secret_key(DATA_DIR)
PUBLIC_URL = env.url("YORISOI_URL", "http://localhost:8000")
ALLOWED_HOSTS = env.words("YORISOI_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
PERSON_LEAST = env.integer("YORISOI_PERSON_LEAST", 20, least=1, most=1000)
THREADS = env.integer("YORISOI_THREADS", 8, least=1, most=128)
WORKER = env.choice("YORISOI_WORKER", ("embedded", "separate"), "embedded")
REDIS_URL = env.text("REDIS_URL")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "yorisoi.kernel",
    "yorisoi.workspace",
    "yorisoi.customers",
    "yorisoi.channels",
    "yorisoi.channels.email",
    "yorisoi.channels.form",
    "yorisoi.desk",
    "yorisoi.insights",
    "yorisoi.integrations",
    "yorisoi.config",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "yorisoi.workspace.middleware.ActorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "yorisoi.workspace.middleware.SignInMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "yorisoi.config.urls"
AUTH_USER_MODEL = "workspace.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [ROOT / "yorisoi/kernel/ui/jinja2"],
        "APP_DIRS": True,
        "OPTIONS": {"environment": "yorisoi.kernel.ui.environment.environment"},
    },
    {
        # Only for overrides of libraries' own pages (allauth).
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "yorisoi/workspace/templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

_database = env.database("DATABASE_URL", f"sqlite:///{DATA_DIR / 'yorisoi.sqlite3'}")
if _database.vendor == "sqlite":
    _default: dict[str, Any] = {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": _database.name,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "cached_statements": 512,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16000;"
                "PRAGMA temp_store=MEMORY; PRAGMA mmap_size=134217728; PRAGMA journal_size_limit=67108864;"
            ),
        },
        # A file, not memory: threads of the server under test share it as they do in production.
        "TEST": {"NAME": str(DATA_DIR / "test.sqlite3")},
    }
else:
    _default = {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": _database.name,
        "USER": _database.user,
        "PASSWORD": _database.password,
        "HOST": _database.host,
        "PORT": _database.port,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(_database.options),
    }
# Threads of the fixed pool keep their connection; see config/asgi.py.
DATABASES = {"default": {**_default, "CONN_MAX_AGE": None}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TASKS = {"default": {"BACKEND": "yorisoi.kernel.jobs.backend.DatabaseBackend"}}

SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_COOKIE_AGE = env.integer("YORISOI_SESSION_HOURS", 12, least=1, most=24 * 90) * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PUBLIC_URL.startswith("https://")
SESSION_COOKIE_HTTPONLY = True
SECURE_HSTS_SECONDS = 31_536_000 if SESSION_COOKIE_SECURE else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.boolean("YORISOI_BEHIND_PROXY") else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "yorisoi.kernel.ui.errors.csrf_failure"
SECURE_CSP: dict[str, list[str]] = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "worker-src": [CSP.SELF],
    "frame-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}

LANGUAGE_CODE = env.choice("YORISOI_LANGUAGE", ("ja", "en"), "ja")
LANGUAGES = [("ja", _("Japanese")), ("en", _("English"))]
LOCALE_PATHS = [ROOT / "locale"]
TIME_ZONE = env.time_zone("YORISOI_TIME_ZONE", "Asia/Tokyo")
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [ROOT / "yorisoi/kernel/ui/static", ROOT / "yorisoi/kernel/live/static"]
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_MAX_AGE = 0 if DEBUG else 3600
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "yorisoi.config.static.HashedStaticFiles"
    },
}
mimetypes.add_type("text/javascript", ".js")

DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
FILE_UPLOAD_TEMP_DIR = None
MAX_MAIL_BYTES = env.integer("YORISOI_MAX_MAIL_MB", 64, least=1, most=1024) * 1024 * 1024

# Calls of the public API that one token may make in a minute.
API_PER_MINUTE = env.integer("YORISOI_API_PER_MINUTE", 600, least=1, most=1_000_000)
# Whether webhooks may be sent into private networks, and without encryption.
WEBHOOKS_PRIVATE = env.boolean("YORISOI_WEBHOOKS_PRIVATE")
# Folder whose files may be imported from the screen; empty = only what is uploaded.
IMPORT_DIR = env.text("YORISOI_IMPORT_DIR")
# LMTP/SMTP listener for mail in; empty = off. host:port
LMTP_LISTEN = env.address("YORISOI_LMTP_LISTEN")
LISTENER = env.choice("YORISOI_LISTENER", ("embedded", "separate"), "embedded")
# Mail that Yorisoi itself sends (invitations, password resets); without an address it is only written to the log.
SYSTEM_MAIL_URL = env.text("YORISOI_SYSTEM_MAIL_URL")
MAILERS = {"default": env.mailer("YORISOI_SYSTEM_MAIL_URL")}
DEFAULT_FROM_EMAIL = env.text("YORISOI_SYSTEM_MAIL_FROM", "yorisoi@localhost")

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
if DEMO:
    PASSWORD_HASHERS.insert(0, "yorisoi.config.demo.hasher.DemoPasswordHasher")
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_ADAPTER = "yorisoi.workspace.adapter.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
# A mail to strangers for every mistyped address helps nobody; the page says the same either way.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
# Wrong passwords are counted by axes (below); these hold for second factors too. A whole office shares one address.
ACCOUNT_RATE_LIMITS = {"login": "300/m/ip", "login_failed": "100/m/ip,20/15m/key"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = PUBLIC_URL.startswith("http://localhost")
MFA_TOTP_ISSUER = "Yorisoi"
AXES_FAILURE_LIMIT = env.integer("YORISOI_LOGIN_FAILURES", 8, least=3, most=100)
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "yorisoi.workspace.signin.tried_name"
AXES_LOCKOUT_CALLABLE = "yorisoi.workspace.signin.locked_out"
AXES_SENSITIVE_PARAMETERS = ["password"]
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ADMIN = False

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": env.choice("YORISOI_LOG", ("DEBUG", "INFO", "WARNING"), "INFO")},
    "loggers": {
        "django.db.backends": {"level": "INFO"},
        "axes": {"level": "WARNING"},
        "sudachipy": {"level": "WARNING"},
    },
}
