"""Puts the house together: settings, database, the edge, and the routes of each room."""

from __future__ import annotations

from flask import Flask
from flask_migrate import Migrate

from spotcheck import places, tables, web
from spotcheck.checklists import routes as checklists
from spotcheck.checks import routes as checks
from spotcheck.core.clock import Clock, SystemClock
from spotcheck.core.database import db, engine_options
from spotcheck.delivery import routes as delivery
from spotcheck.desk import routes as desk
from spotcheck.governance import retention_routes as retention
from spotcheck.learning import routes as learning
from spotcheck.messages import routes as messages
from spotcheck.organisation import routes as organisation
from spotcheck.sampling import routes as sampling
from spotcheck.settings import Settings
from spotcheck.tracker import routes as tracker

ROOMS = (organisation, messages, checklists, sampling, tracker, checks, learning, delivery, retention, desk)


def create_app(settings: Settings | None = None, *, clock: Clock | None = None) -> Flask:
    """A Flask application on one database. `clock` is for tests and for stories that lie in the past."""
    settings = settings or Settings.from_environment()
    app = Flask("spotcheck", template_folder=str(places.TEMPLATES), static_folder=None)
    app.config.update(
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(settings.database_url),
        SECRET_KEY=settings.secret,
        SESSION_COOKIE_NAME="spotcheck",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.https,
        MAX_CONTENT_LENGTH=2_000_000,
        MAX_FORM_MEMORY_SIZE=500_000,
        MAX_FORM_PARTS=1000,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=settings.https,
        BABEL_DEFAULT_LOCALE="en_GB",
    )
    app.extensions["clock"] = clock or SystemClock()
    app.extensions["settings"] = settings
    db.init_app(app)
    app.extensions["tables"] = tables.METADATA
    Migrate(app, db, directory=str(places.MIGRATIONS), render_as_batch=True)
    web.init_app(app)
    for room in ROOMS:
        app.register_blueprint(room.rooms)
    return app
