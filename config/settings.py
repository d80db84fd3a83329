"""Django's settings. What differs between machines comes from `config.environment`."""

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from config import environment

BASE_DIR = environment.ROOT
DATA_DIR = environment.data_dir()
SECRET_KEY = environment.secret_key(DATA_DIR)
DEBUG = False
ALLOWED_HOSTS = environment.hosts()
PORT = environment.port()

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "csp",
    "django_filters",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "config",
    "office",
    "agreements",
    "finance",
    "reports",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "office.pages.swedish_time.SwedishTime",
    "office.pages.signing_in.TypedIsKept",
    "office.pages.refusing.RefusedAsPage",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
APPEND_SLASH = False

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context.demo",
                "config.context.menu",
            ],
        },
    },
]

MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # what was done, told on the next page

DATABASES = {"default": environment.database(DATA_DIR)}
REDIS_URL = environment.redis_url()
JOB_LEASE = environment.job_lease()
JOB_WAKE = "config.celery.wake" if REDIS_URL else ""  # who is told that a job is due; empty: workers look themselves

GRANT_PREFIX = environment.grant_prefix()  # of a publisher's grants in the form of 360Giving
INDEX_FOLDER = environment.index_folder()  # index series beside those in finance/data/index_series/

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "office.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"

LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", _("Swedish")), ("en", _("English"))]
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_TZ = True
TIME_ZONE = "UTC"  # what is stored and sent; "today" and the moments on pages are Stockholm's, see office.clock

STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = True  # the packages' own files are served as they are: nothing to collect before a start

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "office.pages.refusing.forged"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
# The embedded server speaks HTTP on this machine only; a proxy in front of it ends TLS and sets these itself.
SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008", "security.W012", "security.W016"]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "font-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}

MAX_BODY_BYTES = 1_000_000  # of one JSON body; a report with a thousand rows of hours is about 200 kB
DATA_UPLOAD_MAX_MEMORY_SIZE = MAX_BODY_BYTES
MAX_UPLOAD_BYTES = environment.max_upload_bytes()  # of the files in one form
CLAMD_URL = environment.clamd_url()  # what looks at attached papers for malware; empty: nothing does
FILE_UPLOAD_HANDLERS = [
    "office.uploading.Capped",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "office.api.authentication.BearerToken",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["office.api.renderers.Json"],
    "DEFAULT_PARSER_CLASSES": ["office.api.parsers.StrictJSONParser"],
    "DEFAULT_PAGINATION_CLASS": "office.api.pagination.Page",
    "DEFAULT_FILTER_BACKENDS": [
        "django_filters.rest_framework.DjangoFilterBackend",
        "office.api.filters.FoldedSearch",
        "office.api.filters.SwedishOrdering",
    ],
    "DEFAULT_SCHEMA_CLASS": "office.api.schema.Schema",
    "EXCEPTION_HANDLER": "office.api.problems.handler",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
    "URL_FORMAT_OVERRIDE": None,
}

SPECTACULAR_SETTINGS = {
    "TITLE": "Överens",
    "DESCRIPTION": "Agreements between municipalities and civil-society associations, checked through their end.",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_ADD_EXPLICIT_BLANK_NULL_CHOICE": False,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,  # labels are in the reader's language, the description is one file
    "ENUM_NAME_OVERRIDES": {
        "AccountKind": ["bankgiro", "plusgiro"],
        "AgreementKind": "agreements.models.agreement.AgreementKind",
        "AgreementState": "agreements.models.agreement.State",
        "AmendmentState": "agreements.models.amendments.AmendmentState",
        "AppropriationState": "finance.models.appropriations.AppropriationState",
        "AidKind": "finance.models.state_aid.AidKind",
        "SupportKind": "finance.models.support.SupportKind",
        "CountedAidKind": "finance.models.state_aid.COUNTED_KINDS",
        "ChangeGround": "finance.models.claims.ChangeGround",
        "ConflictGround": "agreements.models.conflicts.Ground",
        "CheckDimension": "reports.summaries.GROUP_BYS",
        "CheckMeasure": "reports.check_lines.MEASURES",
        "CheckStatus": "reports.checks.term.WORST_FIRST",
        "CommitmentKind": "agreements.models.terms.CommitmentKind",
        "ComponentKind": ["own_cash", "volunteer_time", "in_kind"],
        "ConsequenceOutcome": "finance.models.claims.Outcome",
        "CostBasis": "agreements.models.shared_costs.Basis",
        "Covers": "agreements.models.acts.Covers",
        "DecisionOutcome": "agreements.models.acts.Outcome",
        "ExplanationKind": "finance.models.ledger_imports.ExplanationKind",
        "ExportFormat": "reports.models.exports.FORMATS",
        "DifferenceKind": ["added", "removed", "changed"],
        "GoalDirection": "agreements.models.follow_up.Direction",
        "GoalStanding": ["met", "missed", "open", "unknown"],
        "GroupKind": "agreements.models.groups.GroupKind",
        "MeetingItemKind": "agreements.group_bodies.ITEMS",
        "StatementWord": "agreements.group_bodies.SAID",
        "TaskOutcome": "agreements.models.follow_up.TaskOutcome",
        "FigureKind": ["own_cash", "in_kind", "income", "costs"],
        "ObservationSeverity": "reports.models.samples.Severity",
        "AreaForm": "agreements.models.studies.Form",
        "AreaSide": "agreements.models.studies.Side",
        "LegalGround": "agreements.models.legal.LegalGround",
        "PilotVerdict": "agreements.models.pilots.Verdict",
        "Possible": "agreements.models.studies.Possible",
        "InitiativeAnswer": "agreements.models.initiatives.Answered",
        "InitiativeKind": "agreements.models.initiatives.InitiativeKind",
        "OrganizationKind": "office.models.organizations.OrganizationKind",
        "PaymentFileFormat": "finance.models.orders.FORMATS",
        "AskedPaper": "agreements.conditions.PAPERS",
        "PaperKind": "reports.models.attachments.PaperKind",
        "PublicRegisterState": ["open", "closed"],
        "PartyRole": "agreements.models.terms.PartyRole",
        "ReportState": "reports.models.reports.ReportState",
        "SeverityEnum": ["info", "warning", "error"],
        "ReviewOutcome": ["returned", "approved"],
        "SlipAnswer": ["attested", "rejected"],
        "SlipLinkState": ["open", "ended", "revoked"],
        "SlipState": ["entered", "attested", "rejected", "withdrawn"],
    },
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "office.api.schema.complete",
    ],
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"without_secrets": {"()": "config.logs.WithoutSecrets"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["without_secrets"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # What a client did wrong is the client's answer, not the log's: only faults of ours are written.
    "loggers": {"django.request": {"level": "ERROR"}},
}
