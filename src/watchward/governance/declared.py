"""A data set's declaration in plain words: what is done to a field, when it is due, whose it is."""

from watchward.contract.bands import band_labels
from watchward.contract.dataset import Dataset, Field
from watchward.contract.duty import DutyRule
from watchward.contract.holders import Holder

FORMS = {
    "id": "record number: one to three words, a digit among them",
    "text": "text, at most 100 characters",
    "integer": "whole number",
    "date": "date: YYYY-MM-DD, DD/MM/YYYY, DD.MM.YYYY, DD-MM-YYYY or 05-Jan-2026",
    "time": "time: HH:MM, HH:MM:SS or HHMM",
    "moment": "date and time",
    "month": "month: YYYY-MM",
    "coordinate": "coordinate",
    "outward": "outward postcode; a whole postcode is cut to its first half",
    "place_number": "a register's number of a place: one word, a digit in it",
    "yes_no": "yes or no",
    "code": "code",
}
PRECISIONS = {
    "minute": "to the minute",
    "hour": "to the hour; the minutes stay with the provider",
    "day": "to the day",
    "month": "the month only",
}


def list_of(field: Field) -> str:
    """The code list that a field's cells are held to, where there is one."""
    return field.codes or ("yes_no" if field.type == "yes_no" else "")


def treated(dataset: Dataset, field: Field) -> str:
    """What the provider's program does to a field before anything leaves."""
    if field.treatment == "drop":
        return "dropped"
    if field.type == "id":
        kept = field.treatment == "keep"
        return "leaves as record_id" + ("" if kept else ", a keyed pseudonym of it")
    if field.name in dataset.spine_fields:
        exact = field.treatment == "keep"
        return "leaves as it is" if exact else "leaves only as time or place, above"
    if field.treatment == "band":
        return f"leaves as a band: {', '.join(band_labels(field.bands))}"
    return "leaves as the code" if list_of(field) else "leaves as it is"


def precision(dataset: Dataset, field: Field) -> str:
    """How finely a field of time or place leaves; the treatment of any other."""
    time, place = dataset.time, dataset.place
    if field.treatment == "drop" or field.name not in dataset.spine_fields:
        return treated(dataset, field)
    if field.name in time.fields:
        return PRECISIONS[time.keep]
    if field.name == place.area:
        return "area code"
    if field.name == place.name:
        return "published name"
    return pointed(dataset)


def pointed(dataset: Dataset) -> str:
    """How a point leaves."""
    place = dataset.place
    if place.snap_metres:
        return f"as the centre of its {place.snap_metres} m square"
    already = ", as the publisher moved it" if place.precision == "snapped" else ", to the metre"
    return f"as it stands in the file{already}"


def due(rule: DutyRule) -> str:
    """When a period falls due, how sure that is, and who says so."""
    every = "month" if rule.every == 1 else "quarter"
    after = f"the last day of month {rule.due_months} after it"
    days = f" and {rule.due_days} days" if rule.due_days else ""
    return f"from {rule.valid_from}: every {every}, by {after}{days} ({rule.status}; {rule.source})"


def held_by(body: Holder) -> str:
    """A kind of body, where and from when to when."""
    until = f" to {body.valid_to}" if body.valid_to else ""
    return (
        f"{body.name}, {body.nation}, from {body.valid_from}{until} ({body.status}; {body.source})"
    )


def kept_for(dataset: Dataset) -> str:
    """For how long, and on what that rests."""
    words = f"{dataset.retention_status}; {dataset.retention_source}"
    return f"{dataset.retention_months} months ({words})"
