from __future__ import annotations

from flask import Blueprint

rooms = Blueprint("tracker", __name__)
