"""When a number may have changed."""

from datetime import date, timedelta

from data.support import Resource

CHECK_FIRST_AFTER = timedelta(days=180)  # R51
LIST_FOR_OPERATOR_AFTER = timedelta(days=365)  # R51


def says_check_first(resource: Resource, on: date) -> bool:
    """Return whether people are told to check before they rely on it: its source is old, or has no date."""
    return resource.source_on is None or on - resource.source_on > CHECK_FIRST_AFTER


def is_for_operator(resource: Resource, on: date) -> bool:
    """Return whether whoever runs this bot is asked to look it up again."""
    return resource.source_on is None or on - resource.source_on > LIST_FOR_OPERATOR_AFTER
