"""Reports: the roster, cases, what belongs to them, decisions, and the trail."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "cases",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("receipt_id", sa.BigInteger(), nullable=False),
        sa.Column("form", sa.BigInteger(), nullable=False),
        sa.Column("who", sa.LargeBinary(), nullable=False),
        sa.Column("reporter", sa.LargeBinary(), nullable=False),
        sa.Column("reporter_called", sa.LargeBinary(), nullable=False),
        sa.Column("receipt_name", sa.String(), nullable=False),
        sa.Column("team_name", sa.String(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("names_reporter", sa.Boolean(), nullable=False),
        sa.Column("may_write", sa.Boolean(), nullable=False),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("wish", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("kept_at", sa.DateTime(), nullable=False),
        sa.Column("sends_at", sa.DateTime(), nullable=True),
        sa.Column("sent_at", sa.DateTime(), nullable=True),
        sa.Column("danger_at", sa.DateTime(), nullable=True),
        sa.Column("danger_seen_at", sa.DateTime(), nullable=True),
        sa.Column("opened_at", sa.DateTime(), nullable=True),
        sa.Column("news_at", sa.DateTime(), nullable=True),
        sa.Column("owner_who", sa.LargeBinary(), nullable=True),
        sa.Column("by_letter", sa.Boolean(), nullable=False),
        sa.Column("claimed_by", sa.LargeBinary(), nullable=True),
        sa.Column("claim_ends_at", sa.DateTime(), nullable=True),
        sa.Column("due_at", sa.DateTime(), nullable=True),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("delete_at", sa.DateTime(), nullable=True),
        sa.Column("held_for", sa.LargeBinary(), nullable=True),
        sa.Column("changed", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_cases"),
        sa.UniqueConstraint("guild_id", "receipt_name", name="uq_cases_guild_id_receipt_name"),
        sa.UniqueConstraint("guild_id", "team_name", name="uq_cases_guild_id_team_name"),
        sa.UniqueConstraint("guild_id", "who", "form", name="uq_cases_guild_id_who_form"),
        sa.UniqueConstraint("receipt_id", name="uq_cases_receipt_id"),
    )
    op.create_index(
        "ix_cases_claimed",
        "cases",
        ["guild_id", "claim_ends_at"],
        unique=False,
        sqlite_where=sa.text("claim_ends_at IS NOT NULL"),
    )
    op.create_index(
        "ix_cases_open",
        "cases",
        ["guild_id", "due_at", "id"],
        unique=False,
        sqlite_where=sa.text("state IN ('new', 'looking', 'waiting')"),
    )
    op.create_index("ix_cases_sent", "cases", ["guild_id", "sent_at", "id"], unique=False)
    op.create_index("ix_cases_who", "cases", ["guild_id", "who", "kept_at"], unique=False)
    op.create_table(
        "roster",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("who", sa.LargeBinary(), nullable=False),
        sa.Column("person", sa.LargeBinary(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=True),
        sa.Column("handle", sa.LargeBinary(), nullable=True),
        sa.Column("named_at", sa.DateTime(), nullable=False),
        sa.Column("accepted_at", sa.DateTime(), nullable=True),
        sa.Column("away_until", sa.DateTime(), nullable=True),
        sa.Column("gone_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_roster"),
        sa.UniqueConstraint("guild_id", "who", name="uq_roster_guild_id_who"),
    )
    op.create_table(
        "slowed_reporters",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("who", sa.LargeBinary(), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_slowed_reporters"),
        sa.UniqueConstraint("guild_id", "who", name="uq_slowed_reporters_guild_id_who"),
    )
    op.create_table(
        "trail",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("actor", sa.LargeBinary(), nullable=True),
        sa.Column("why", sa.LargeBinary(), nullable=True),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("chain", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_trail"),
        sa.UniqueConstraint("guild_id", "number", name="uq_trail_guild_id_number"),
    )
    op.create_index("ix_trail_case_id", "trail", ["case_id"], unique=False)
    op.create_index(
        "ix_trail_without_case",
        "trail",
        ["guild_id", "number"],
        unique=False,
        sqlite_where=sa.text("case_id IS NULL AND actor IS NOT NULL AND what != 'deleted'"),
    )
    op.create_table(
        "case_evidence",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("copy", sa.String(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("author", sa.LargeBinary(), nullable=True),
        sa.Column("link", sa.LargeBinary(), nullable=True),
        sa.Column("said_at", sa.DateTime(), nullable=True),
        sa.Column("source", sa.LargeBinary(), nullable=True),
        sa.Column("file_name", sa.LargeBinary(), nullable=True),
        sa.Column("stored_as", sa.String(), nullable=True),
        sa.Column("file_bytes", sa.BigInteger(), nullable=True),
        sa.Column("sha256", sa.LargeBinary(), nullable=True),
        sa.Column("why", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_case_evidence_case_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_case_evidence"),
    )
    op.create_index("ix_case_evidence_case_id", "case_evidence", ["case_id"], unique=False)
    op.create_table(
        "case_identity_requests",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("asked_by", sa.LargeBinary(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("agreed_by", sa.LargeBinary(), nullable=True),
        sa.Column("agreed_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name="fk_case_identity_requests_case_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_case_identity_requests"),
    )
    op.create_index("ix_case_identity_requests_case_id", "case_identity_requests", ["case_id"], unique=False)
    op.create_index(
        "uq_case_identity_requests_open",
        "case_identity_requests",
        ["case_id"],
        unique=True,
        sqlite_where=sa.text("agreed_at IS NULL"),
    )
    op.create_table(
        "case_letters",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("about_id", sa.BigInteger(), nullable=False),
        sa.Column("who", sa.LargeBinary(), nullable=False),
        sa.Column("person", sa.LargeBinary(), nullable=False),
        sa.Column("written_at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_case_letters_case_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_case_letters"),
    )
    op.create_index("ix_case_letters_case_id", "case_letters", ["case_id"], unique=False)
    op.create_index("ix_case_letters_who", "case_letters", ["guild_id", "who"], unique=False)
    op.create_table(
        "case_lines",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("author", sa.LargeBinary(), nullable=True),
        sa.Column("said_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("form", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_case_lines_case_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_case_lines"),
        sa.UniqueConstraint("case_id", "form", name="uq_case_lines_case_id_form"),
    )
    op.create_index("ix_case_lines_case_id", "case_lines", ["case_id"], unique=False)
    op.create_index(
        "uq_case_lines_open_question",
        "case_lines",
        ["case_id"],
        unique=True,
        sqlite_where=sa.text("said = 'question' AND ended_at IS NULL"),
    )
    op.create_table(
        "case_links",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("other_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_case_links_case_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["other_id"], ["cases.id"], name="fk_case_links_other_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_case_links"),
        sa.UniqueConstraint("case_id", "other_id", name="uq_case_links_case_id_other_id"),
    )
    op.create_index("ix_case_links_other_id", "case_links", ["other_id"], unique=False)
    op.create_table(
        "case_people",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("who", sa.LargeBinary(), nullable=False),
        sa.Column("person", sa.LargeBinary(), nullable=False),
        sa.Column("called", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_case_people_case_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_case_people"),
        sa.UniqueConstraint("case_id", "part", "who", name="uq_case_people_case_id_part_who"),
    )
    op.create_index("ix_case_people_who", "case_people", ["guild_id", "who", "part"], unique=False)
    op.create_table(
        "decisions",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("notice_id", sa.BigInteger(), nullable=False),
        sa.Column("subject_name", sa.String(), nullable=False),
        sa.Column("case_changed", sa.BigInteger(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("rule", sa.LargeBinary(), nullable=True),
        sa.Column("to_subject", sa.LargeBinary(), nullable=True),
        sa.Column("to_reporter", sa.LargeBinary(), nullable=True),
        sa.Column("drafted_by", sa.LargeBinary(), nullable=False),
        sa.Column("agreed_by", sa.LargeBinary(), nullable=True),
        sa.Column("emergency", sa.Boolean(), nullable=False),
        sa.Column("drafted_at", sa.DateTime(), nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("review_by", sa.DateTime(), nullable=True),
        sa.Column("reviewed_at", sa.DateTime(), nullable=True),
        sa.Column("appeal_code", sa.LargeBinary(), nullable=True),
        sa.Column("appeal_until", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_decisions_case_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_decisions"),
        sa.UniqueConstraint("guild_id", "subject_name", name="uq_decisions_guild_id_subject_name"),
        sa.UniqueConstraint("notice_id", name="uq_decisions_notice_id"),
    )
    op.create_index("ix_decisions_case_id", "decisions", ["case_id"], unique=False)
    op.create_table(
        "appeals",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("decision_id", sa.BigInteger(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("heard_by", sa.LargeBinary(), nullable=True),
        sa.Column("heard_at", sa.DateTime(), nullable=True),
        sa.Column("answer", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name="fk_appeals_decision_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_appeals"),
        sa.UniqueConstraint("decision_id", name="uq_appeals_decision_id"),
    )
    op.create_table(
        "measures",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("decision_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("who", sa.LargeBinary(), nullable=False),
        sa.Column("person", sa.LargeBinary(), nullable=False),
        sa.Column("ends_at", sa.DateTime(), nullable=True),
        sa.Column("applied_until", sa.DateTime(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=True),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name="fk_measures_decision_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_measures"),
    )
    op.create_index("ix_measures_decision_id", "measures", ["decision_id"], unique=False)
    op.create_index("ix_measures_who", "measures", ["guild_id", "who", "kind"], unique=False)
