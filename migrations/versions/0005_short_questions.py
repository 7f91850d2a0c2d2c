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
