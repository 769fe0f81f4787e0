"""What a person reads when they did something: the answer, a kind no, or an apology with a reference.

`Call` is one thing that a person did, a command, a press or a form sent, and every handler gets one.
"""

import functools
import io
import secrets
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any, Concatenate, Literal, ParamSpec

import discord
from discord import app_commands

from bot import language, logs
from bot.access import Person, Standing
from bot.kit import Kit
from bot.language import Text
from bot.membership import person_of
from bot.refusal import Refusal
from bot.ui import Drawing, Form
from data.engine import StoreBusy, StoreFull

if TYPE_CHECKING:
    from bot.app import Banyan

log = logs.get(__name__)

WENT_WRONG = Text(
    "Something went wrong on our side, not yours. If you ask {operator}, who runs this bot, say “{reference}”."
)
NOT_KEPT = Text("Not kept. {why}\nYour words are in the file below, so nothing you wrote is lost.")
DONE_ALL_THE_SAME = Text("What you asked for is done; only this answer failed. {why}")
BUSY = Text("Banyan is busy at this moment. Please try again in a minute.")
FULL = Text("Banyan has no room left to keep anything. {operator}, who runs it, has to make room first.")
NO_LONGER_WORKS = Text("This no longer works. The commands still do: /help lists them.")
YOUR_WORDS_FILE = "your-words.txt"

_LONGEST_CHOICE = 20  # of what is chosen in a form, a user id at most; what is longer was typed

Defer = Literal["private", "update"] | None
_P = ParamSpec("_P")


