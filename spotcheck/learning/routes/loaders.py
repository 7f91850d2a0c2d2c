"""What the addresses of this room name."""

from __future__ import annotations

import uuid

from spotcheck.learning.queries.prompts import Opened, opened
from spotcheck.web.guard import standing


def load_prompt(prompt_id: uuid.UUID) -> Opened | None:
    return opened(standing().organisation_id, prompt_id)
