"""How each table leaves: by a rule of its own, together with another row, or not at all. Every table has its line.

A test stops for a table without one. A new table that hangs on a check, an action or a person goes into `GOES_WITH`.
"""

from __future__ import annotations

# Table: the rule that decides about its rows (governance/keeping_rules.py).
BY_RULE: dict[str, str] = {
    "check": "checks",
    "draw": "checks",  # drawn for no plan; one of a plan goes with its action
    "action": "actions",
    "finding": "actions",
    "sign_off": "sign_offs",
    "supervision": "supervisions",
    "alert": "alerts",
    "prompt": "prompts",
    "history": "history",
    "person": "leavers",
    "account": "leavers",
    "draft": "drafts",
    "session": "sessions",
    "invitation": "invitations",
    "capture_grant": "grants",
    "arrival": "arrivals",
    "quarantined": "quarantined",
    "sign_in_attempt": "tries",
    "sign_in_choice": "tries",
}

# Table: the columns that name what its rows go with. With a person go the rows that are only about signing in; the
# person's own row stays, without its name.
GOES_WITH: dict[str, tuple[tuple[str, str], ...]] = {
    "answer": (("check_id", "check"),),
    "sampled_record": (("check_id", "check"),),
    "second_content": (("check_id", "check"),),
    "correction": (("check_id", "check"),),
    "review": (("check_id", "check"),),
    "reply": (("check_id", "check"),),
    "hold": (("check_id", "check"),),
    "photo": (("check_id", "check"),),
    "finding": (("action_id", "action"),),
    "requirement": (("action_id", "action"),),
    "evidence": (("action_id", "action"),),
    "draw": (("requirement_id", "requirement"),),
    "prompt": (("finding_id", "finding"), ("requirement_id", "requirement")),
    "prompt_answer": (("prompt_id", "prompt"),),
    "prompt_link": (("prompt_id", "prompt"),),
    "prompt_review": (("answer_id", "prompt_answer"),),
    "prompt_talk": (("review_id", "prompt_review"),),
    "support_wish": (("prompt_id", "prompt"),),
    "coaching": (("prompt_id", "prompt"),),
    "measure": (("action_id", "action"),),
    "weekly_count": (("measure_id", "measure"),),
    "verifier": (("action_id", "action"),),
    "rise": (("action_id", "action"),),
    "repeat_flag": (("action_id", "action"), ("earlier_id", "action")),
    "imported_row": (("import_id", "action_import"), ("action_id", "action")),
    "action_import": (("made_by_id", "person"),),
    "sign_off_look": (("sign_off_id", "sign_off"), ("check_id", "check")),
    "second_look": (("sign_off_id", "sign_off"),),
    "supervision_look": (("supervision_id", "supervision"), ("check_id", "check")),
    "supervision_addition": (("supervision_id", "supervision"),),
    "pair": (("first_look_id", "check"), ("second_look_id", "check"), ("worker_id", "person")),
    "legal_hold": (("check_id", "check"), ("action_id", "action"), ("person_id", "person")),
    "session": (("person_id", "person"),),
    "mail_address": (("person_id", "person"),),
    "notice": (("person_id", "person"),),
    "letter": (("person_id", "person"),),
    "invitation": (("person_id", "person"),),
    "capture_grant": (("person_id", "person"),),
    "arrival": (("grant_id", "capture_grant"), ("author_id", "person")),
    "quarantined": (("grant_id", "capture_grant"),),
}

# Table: why its rows stay. None of them says anything about a person but by a link to a row that loses its name.
STAYS: dict[str, str] = {
    "organisation": "it is the organisation",
    "service": "a place; its on-call line names a duty, and is changed on its page",
    "other_number": "a number to ring, of a duty; changed on its page",
    "role": "which role was held when, by whoever",
    "standard": "what is expected",
    "topic": "what standards are about",
    "checklist": "what is asked",
    "competence": "what is needed to be signed off in a topic",
    "checklist_version": "what was asked",
    "item": "what was asked",
    "wording": "what is asked, in another language",
    "set_up_code": "a digest, used once, of nobody",
    "history_head": "the end of the chain",
    "chosen_term": "a choice of the organisation",
    "photo_item": "a choice of the organisation: which items may have photos",
    "organisation_key": "a key of the organisation",
    "lease": "which process does the clock's work now, by a random name",
    "day_done": "a day, and which work of the clock was done on it",
    "chosen_rung": "a choice of the organisation",
    "prompt_plan": "a choice of the organisation: which questions are asked how often, of nobody by name",
    "phone": "a key, and what kind of browser it is",
    "import_columns": "which column is what in files with these headers",
}

# What a history line is about: it loses its details together with the thing, and not by a day of its own.
HISTORY_OF = ("check", "action", "finding", "draw", "alert", "prompt", "sign_off", "supervision")
