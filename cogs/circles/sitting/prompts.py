"""What a circle asks in a stage: the prompt of a round, a question of the debrief."""

from cogs.circles.circle import Stage
from data import circle_prompts
from data.circles import CircleRow


def asked_in(row: CircleRow, stage: Stage, question: int = 0) -> str:
    """Return the prompt or the question that a circle has for a stage; nothing where it has none."""
    if stage is Stage.DEBRIEF:
        return circle_prompts.questions(row.id)[question].text
    pair = circle_prompts.pair(row.pair_id)
    if pair is None:
        return ""
    return {Stage.ROUND_ONE: pair.one, Stage.ROUND_TWO: pair.two}.get(stage, "")
