from __future__ import annotations

from flask import Blueprint

rooms = Blueprint("desk", __name__)
