from __future__ import annotations

from flask import Blueprint

rooms = Blueprint("messages", __name__)
