from __future__ import annotations

from flask import Blueprint

rooms = Blueprint("sampling", __name__)
