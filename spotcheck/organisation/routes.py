from __future__ import annotations

from flask import Blueprint

rooms = Blueprint("organisation", __name__)
