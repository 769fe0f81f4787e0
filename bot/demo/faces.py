"""Pictures of the people: drawn at the start, so that nobody's photograph and no file is needed."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from bot.demo import people

SIZE = 96


def draw_all() -> dict[str, bytes]:
    """A PNG for every person by key, and one for the bot under its name."""
    pictures = {person.key: _initials(person.name, person.tint) for person in people.PEOPLE}
    return pictures | {people.BOT: _tree()}


def _initials(name: str, tint: str) -> bytes:
    picture = Image.new("RGB", (SIZE, SIZE), tint)
    letters = "".join(word[0] for word in name.split()[:2])
    font = ImageFont.load_default(SIZE * 0.4)
    ImageDraw.Draw(picture).text((SIZE / 2, SIZE / 2), letters, fill="white", font=font, anchor="mm")
    return _png(picture)


def _tree() -> bytes:
    """A banyan: a wide crown, a trunk and the roots that come down from its branches."""
    large = SIZE * 4  # drawn large and made small, which smooths the edges
    picture = Image.new("RGB", (large, large), "#1f5a43")
    pen = ImageDraw.Draw(picture)

    def at(*points: float) -> list[float]:
        return [point * large for point in points]

    for left, width in ((0.25, 0.025), (0.36, 0.03), (0.46, 0.09), (0.62, 0.03), (0.73, 0.025)):
        pen.rectangle(at(left, 0.45, left + width, 0.82), fill="#cfe3d2")
    for box in ((0.13, 0.3, 0.49, 0.58), (0.51, 0.3, 0.87, 0.58), (0.27, 0.16, 0.73, 0.55)):
        pen.ellipse(at(*box), fill="#8fc7a3")
    return _png(picture.resize((SIZE, SIZE), Image.Resampling.LANCZOS))


def _png(picture: Image.Image) -> bytes:
    file = BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()
