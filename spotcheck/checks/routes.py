from __future__ import annotations

from flask import Blueprint

rooms = Blueprint("checks", __name__)