class Call:
    """One thing that a person did.

    Attributes:
        interaction: Discord's own object.
        person: Who, where, and as what.
        language: The language the person reads.
        row_id: The row that a button or form is about; 0 for a command.
        form: A form's own random number, the same when it is sent twice; 0 otherwise.
        values: What a form's fields hold, by name.
        picked: What was picked in a form's fields that take any number of things, by name.
        committed: Set by a handler once its deed is done: what fails after that is only the answer.
    """

    def __init__(
        self,
        interaction: "discord.Interaction[Banyan]",
        *,
        row_id: int = 0,
        form: int = 0,
        values: Mapping[str, str] | None = None,
        picked: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        self.interaction = interaction
        self.person: Person = person_of(interaction)
        self.language = language.nearest(str(interaction.locale.value))
        self.row_id = row_id
        self.form = form
        self.values = values or {}
        self.picked = picked or {}
        self.committed = False

    @property
    def bot(self) -> "Banyan":
        """The running bot."""
        return self.interaction.client

    @property
    def kit(self) -> Kit:
        """What actions need."""
        return self.bot.kit

    async def defer(self, how: Defer) -> None:
        """Tell Discord that the answer takes a moment; only this person sees it.

        Args:
            how: `private` for a new answer, `update` to change the message that was pressed.
        """
        if how == "private":
            await self.interaction.response.defer(ephemeral=True, thinking=True)
        elif how == "update":
            await self.interaction.response.defer()

    async def show(self, drawing: Drawing, *, file: discord.File | None = None) -> None:
        """Answer with a drawing that only this person sees."""
        response, nobody = self.interaction.response, discord.AllowedMentions.none()
        files = [] if file is None else [file]
        if not response.is_done():
            await response.send_message(view=drawing, ephemeral=True, allowed_mentions=nobody, files=files)
        elif response.type is discord.InteractionResponseType.deferred_channel_message:
            await self.interaction.edit_original_response(view=drawing, attachments=files, allowed_mentions=nobody)
        else:
            await self.interaction.followup.send(view=drawing, ephemeral=True, allowed_mentions=nobody, files=files)

    async def replace(self, drawing: Drawing) -> None:
        """Put a drawing in place of the private message whose button was pressed."""
        if self.interaction.message is None or not self.interaction.message.flags.ephemeral:
            await self.show(drawing)
        elif not self.interaction.response.is_done():
            await self.interaction.response.edit_message(view=drawing)
        else:
            await self.interaction.edit_original_response(view=drawing)

    async def say(self, text: Text, **names: object) -> None:
        """Answer with one sentence that only this person sees."""
        await self.show(Drawing(parts=[text.in_(self.language, **names)]))

    async def open(self, form: Form) -> None:
        """Open a form. It must be the first answer."""
        await self.interaction.response.send_modal(form)


async def carry_out(call: Call, work: Callable[[], Awaitable[None]], *, defer: Defer, least: Standing) -> None:
    """Do what a person asked, and answer whatever happens.

    Args:
        call: What they did.
        work: What to do.
        defer: How to hold the answer open, if the work may take long.
        least: Who may ask for it.
    """
    with call.bot.in_flight():
        try:
            call.person.must_be(least)
            await call.defer(defer)
            await work()
        except Exception as error:
            await answer_error(call, error)


async def answer_error(call: Call, error: BaseException) -> None:
    """Tell the person what became of it: never silence, never blame, never a technical word."""
    if isinstance(error, app_commands.CommandInvokeError | app_commands.TransformerError):
        error = error.__cause__ or error
    said = _sentence(call, error)
    words = "\n\n".join(
        value
        for name, value in call.values.items()
        if value.strip() and (name == "words" or len(value) > _LONGEST_CHOICE)
    )
    try:
        if call.committed:
            await call.say(DONE_ALL_THE_SAME, why=said)
        elif words:
            file = discord.File(io.BytesIO(words.encode()), YOUR_WORDS_FILE)
            await call.show(Drawing(parts=[NOT_KEPT.in_(call.language, why=said), file_part(file)]), file=file)
        else:
            await call.show(Drawing(parts=[said]))
    except discord.HTTPException as failed:
        log.warning("answer.not_delivered", status=failed.status, code=failed.code)


def file_part(file: discord.File) -> discord.ui.File[Drawing]:
    """Return the part of a drawing that shows an attached file."""
    return discord.ui.File(file)


def picture_part(file: discord.File, *, alt: str) -> discord.ui.MediaGallery[Drawing]:
    """Return the part of a drawing that shows an attached picture, covered until somebody uncovers it.

    Args:
        file: The picture.
        alt: What is said instead of it, already in the reader's language.
    """
    gallery: discord.ui.MediaGallery[Drawing] = discord.ui.MediaGallery()
    gallery.add_item(media=file, description=alt, spoiler=True)
    return gallery


def _sentence(call: Call, error: BaseException) -> str:
    if isinstance(error, Refusal):
        return error.in_(call.language)
    if isinstance(error, StoreBusy):
        return BUSY.in_(call.language)
    if isinstance(error, StoreFull):
        log.error("store.full")
        return FULL.in_(call.language, operator=call.bot.operator)
    reference = secrets.token_hex(3)
    log.error("answer.failed", reference=reference, exc_info=error)
    return WENT_WRONG.in_(call.language, operator=call.bot.operator, reference=reference)


def answered(
    *, defer: Defer = None, least: Standing = Standing.MEMBER, facilitators: bool = False
) -> Callable[[Callable[Concatenate[Any, Call, _P], Awaitable[None]]], Any]:
    """Make a command of a cog's method that takes a `Call`.

    Args:
        defer: How to hold the answer open, if it may take long.
        least: Who may use it; also what the docs say.
        facilitators: Whether the action itself looks for facilitators and the team; what the docs say then.
    """

    def wrap(function: Callable[Concatenate[Any, Call, _P], Awaitable[None]]) -> Any:
        @functools.wraps(function)
        async def command(
            self: Any, interaction: "discord.Interaction[Banyan]", /, *args: _P.args, **kwargs: _P.kwargs
        ) -> None:
            call = Call(interaction)
            await carry_out(call, lambda: function(self, call, *args, **kwargs), defer=defer, least=least)

        command.__annotations__ = {**function.__annotations__}
        command.least = least  # type: ignore[attr-defined]  # read by whatever lists the commands
        command.facilitators = facilitators  # type: ignore[attr-defined]  # as above
        return command

    return wrap
