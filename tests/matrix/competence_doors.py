"""The doors about who is signed off, and about what is needed for it."""

from __future__ import annotations

from spotcheck.core.permissions import Verb
from tests.matrix.door import get, post

SOMEBODY = {"service_id": "service", "topic_id": "topic", "worker_id": "worker"}
WITH = {"service_id": "service", "worker_id": "worker"}
TALK = {
    "id": "{new id}", "held_on": "{today}", "practice": "Read the chart first.", "step": "Leads a round.",
    "step_on": "{today}", "concerns": "true",
}  # fmt: skip
NEEDED = {"observations": "2", "interviews": "0", "assessors": "1", "weeks": "8", "months": "12", "reason": "We try."}

COMPETENCE = (
    get("learning.competence_services", Verb.SEE_COMPETENCE),
    get("learning.competence_page", Verb.SEE_COMPETENCE, "service", args={"service_id": "service"}),
    get("learning.competence_file", Verb.SEE_LEARNER, "service", args={"service_id": "service"}),
    get("learning.learner_page", Verb.SEE_LEARNER, "learner", args=SOMEBODY),
    post("learning.sign_off", Verb.SIGN_OFF, "learner", args=SOMEBODY, form={"id": "{new id}", "note": "Calm."}),
    post(
        "learning.look_again",
        Verb.SIGN_OFF,
        "sign-off",
        args={"sign_off_id": "sign-off"},
        form={"reason": "A slip."},
    ),
    post(
        "learning.take_sign_off_back",
        Verb.SIGN_OFF,
        "sign-off",
        args={"sign_off_id": "sign-off"},
        form={"reason": "They give no medicines any more."},
    ),
    get("learning.needed_page", Verb.OPEN_APP),
    post("learning.adopt_ready_made", Verb.CHANGE_COMPETENCE),
    get("learning.change_needed_page", Verb.CHANGE_COMPETENCE, "topic", args={"topic_id": "topic"}),
    post("learning.ask_for", Verb.CHANGE_COMPETENCE, "topic", args={"topic_id": "topic"}, form=NEEDED),
    post(
        "learning.ask_no_more",
        Verb.CHANGE_COMPETENCE,
        "topic",
        args={"topic_id": "topic"},
        form={"reason": "Not this year."},
    ),
    get("learning.supervision_page", Verb.SUPERVISE, "service", args={"service_id": "service"}),
    get("learning.talks_page", Verb.SEE_SUPERVISION, "learner", args=WITH),
    post("learning.keep_record", Verb.SUPERVISE, "learner", args=WITH, form=TALK),
    get("learning.record_page", Verb.SEE_SUPERVISION, "talk", args={"record_id": "talk"}),
    post(
        "learning.add_words",
        Verb.SEE_SUPERVISION,
        "talk",
        args={"record_id": "talk"},
        form={"id": "{new id}", "text": "I see it alike."},
    ),
)
