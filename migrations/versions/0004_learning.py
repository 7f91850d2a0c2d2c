"""Prompts and competence; of whom a plan asks to hear."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "competence",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("topic_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("observations", sa.Integer(), nullable=False),
        sa.Column("interviews", sa.Integer(), nullable=False),
        sa.Column("assessors", sa.Integer(), nullable=False),
        sa.Column("weeks", sa.Integer(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column(
            "items", sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql"), nullable=False
        ),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by_id", sa.Uuid(), nullable=True),
        sa.Column("ended_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id", "ended_by_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_competence_organisation_id_ended_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "made_by_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_competence_organisation_id_made_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "topic_id"],
            ["topic.organisation_id", "topic.id"],
            name=op.f("fk_competence_organisation_id_topic_id_topic"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_competence_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_competence")),
        sa.UniqueConstraint(
            "organisation_id", "topic_id", "number", name=op.f("uq_competence_organisation_id_topic_id_number")
        ),
    )
    op.create_table(
        "supervision",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("worker_id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("looks", sa.Integer(), nullable=False),
        sa.Column("practice", sa.Text(), nullable=False),
        sa.Column("reflection", sa.Text(), nullable=True),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("step_on", sa.Date(), nullable=False),
        sa.Column("asked_concerns", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "by_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_supervision_organisation_id_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "service_id"],
            ["service.organisation_id", "service.id"],
            name=op.f("fk_supervision_organisation_id_service_id_service"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "worker_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_supervision_organisation_id_worker_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_supervision_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_supervision")),
    )
    with op.batch_alter_table("supervision", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_supervision_organisation_id_service_id_held_on"),
            ["organisation_id", "service_id", "held_on"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_supervision_organisation_id_worker_id_held_on"),
            ["organisation_id", "worker_id", "held_on"],
            unique=False,
        )

    op.create_table(
        "prompt_plan",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("checklist_id", sa.Uuid(), nullable=False),
        sa.Column(
            "item_keys", sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql"), nullable=False
        ),
        sa.Column("whom", sa.Text(), nullable=False),
        sa.Column("every_weeks", sa.Integer(), nullable=False),
        sa.Column("days_to_answer", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id", "checklist_id"],
            ["checklist.organisation_id", "checklist.id"],
            name=op.f("fk_prompt_plan_organisation_id_checklist_id_checklist"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "ended_by_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_prompt_plan_organisation_id_ended_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "made_by_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_prompt_plan_organisation_id_made_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "service_id"],
            ["service.organisation_id", "service.id"],
            name=op.f("fk_prompt_plan_organisation_id_service_id_service"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_prompt_plan_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_prompt_plan")),
    )
    with op.batch_alter_table("prompt_plan", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_prompt_plan_organisation_id_service_id"), ["organisation_id", "service_id"], unique=False
        )

    op.create_table(
        "sign_off",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("competence_id", sa.Uuid(), nullable=False),
        sa.Column("topic_id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("worker_id", sa.Uuid(), nullable=False),
        sa.Column("signed_by_id", sa.Uuid(), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("again_on", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("taken_back_by_id", sa.Uuid(), nullable=True),
        sa.Column("taken_back_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id", "competence_id"],
            ["competence.organisation_id", "competence.id"],
            name=op.f("fk_sign_off_organisation_id_competence_id_competence"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "service_id"],
            ["service.organisation_id", "service.id"],
            name=op.f("fk_sign_off_organisation_id_service_id_service"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "signed_by_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_sign_off_organisation_id_signed_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "taken_back_by_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_sign_off_organisation_id_taken_back_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "topic_id"],
            ["topic.organisation_id", "topic.id"],
            name=op.f("fk_sign_off_organisation_id_topic_id_topic"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "worker_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_sign_off_organisation_id_worker_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_sign_off_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_sign_off")),
    )
    with op.batch_alter_table("sign_off", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_sign_off_organisation_id_service_id_again_on"),
            ["organisation_id", "service_id", "again_on"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_sign_off_organisation_id_worker_id_signed_at"),
            ["organisation_id", "worker_id", "signed_at"],
            unique=False,
        )

    op.create_table(
        "supervision_addition",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("supervision_id", sa.Uuid(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "by_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_supervision_addition_organisation_id_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "supervision_id"],
            ["supervision.organisation_id", "supervision.id"],
            name=op.f("fk_supervision_addition_organisation_id_supervision_id_supervision"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_supervision_addition_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_supervision_addition")),
    )
    with op.batch_alter_table("supervision_addition", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_supervision_addition_organisation_id_supervision_id_at"),
            ["organisation_id", "supervision_id", "at"],
            unique=False,
        )

    op.create_table(
        "second_look",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sign_off_id", sa.Uuid(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "by_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_second_look_organisation_id_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "sign_off_id"],
            ["sign_off.organisation_id", "sign_off.id"],
            name=op.f("fk_second_look_organisation_id_sign_off_id_sign_off"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_second_look_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_second_look")),
    )
    with op.batch_alter_table("second_look", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_second_look_organisation_id_sign_off_id"), ["organisation_id", "sign_off_id"], unique=False
        )

    op.create_table(
        "prompt",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("worker_id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("asked_by_id", sa.Uuid(), nullable=True),
        sa.Column("finding_id", sa.Uuid(), nullable=True),
        sa.Column("plan_id", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("taken_back_by_id", sa.Uuid(), nullable=True),
        sa.Column("taken_back_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id", "asked_by_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_prompt_organisation_id_asked_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "finding_id"],
            ["finding.organisation_id", "finding.id"],
            name=op.f("fk_prompt_organisation_id_finding_id_finding"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "item_id"],
            ["item.organisation_id", "item.id"],
            name=op.f("fk_prompt_organisation_id_item_id_item"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "plan_id"],
            ["prompt_plan.organisation_id", "prompt_plan.id"],
            name=op.f("fk_prompt_organisation_id_plan_id_prompt_plan"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "service_id"],
            ["service.organisation_id", "service.id"],
            name=op.f("fk_prompt_organisation_id_service_id_service"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "taken_back_by_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_prompt_organisation_id_taken_back_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "worker_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_prompt_organisation_id_worker_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_prompt_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_prompt")),
    )
    with op.batch_alter_table("prompt", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_prompt_organisation_id_service_id_made_at"),
            ["organisation_id", "service_id", "made_at"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_prompt_organisation_id_worker_id_made_at"),
            ["organisation_id", "worker_id", "made_at"],
            unique=False,
        )

    op.create_table(
        "coaching",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("prompt_id", sa.Uuid(), nullable=False),
        sa.Column("with_id", sa.Uuid(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("booked_by_id", sa.Uuid(), nullable=False),
        sa.Column("booked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moved_because", sa.Text(), nullable=True),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("kept_by_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id", "booked_by_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_coaching_organisation_id_booked_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "kept_by_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_coaching_organisation_id_kept_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "prompt_id"],
            ["prompt.organisation_id", "prompt.id"],
            name=op.f("fk_coaching_organisation_id_prompt_id_prompt"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "with_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_coaching_organisation_id_with_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_coaching_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_coaching")),
        sa.UniqueConstraint("organisation_id", "prompt_id", name=op.f("uq_coaching_organisation_id_prompt_id")),
    )
    with op.batch_alter_table("coaching", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_coaching_organisation_id_on_day"), ["organisation_id", "on_day"], unique=False
        )

    op.create_table(
        "prompt_answer",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("prompt_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("door", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id", "author_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_prompt_answer_organisation_id_author_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "prompt_id"],
            ["prompt.organisation_id", "prompt.id"],
            name=op.f("fk_prompt_answer_organisation_id_prompt_id_prompt"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_prompt_answer_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_prompt_answer")),
        sa.UniqueConstraint(
            "organisation_id", "prompt_id", "number", name=op.f("uq_prompt_answer_organisation_id_prompt_id_number")
        ),
    )
    op.create_table(
        "prompt_link",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("prompt_id", sa.Uuid(), nullable=False),
        sa.Column("token_digest", sa.Text(), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_by_id", sa.Uuid(), nullable=True),
        sa.Column("revoked_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id", "made_by_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_prompt_link_organisation_id_made_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "prompt_id"],
            ["prompt.organisation_id", "prompt.id"],
            name=op.f("fk_prompt_link_organisation_id_prompt_id_prompt"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "revoked_by_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_prompt_link_organisation_id_revoked_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_prompt_link_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_prompt_link")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_prompt_link_token_digest")),
    )
    with op.batch_alter_table("prompt_link", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_prompt_link_organisation_id_prompt_id_made_at"),
            ["organisation_id", "prompt_id", "made_at"],
            unique=False,
        )

    op.create_table(
        "support_wish",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("prompt_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("replied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("replied_by_id", sa.Uuid(), nullable=True),
        sa.Column("reply", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id", "prompt_id"],
            ["prompt.organisation_id", "prompt.id"],
            name=op.f("fk_support_wish_organisation_id_prompt_id_prompt"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "replied_by_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_support_wish_organisation_id_replied_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_support_wish_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_support_wish")),
        sa.UniqueConstraint("organisation_id", "prompt_id", name=op.f("uq_support_wish_organisation_id_prompt_id")),
    )
    op.create_table(
        "prompt_review",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("answer_id", sa.Uuid(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "points", sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql"), nullable=False
        ),
        sa.Column(
            "alerts", sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql"), nullable=False
        ),
        sa.Column("reason", sa.Boolean(), nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id", "answer_id"],
            ["prompt_answer.organisation_id", "prompt_answer.id"],
            name=op.f("fk_prompt_review_organisation_id_answer_id_prompt_answer"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "by_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_prompt_review_organisation_id_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_prompt_review_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_prompt_review")),
        sa.UniqueConstraint("organisation_id", "answer_id", name=op.f("uq_prompt_review_organisation_id_answer_id")),
    )
    op.create_table(
        "sign_off_look",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("sign_off_id", sa.Uuid(), nullable=False),
        sa.Column("check_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "check_id"],
            ["check.organisation_id", "check.id"],
            name=op.f("fk_sign_off_look_organisation_id_check_id_check"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "sign_off_id"],
            ["sign_off.organisation_id", "sign_off.id"],
            name=op.f("fk_sign_off_look_organisation_id_sign_off_id_sign_off"),
        ),
        sa.PrimaryKeyConstraint("organisation_id", "sign_off_id", "check_id", name=op.f("pk_sign_off_look")),
    )
    op.create_table(
        "supervision_look",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("supervision_id", sa.Uuid(), nullable=False),
        sa.Column("check_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "check_id"],
            ["check.organisation_id", "check.id"],
            name=op.f("fk_supervision_look_organisation_id_check_id_check"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "supervision_id"],
            ["supervision.organisation_id", "supervision.id"],
            name=op.f("fk_supervision_look_organisation_id_supervision_id_supervision"),
        ),
        sa.PrimaryKeyConstraint("organisation_id", "supervision_id", "check_id", name=op.f("pk_supervision_look")),
    )
    op.create_table(
        "prompt_talk",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("review_id", sa.Uuid(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "by_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_prompt_talk_organisation_id_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "review_id"],
            ["prompt_review.organisation_id", "prompt_review.id"],
            name=op.f("fk_prompt_talk_organisation_id_review_id_prompt_review"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_prompt_talk_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_prompt_talk")),
        sa.UniqueConstraint("organisation_id", "review_id", name=op.f("uq_prompt_talk_organisation_id_review_id")),
    )
    with op.batch_alter_table("action", schema=None) as batch_op:
        batch_op.add_column(sa.Column("is_repeat", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.create_index(
            "ix_action_drifted",
            ["organisation_id", "stands_on", "id"],
            unique=False,
            sqlite_where=sa.text("reopened > 0 AND stands_on IS NOT NULL"),
            postgresql_where=sa.text("reopened > 0 AND stands_on IS NOT NULL"),
        )
        batch_op.create_index(
            batch_op.f("ix_action_organisation_id_lead_id_state_stands_on_id"),
            ["organisation_id", "lead_id", "state", "stands_on", "id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_action_organisation_id_service_id_lead_id"),
            ["organisation_id", "service_id", "lead_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_action_organisation_id_service_id_stands_on_id"),
            ["organisation_id", "service_id", "stands_on", "id"],
            unique=False,
        )
        batch_op.create_index(
            "ix_action_repeated",
            ["organisation_id", "stands_on", "id"],
            unique=False,
            sqlite_where=sa.text("is_repeat = 1 AND stands_on IS NOT NULL"),
            postgresql_where=sa.text("is_repeat AND stands_on IS NOT NULL"),
        )

    with op.batch_alter_table("requirement", schema=None) as batch_op:
        batch_op.add_column(sa.Column("other_workers", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("other_days", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("other_shifts", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("observers", sa.Integer(), server_default="1", nullable=False))

    with op.batch_alter_table("session", schema=None) as batch_op:
        batch_op.add_column(sa.Column("handed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("handed_for", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("covered_at", sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table("standard", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_standard_organisation_id_topic_id"), ["organisation_id", "topic_id"], unique=False
        )

    # A flag that is there marks its action, as it does from now on.
    op.execute(
        "UPDATE action SET is_repeat = true WHERE EXISTS (SELECT 1 FROM repeat_flag WHERE"
        " repeat_flag.organisation_id = action.organisation_id AND repeat_flag.action_id = action.id)"
    )


def downgrade() -> None:
    with op.batch_alter_table("standard", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_standard_organisation_id_topic_id"))

    with op.batch_alter_table("session", schema=None) as batch_op:
        batch_op.drop_column("covered_at")
        batch_op.drop_column("handed_for")
        batch_op.drop_column("handed_at")

    with op.batch_alter_table("requirement", schema=None) as batch_op:
        batch_op.drop_column("observers")
        batch_op.drop_column("other_shifts")
        batch_op.drop_column("other_days")
        batch_op.drop_column("other_workers")

    with op.batch_alter_table("action", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_action_repeated",
            sqlite_where=sa.text("is_repeat = 1 AND stands_on IS NOT NULL"),
            postgresql_where=sa.text("is_repeat AND stands_on IS NOT NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_action_organisation_id_service_id_stands_on_id"))
        batch_op.drop_index(batch_op.f("ix_action_organisation_id_service_id_lead_id"))
        batch_op.drop_index(batch_op.f("ix_action_organisation_id_lead_id_state_stands_on_id"))
        batch_op.drop_index(
            "ix_action_drifted",
            sqlite_where=sa.text("reopened > 0 AND stands_on IS NOT NULL"),
            postgresql_where=sa.text("reopened > 0 AND stands_on IS NOT NULL"),
        )
        batch_op.drop_column("is_repeat")

    op.drop_table("prompt_talk")
    op.drop_table("supervision_look")
    op.drop_table("sign_off_look")
    op.drop_table("prompt_review")
    op.drop_table("support_wish")
    with op.batch_alter_table("prompt_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_prompt_link_organisation_id_prompt_id_made_at"))

    op.drop_table("prompt_link")
    op.drop_table("prompt_answer")
    with op.batch_alter_table("coaching", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_coaching_organisation_id_on_day"))

    op.drop_table("coaching")
    with op.batch_alter_table("prompt", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_prompt_organisation_id_worker_id_made_at"))
        batch_op.drop_index(batch_op.f("ix_prompt_organisation_id_service_id_made_at"))

    op.drop_table("prompt")
    with op.batch_alter_table("second_look", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_second_look_organisation_id_sign_off_id"))

    op.drop_table("second_look")
    with op.batch_alter_table("supervision_addition", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_supervision_addition_organisation_id_supervision_id_at"))

    op.drop_table("supervision_addition")
    with op.batch_alter_table("sign_off", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_off_organisation_id_worker_id_signed_at"))
        batch_op.drop_index(batch_op.f("ix_sign_off_organisation_id_service_id_again_on"))

    op.drop_table("sign_off")
    with op.batch_alter_table("prompt_plan", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_prompt_plan_organisation_id_service_id"))

    op.drop_table("prompt_plan")
    with op.batch_alter_table("supervision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_supervision_organisation_id_worker_id_held_on"))
        batch_op.drop_index(batch_op.f("ix_supervision_organisation_id_service_id_held_on"))

    op.drop_table("supervision")
    op.drop_table("competence")
