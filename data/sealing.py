"""Seals: what is private is kept encrypted, and whose it is cannot be read off the row.

A sealed value is `version | key id | 96-bit nonce | AES-256-GCM ciphertext`. Guild, table, row and field are
authenticated with it, so a value copied to another place does not open. An older value of the same field can
be put back by whoever can write the file; nothing here prevents that.

Each guild has a key of its own, kept wrapped by the operator's master key. Docs: docs/decisions/0003-seals.md.
"""

import base64
import hashlib
import hmac
import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import LargeBinary, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from data.base import Base

_VERSION = b"\x01"
_KEY_BYTES = 32
_NONCE_BYTES = 12
_KEY_ID_BYTES = 8
_WHO_BYTES = 16


class CannotOpen(Exception):
    """A sealed value does not belong here, or was changed, or was sealed with another key."""


class WrongMasterKey(Exception):
    """The database is sealed with a master key that is not among those given."""


class BadKey(ValueError):
    """A master key is not 32 bytes of base64."""


class GuildKeyRow(Base):
    """One guild's key, wrapped by a master key."""

    __tablename__ = "guild_keys"
    guild_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    wrapped: Mapped[bytes] = mapped_column(LargeBinary)
    master_key_id: Mapped[bytes] = mapped_column(LargeBinary)


def new_master_key() -> str:
    """Return a fresh master key as base64."""
    return base64.b64encode(secrets.token_bytes(_KEY_BYTES)).decode()


def master_key(text: str) -> bytes:
    """Return the bytes of a master key given as base64.

    Raises:
        BadKey: when it is not 32 bytes of base64.
    """
    try:
        key = base64.b64decode(text.strip(), validate=True)
    except ValueError:  # binascii.Error, or a letter beyond ASCII
        raise BadKey from None
    if len(key) != _KEY_BYTES:
        raise BadKey
    return key


def _made(guild_id: int) -> tuple[str, int]:
    """Name the place in `session.info` where a deed remembers a key that it has just made."""
    return ("guild key", guild_id)


def _key_id(key: bytes) -> bytes:
    return hashlib.sha256(b"banyan key id" + key).digest()[:_KEY_ID_BYTES]


def _context(*parts: int | str) -> bytes:
    """Join parts so that no two different lists of parts give the same bytes."""
    encoded = [str(part).encode() for part in parts]
    return b"".join(len(part).to_bytes(4, "big") + part for part in encoded)


@dataclass(frozen=True, slots=True)
class _Cipher:
    """One key, its id, and what can be done with it."""

    key: bytes
    key_id: bytes
    aead: AESGCM

    @classmethod
    def of(cls, key: bytes) -> "_Cipher":
        return cls(key, _key_id(key), AESGCM(key))

    def seal(self, value: bytes, context: bytes) -> bytes:
        nonce = os.urandom(_NONCE_BYTES)
        return _VERSION + self.key_id + nonce + self.aead.encrypt(nonce, value, context)

    def open(self, sealed: bytes, context: bytes) -> bytes:
        head = len(_VERSION) + _KEY_ID_BYTES
        if sealed[:head] != _VERSION + self.key_id:
            raise CannotOpen
        try:
            return self.aead.decrypt(sealed[head : head + _NONCE_BYTES], sealed[head + _NONCE_BYTES :], context)
        except (InvalidTag, ValueError):
            raise CannotOpen from None


@dataclass(frozen=True, slots=True)
class GuildSeals:
    """Seals and opens the private words of one guild."""

    guild_id: int
    _cipher: _Cipher

    def seal(self, row: Base, field: str, value: str) -> bytes:
        """Return `value` sealed for this row and field. The row's `id` must be set.

        Args:
            row: The row that will hold the value.
            field: The name of its sealed column.
            value: The words.
        """
        return self._cipher.seal(value.encode(), self._place(row, field))

    def open(self, row: Base, field: str) -> str:
        """Return the words of a sealed column.

        Raises:
            CannotOpen: when the value was sealed for another place or with another key, or was changed.
        """
        return self._cipher.open(getattr(row, field), self._place(row, field)).decode()

    def seal_bytes(self, row: Base, what: str, value: bytes) -> bytes:
        """Return bytes sealed for this row, to stand outside the database. The row's `id` must be set.

        Args:
            row: The row that they belong to.
            what: What they are of the row; no column's name.
            value: The bytes.
        """
        return self._cipher.seal(value, self._place(row, what))

    def open_bytes(self, row: Base, what: str, sealed: bytes) -> bytes:
        """Return what `seal_bytes` sealed for this row.

        Raises:
            CannotOpen: when they were sealed for another row or with another key, or were changed.
        """
        return self._cipher.open(sealed, self._place(row, what))

    def who(self, purpose: str, person: int | str) -> bytes:
        """Return a digest that says "the same person" within one purpose, and nothing across purposes.

        Args:
            purpose: What the digest is for.
            person: A user id, or whatever else names somebody, such as a handle.
        """
        purpose_key = hmac.digest(self._cipher.key, _context("who", purpose), "sha256")
        return hmac.digest(purpose_key, str(person).encode(), "sha256")[:_WHO_BYTES]

    def _place(self, row: Base, field: str) -> bytes:
        return _context(self.guild_id, row.__tablename__, row.id, field)  # type: ignore[attr-defined]  # every sealed table has an id


