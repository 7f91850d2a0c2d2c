"""Short questions that an action asks, with choices and in other languages."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "wording",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("checklist_id", sa.Uuid(), nullable=False),
        sa.Column("item_key", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=True),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("another_way", sa.Text(), nullable=True),
        sa.Column(
            "lines", sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql"), nullable=False
        ),
        sa.Column("english", sa.Text(), nullable=False),
        sa.Column("written_by_id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "checklist_id"],
            ["checklist.organisation_id", "checklist.id"],
            name=op.f("fk_wording_organisation_id_checklist_id_checklist"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "written_by_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_wording_organisation_id_written_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_wording_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_wording")),
        sa.UniqueConstraint(
            "organisation_id",
            "checklist_id",
            "item_key",
            "language",
            name=op.f("uq_wording_organisation_id_checklist_id_item_key_language"),
        ),
    )
    with op.batch_alter_table("action", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_action_organisation_id_service_id_standard_id"))
        batch_op.create_index(
            batch_op.f("ix_action_organisation_id_service_id_standard_id_stands_on"),
            ["organisation_id", "service_id", "standard_id", "stands_on"],
            unique=False,
        )

    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.add_column(sa.Column("source", sa.Text(), server_default="check", nullable=False))

    with op.batch_alter_table("item", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "choices",
                sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql"),
                server_default="[]",
                nullable=False,
            )
        )

    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(sa.Column("language", sa.Text(), nullable=True))

    with op.batch_alter_table("prompt", schema=None) as batch_op:
        batch_op.add_column(sa.Column("requirement_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("look_id", sa.Uuid(), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_prompt_organisation_id_look_id"), ["organisation_id", "look_id"], unique=False
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_prompt_organisation_id_requirement_id_requirement"),
            "requirement",
            ["organisation_id", "requirement_id"],
            ["organisation_id", "id"],
        )

    with op.batch_alter_table("prompt_answer", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "chosen", sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql"), nullable=True
            )
        )


def downgrade() -> None:
    with op.batch_alter_table("prompt_answer", schema=None) as batch_op:
        batch_op.drop_column("chosen")

    with op.batch_alter_table("prompt", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_prompt_organisation_id_requirement_id_requirement"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_prompt_organisation_id_look_id"))
        batch_op.drop_column("look_id")
        batch_op.drop_column("requirement_id")

    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_column("language")

    with op.batch_alter_table("item", schema=None) as batch_op:
        batch_op.drop_column("choices")

    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.drop_column("source")

    with op.batch_alter_table("action", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_action_organisation_id_service_id_standard_id_stands_on"))
        batch_op.create_index(
            batch_op.f("ix_action_organisation_id_service_id_standard_id"),
            ["organisation_id", "service_id", "standard_id"],
            unique=False,
        )

    op.drop_table("wording")
