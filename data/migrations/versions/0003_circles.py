"""Story circles: circles, seats, steps, stories, lines, wishes, lists and absences."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "circles",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("origin_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("title", sa.LargeBinary(), nullable=False),
        sa.Column("theme", sa.String(), nullable=False),
        sa.Column("pair_id", sa.String(), nullable=False),
        sa.Column("pace", sa.String(), nullable=False),
        sa.Column("most", sa.BigInteger(), nullable=False),
        sa.Column("room_id", sa.BigInteger(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("starts_at", sa.DateTime(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("step", sa.BigInteger(), nullable=False),
        sa.Column("step_id", sa.BigInteger(), nullable=True),
        sa.Column("since", sa.DateTime(), nullable=True),
        sa.Column("holder", sa.BigInteger(), nullable=True),
        sa.Column("question", sa.BigInteger(), nullable=False),
        sa.Column("questions", sa.BigInteger(), nullable=False),
        sa.Column("reminded_at", sa.DateTime(), nullable=True),
        sa.Column("paused_at", sa.DateTime(), nullable=True),
        sa.Column("host", sa.LargeBinary(), nullable=True),
        sa.Column("host_who", sa.LargeBinary(), nullable=True),
        sa.Column("host_seen_at", sa.DateTime(), nullable=True),
        sa.Column("host_away", sa.Boolean(), nullable=False),
        sa.Column("host_let_in", sa.Boolean(), nullable=False),
        sa.Column("host_step", sa.BigInteger(), nullable=True),
        sa.Column("needs_facilitator", sa.Boolean(), nullable=False),
        sa.Column("thread_id", sa.BigInteger(), nullable=True),
        sa.Column("thread_gone_at", sa.DateTime(), nullable=True),
        sa.Column("event_id", sa.BigInteger(), nullable=True),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_circles"),
        sa.UniqueConstraint("guild_id", "name", name="uq_circles_guild_id_name"),
    )
    op.create_index(
        "ix_circles_open", "circles", ["guild_id", "made_at"], unique=False, sqlite_where=sa.text("closed_at IS NULL")
    )
    op.create_index("ix_circles_origin", "circles", ["origin_id"], unique=False)
    op.create_index(
        "ix_circles_thread", "circles", ["thread_id"], unique=False, sqlite_where=sa.text("thread_id IS NOT NULL")
    )
    op.create_table(
        "circle_absences",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("who", sa.LargeBinary(), nullable=False),
        sa.Column("person", sa.LargeBinary(), nullable=False),
        sa.Column("circle_id", sa.BigInteger(), nullable=True),
        sa.Column("sits", sa.Boolean(), nullable=False),
        sa.Column("measure_id", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("made_by", sa.LargeBinary(), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_circle_absences"),
    )
    op.create_index("ix_circle_absences_who", "circle_absences", ["guild_id", "who"], unique=False)
    op.create_table(
        "circle_apart",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("who", sa.LargeBinary(), nullable=False),
        sa.Column("other_who", sa.LargeBinary(), nullable=False),
        sa.Column("other", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_circle_apart"),
        sa.UniqueConstraint("guild_id", "who", "other_who", name="uq_circle_apart_guild_id_who_other_who"),
    )
    op.create_table(
        "circle_wishes",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("who", sa.LargeBinary(), nullable=False),
        sa.Column("unhurried", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "who", name="pk_circle_wishes"),
    )
    op.create_table(
        "circle_yielded",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("who", sa.LargeBinary(), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "who", name="pk_circle_yielded"),
    )
    op.create_table(
        "circle_flashbacks",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("circle_id", sa.BigInteger(), nullable=False),
        sa.Column("giver_seat", sa.BigInteger(), nullable=False),
        sa.Column("teller_seat", sa.BigInteger(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("shown_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["circle_id"], ["circles.id"], name="fk_circle_flashbacks_circle_id"),
        sa.PrimaryKeyConstraint("id", name="pk_circle_flashbacks"),
        sa.UniqueConstraint(
            "circle_id", "giver_seat", "teller_seat", name="uq_circle_flashbacks_circle_id_giver_seat_teller_seat"
        ),
    )
    op.create_table(
        "circle_seats",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("circle_id", sa.BigInteger(), nullable=False),
        sa.Column("who", sa.LargeBinary(), nullable=False),
        sa.Column("person", sa.LargeBinary(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("queued", sa.BigInteger(), nullable=True),
        sa.Column("agreed", sa.Boolean(), nullable=False),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.Column("told", sa.String(), nullable=False),
        sa.Column("has_told", sa.Boolean(), nullable=False),
        sa.Column("came_back", sa.Boolean(), nullable=False),
        sa.Column("was_away", sa.Boolean(), nullable=False),
        sa.Column("passes", sa.Boolean(), nullable=False),
        sa.Column("unhurried", sa.Boolean(), nullable=False),
        sa.Column("joined_at", sa.DateTime(), nullable=False),
        sa.Column("let_in_at", sa.DateTime(), nullable=True),
        sa.Column("may_remind", sa.Boolean(), nullable=False),
        sa.Column("may_ask_after", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["circle_id"], ["circles.id"], name="fk_circle_seats_circle_id"),
        sa.PrimaryKeyConstraint("id", name="pk_circle_seats"),
        sa.UniqueConstraint("circle_id", "who", name="uq_circle_seats_circle_id_who"),
    )
    op.create_index("ix_circle_seats_who", "circle_seats", ["guild_id", "who"], unique=False)
    op.create_table(
        "circle_steps",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("circle_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("seat_id", sa.BigInteger(), nullable=True),
        sa.Column("question", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["circle_id"], ["circles.id"], name="fk_circle_steps_circle_id"),
        sa.PrimaryKeyConstraint("id", name="pk_circle_steps"),
        sa.UniqueConstraint("circle_id", "number", name="uq_circle_steps_circle_id_number"),
    )
    op.create_table(
        "circle_stories",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("circle_id", sa.BigInteger(), nullable=False),
        sa.Column("who", sa.LargeBinary(), nullable=False),
        sa.Column("teller", sa.LargeBinary(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("told_at", sa.DateTime(), nullable=True),
        sa.Column("keep", sa.String(), nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["circle_id"], ["circles.id"], name="fk_circle_stories_circle_id"),
        sa.PrimaryKeyConstraint("id", name="pk_circle_stories"),
    )
    op.create_index("ix_circle_stories_in", "circle_stories", ["circle_id"], unique=False)
    op.create_index("ix_circle_stories_who", "circle_stories", ["guild_id", "who"], unique=False)