class Seals:
    """The guild keys of one database, opened with the operator's master keys.

    Args:
        master_keys: The current key first, then older ones that may still wrap something.
    """

    def __init__(self, master_keys: Sequence[bytes]) -> None:
        self._guilds: dict[int, GuildSeals] = {}
        self.use(master_keys)

    def use(self, master_keys: Sequence[bytes]) -> None:
        """Use these master keys from now on."""
        self._masters = [_Cipher.of(key) for key in master_keys]

    async def known(self, session: AsyncSession, guild_id: int) -> GuildSeals | None:
        """Return the seals of a guild that already has a key."""
        made = session.info.get(_made(guild_id))
        if made is not None:
            return cast(GuildSeals, made)
        if guild_id not in self._guilds:
            row = await session.get(GuildKeyRow, guild_id)
            if row is None:
                return None
            self._guilds[guild_id] = GuildSeals(guild_id, _Cipher.of(self._unwrap(row)))
        return self._guilds[guild_id]

    async def of(self, session: AsyncSession, guild_id: int) -> GuildSeals:
        """Return the seals of a guild, making its key in this deed if it has none yet.

        Until the deed is committed only the deed remembers the key: were it remembered here and the deed
        failed, later words would be sealed with a key that stands nowhere.
        """
        seals = await self.known(session, guild_id)
        if seals is not None:
            return seals
        key = secrets.token_bytes(_KEY_BYTES)
        session.add(self._wrap(guild_id, key))
        seals = GuildSeals(guild_id, _Cipher.of(key))
        session.info[_made(guild_id)] = seals
        return seals

    async def any_wrapped(self, session: AsyncSession) -> bool:
        """Return whether any guild has a key: then a new master key would open nothing."""
        return await session.scalar(select(GuildKeyRow.guild_id).limit(1)) is not None

    async def check(self, session: AsyncSession) -> None:
        """Refuse to go on when a guild's key cannot be opened with the master keys at hand.

        Raises:
            WrongMasterKey: when it cannot.
        """
        for row in await session.scalars(select(GuildKeyRow)):
            self._unwrap(row)

    def rewrap(self, row: GuildKeyRow) -> bool:
        """Wrap a guild's key with the current master key; say whether anything changed.

        Raises:
            WrongMasterKey: when its present master key is not at hand.
        """
        if not self._masters:
            raise WrongMasterKey
        if row.master_key_id == self._masters[0].key_id:
            return False
        fresh = self._wrap(row.guild_id, self._unwrap(row))
        row.wrapped, row.master_key_id = fresh.wrapped, fresh.master_key_id
        return True

    def _wrap(self, guild_id: int, key: bytes) -> GuildKeyRow:
        master = self._masters[0]
        wrapped = master.seal(key, _context("guild key", guild_id))
        return GuildKeyRow(guild_id=guild_id, wrapped=wrapped, master_key_id=master.key_id)

    def _unwrap(self, row: GuildKeyRow) -> bytes:
        for master in self._masters:
            if master.key_id == row.master_key_id:
                try:
                    return master.open(row.wrapped, _context("guild key", row.guild_id))
                except CannotOpen:
                    raise WrongMasterKey from None
        raise WrongMasterKey


def read_key_file(path: Path) -> list[bytes]:
    """Return the master keys of a key file, current first; empty when there is no such file.

    Raises:
        BadKey: when a line of it is no key.
    """
    if not path.exists():
        return []
    return [master_key(line) for line in path.read_text("ascii", "replace").splitlines() if line.strip()]


def make_key_file(path: Path) -> list[bytes]:
    """Create a key file with one fresh key, readable by its owner only.

    Raises:
        FileExistsError: when the file is there already.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(new_master_key() + "\n")
        file.flush()
        os.fsync(file.fileno())
    return read_key_file(path)


def add_key_to_file(path: Path) -> list[bytes]:
    """Put a fresh key first in the key file and keep the older ones below it."""
    beside = path.with_suffix(".new")
    beside.unlink(missing_ok=True)
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(new_master_key() + "\n" + path.read_text("ascii"))
        file.flush()
        os.fsync(file.fileno())
    beside.rename(path)
    return read_key_file(path)
