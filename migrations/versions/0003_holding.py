"""Whether it holds: plans, drift checks, what rises, mail."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "lease",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=True),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_lease")),
    )
    op.create_table(
        "chosen_rung",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("rung", sa.Text(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_chosen_rung_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "rung", name=op.f("pk_chosen_rung")),
    )
    op.create_table(
        "day_done",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("job", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_day_done_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "job", name=op.f("pk_day_done")),
    )
    op.create_table(
        "rise",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("action_id", sa.Uuid(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("rung", sa.Text(), nullable=False),
        sa.Column("since_on", sa.Date(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("to_id", sa.Uuid(), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("day_on", sa.Date(), nullable=True),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("acknowledged_by_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("new_on", sa.Date(), nullable=True),
        sa.Column("moved", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "acknowledged_by_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_rise_organisation_id_acknowledged_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "action_id"],
            ["action.organisation_id", "action.id"],
            name=op.f("fk_rise_organisation_id_action_id_action"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "to_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_rise_organisation_id_to_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_rise_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_rise")),
        sa.UniqueConstraint(
            "organisation_id",
            "action_id",
            "why",
            "since_on",
            "rung",
            "to_id",
            name=op.f("uq_rise_organisation_id_action_id_why_since_on_rung_to_id"),
        ),
    )
    with op.batch_alter_table("rise", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_rise_organisation_id_to_id_acknowledged_at"),
            ["organisation_id", "to_id", "acknowledged_at"],
            unique=False,
        )

    with op.batch_alter_table("action", schema=None) as batch_op:
        batch_op.add_column(sa.Column("back_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("stands_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("next_look_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("closed_before_by_id", sa.Uuid(), nullable=True))
        batch_op.add_column(
            sa.Column(
                "kinds", sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql"), nullable=True
            )
        )
        batch_op.add_column(sa.Column("strength", sa.Text(), nullable=True))
        batch_op.drop_index(batch_op.f("ix_action_organisation_id_lead_id_state"))
        batch_op.drop_index(batch_op.f("ix_action_organisation_id_service_id_state_due_on_id"))
        batch_op.drop_index(batch_op.f("ix_action_organisation_id_state_due_on_id"))
        batch_op.create_index(
            batch_op.f("ix_action_organisation_id_closed_at_id"), ["organisation_id", "closed_at", "id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_action_organisation_id_lead_id_stands_on_id"),
            ["organisation_id", "lead_id", "stands_on", "id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_action_organisation_id_next_look_on"), ["organisation_id", "next_look_on"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_action_organisation_id_proposed_by_id_proposed_at"),
            ["organisation_id", "proposed_by_id", "proposed_at"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_action_organisation_id_service_id_standard_id"),
            ["organisation_id", "service_id", "standard_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_action_organisation_id_service_id_state_stands_on_id"),
            ["organisation_id", "service_id", "state", "stands_on", "id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_action_organisation_id_standard_id_stands_on_id"),
            ["organisation_id", "standard_id", "stands_on", "id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_action_organisation_id_stands_on_id"), ["organisation_id", "stands_on", "id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_action_organisation_id_state_stands_on_id"),
            ["organisation_id", "state", "stands_on", "id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_action_organisation_id_withdrawn_at_id"),
            ["organisation_id", "withdrawn_at", "id"],
            unique=False,
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_action_organisation_id_closed_before_by_id_person"),
            "person",
            ["organisation_id", "closed_before_by_id"],
            ["organisation_id", "id"],
        )

    with op.batch_alter_table("check", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_check_organisation_id_draw_id"), ["organisation_id", "draw_id"], unique=False
        )

    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.add_column(sa.Column("read_from", sa.Integer(), nullable=True))

    with op.batch_alter_table("draw", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "excluded",
                sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql"),
                nullable=True,
            )
        )
        batch_op.add_column(
            sa.Column(
                "codes", sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql"), nullable=True
            )
        )

    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.add_column(sa.Column("read_from", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("read_to", sa.Integer(), nullable=True))

    with op.batch_alter_table("requirement", schema=None) as batch_op:
        batch_op.add_column(sa.Column("second_size", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("second_allowed", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("drift_weeks", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("drift_round", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("opens_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("due_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("overtaken_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("after_id", sa.Uuid(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_requirement_organisation_id_after_id_requirement"),
            "requirement",
            ["organisation_id", "after_id"],
            ["organisation_id", "id"],
        )

    # What is there stands where it would, had it been written by this version (`tracker.rules.order`).
    op.execute(
        "UPDATE action SET stands_on = CASE WHEN state = 'proposed' THEN '9999-12-31'"
        " WHEN state = 'agreed' THEN coalesce(due_on, '9999-12-31')"
        " WHEN state = 'done' AND look_by IS NOT NULL THEN look_by"
        " WHEN state = 'done' AND missing = 0 THEN '9999-12-30'"
        " WHEN state = 'done' THEN '9999-12-31' END"
    )


def downgrade() -> None:
    with op.batch_alter_table("requirement", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_requirement_organisation_id_after_id_requirement"), type_="foreignkey")
        batch_op.drop_column("after_id")
        batch_op.drop_column("overtaken_on")
        batch_op.drop_column("due_on")
        batch_op.drop_column("opens_on")
        batch_op.drop_column("drift_round")
        batch_op.drop_column("drift_weeks")
        batch_op.drop_column("second_allowed")
        batch_op.drop_column("second_size")

    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.drop_column("read_to")
        batch_op.drop_column("read_from")

    with op.batch_alter_table("draw", schema=None) as batch_op:
        batch_op.drop_column("codes")
        batch_op.drop_column("excluded")

    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.drop_column("read_from")

    with op.batch_alter_table("check", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_check_organisation_id_draw_id"))

    with op.batch_alter_table("action", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_action_organisation_id_closed_before_by_id_person"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_action_organisation_id_withdrawn_at_id"))
        batch_op.drop_index(batch_op.f("ix_action_organisation_id_state_stands_on_id"))
        batch_op.drop_index(batch_op.f("ix_action_organisation_id_stands_on_id"))
        batch_op.drop_index(batch_op.f("ix_action_organisation_id_standard_id_stands_on_id"))
        batch_op.drop_index(batch_op.f("ix_action_organisation_id_service_id_state_stands_on_id"))
        batch_op.drop_index(batch_op.f("ix_action_organisation_id_service_id_standard_id"))
        batch_op.drop_index(batch_op.f("ix_action_organisation_id_proposed_by_id_proposed_at"))
        batch_op.drop_index(batch_op.f("ix_action_organisation_id_next_look_on"))
        batch_op.drop_index(batch_op.f("ix_action_organisation_id_lead_id_stands_on_id"))
        batch_op.drop_index(batch_op.f("ix_action_organisation_id_closed_at_id"))
        batch_op.create_index(
            batch_op.f("ix_action_organisation_id_state_due_on_id"),
            ["organisation_id", "state", "due_on", "id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_action_organisation_id_service_id_state_due_on_id"),
            ["organisation_id", "service_id", "state", "due_on", "id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_action_organisation_id_lead_id_state"), ["organisation_id", "lead_id", "state"], unique=False
        )
        batch_op.drop_column("strength")
        batch_op.drop_column("kinds")
        batch_op.drop_column("closed_before_by_id")
        batch_op.drop_column("next_look_on")
        batch_op.drop_column("stands_on")
        batch_op.drop_column("back_at")

    with op.batch_alter_table("rise", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rise_organisation_id_to_id_acknowledged_at"))

    op.drop_table("rise")
    op.drop_table("day_done")
    op.drop_table("chosen_rung")
    op.drop_table("lease")
