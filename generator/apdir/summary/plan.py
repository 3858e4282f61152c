"""A placement as it is planned, for one pupil without a name: what the rules say of it.

The page's script, `theme/assets/plan.js`, does the same in the reader's browser, by the same table. A test holds the
two together. Nothing here is about a pupil who is known: a plan is what somebody types, and is never kept.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from apdir.days import day_in_words

#: What is typed, and what follows from it. Yes and no are words, and None is what is not known.
Facts = dict[str, Any]
DAYS = {"Mon": "Monday", "Tue": "Tuesday", "Wed": "Wednesday", "Thu": "Thursday", "Fri": "Friday"}
HALVES = {"am": "morning", "pm": "afternoon"}
SESSIONS = tuple(f"{day} {half}" for day in DAYS for half in HALVES)
STAGES = {"KS1": (1, 2), "KS2": (3, 6), "KS3": (7, 9), "KS4": (10, 11), "KS5": (12, 13)}
HOURS = re.compile(r"(\d{1,3})(?::([0-5]\d)|\.(\d{1,2}))?\Z")
PLACE = re.compile(r"\{(\w+)(?:\|([a-z -]+)|\+(\w+))?\}")
#: A placement whose end is open is looked at for so long.
YEAR = timedelta(weeks=52)


def advise(plan: Mapping[str, Any], book: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What each rule of a book says of a plan: its id, the provider's number or 0, state, code, text and days."""
    whole = plan_facts(plan, book["facts"])
    providers = provider_facts(plan, whole)
    told = []
    for rule in book["rules"]:
        for number, subject in enumerate(providers, 1) if rule["of"] == "provider" else [(0, whole)]:
            facts = {**subject, **rule["facts"]}
            if not holds(rule["when"], facts):
                continue
            for name, cases in rule["let"].items():
                facts[name] = next(case["is"] for case in cases if holds(case.get("when", {}), facts))
            line = next((line for line in rule["lines"] if holds(line["when"], facts)), None)
            if line is not None:
                if rule["part"] == "registration" and line["is"] == "over":
                    subject["barred"] = "yes"
                told.append(
                    {
                        "id": rule["id"],
                        "of": number,
                        "is": line["is"],
                        "code": line.get("code", ""),
                        "text": filled(line["text"], facts),
                        "dates": dates(rule["due"], facts, book),
                    }
                )
    return told


def holds(when: Mapping[str, Any], facts: Mapping[str, Any]) -> bool:
    """Whether every condition holds."""
    return all(_is(facts.get(name), wanted, facts) for name, wanted in when.items())


def _is(value: Any, wanted: Any, facts: Mapping[str, Any]) -> bool:
    if isinstance(wanted, list):
        return bool(value in wanted)
    if not isinstance(wanted, dict):
        return bool(value == wanted)
    return all(_compares(value, how, facts.get(than, than)) for how, than in wanted.items())


def _compares(value: Any, how: str, than: Any) -> bool:
    if how == "known":
        return bool((value is not None) == (than == "yes"))
    if value is None or than is None:
        return False
    tests = {"at most": value <= than, "less than": value < than, "at least": value >= than, "more than": value > than}
    return bool(tests[how])


def minutes(typed: Any) -> int | None:
    """Hours as they are typed, `7`, `7.5` or `7:30`, in minutes; None for what is no number of hours."""
    found = HOURS.match(str(typed if typed is not None else "").strip())
    if found is None:
        return None
    part = int(found[2]) if found[2] else math.floor(float(f"0.{found[3] or 0}") * 60 + 0.5)
    return int(found[1]) * 60 + part


def _whole(typed: Any) -> int | None:
    text = str(typed if typed is not None else "").strip()
    return int(text) if re.fullmatch(r"\d{1,4}", text, re.ASCII) else None


def _day(typed: Any) -> str | None:
    text = str(typed or "")
    try:
        return date.fromisoformat(text).isoformat() if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else None
    except ValueError:
        return None


def later(day: str, days: int) -> str:
    """A day so many days on."""
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def stage_of(plan: Mapping[str, Any]) -> str | None:
    """The key stage that a plan gives, or that its year is in."""
    year = _whole(plan.get("year"))
    if year is None:
        stage = plan.get("stage")
        return stage if stage in STAGES else None
    return next((stage for stage, (first, last) in STAGES.items() if first <= year <= last), None)


def week_in_words(sessions: Sequence[str]) -> str:
    """`Monday and Tuesday morning`: a whole day by its name alone."""
    words = []
    for day, name in DAYS.items():
        halves = [half for half in HALVES if f"{day} {half}" in sessions]
        if halves:
            words.append(name if len(halves) == len(HALVES) else f"{name} {HALVES[halves[0]]}")
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1] if words else "")))


def _sessions(place: Mapping[str, Any]) -> list[str]:
    return [session for session in SESSIONS if session in (place.get("sessions") or ())]


def plan_facts(plan: Mapping[str, Any], given: Mapping[str, Any]) -> Facts:
    """What a plan as a whole is."""
    school, providers = plan.get("school") or {}, plan.get("providers") or []
    stage = stage_of(plan)
    every = [school, *providers]
    hours = [minutes(place.get("hours")) for place in every]
    apart = [
        (place, time, len(_sessions(place)))
        for place, time in zip(providers, hours[1:], strict=True)
        if place.get("registered") == "no"
    ]
    used = [session for place in every for session in _sessions(place)]
    usual = minutes(given["usual_week"]) if stage == given["usual_stage"] else None
    week = minutes(plan.get("full_week")) or usual
    total = sum(time or 0 for time in hours)
    clash = len(used) - len(set(used))
    missing = any(time is None and _sessions(place) for place, time in zip(every, hours, strict=True))
    enough = total >= (week or 0)
    weeks, start = _whole(plan.get("weeks")) or None, _day(plan.get("start"))
    end = later(start, 7 * weeks - 1) if start and weeks else None
    return {
        **given,
        "stage": stage,
        "leaver": "yes" if _whole(plan.get("year")) == 11 else "no",
        "compulsory": None if stage is None else "no" if stage == "KS5" else "yes",
        **{name: plan.get(name) or None for name in ("ehcp", "looked_after", "arranged", "medical", "part_time")},
        "total_hours": total / 60,
        "hours_missing": "yes" if missing else "no",
        "full_hours": week / 60 if week else None,
        "full": None if not week or (clash if enough else missing) else "yes" if enough else "no",
        "beyond": max(total - (minutes(plan.get("full_week")) or total), 0) / 60,
        "short": max(week - total, 0) / 60 if week else None,
        "unregistered_hours": sum(time or 0 for _, time, _ in apart) / 60,
        "unregistered_most": max((time or 0 for _, time, _ in apart), default=0) / 60,
        "unregistered_missing": sum(time is None and number > 0 for _, time, number in apart),
        "unregistered_sessions": sum(number for _, _, number in apart),
        "unsaid": sum(
            not place.get("registered") and bool(_sessions(place) or time)
            for place, time in zip(providers, hours[1:], strict=True)
        ),
        "weeks": weeks,
        "start": start,
        "end": end,
        "last": end or (later(start, YEAR.days - 1) if start else None),
        "referred": _day(plan.get("referred")),
        "placed": len(used),
        "free": len([session for session in SESSIONS if session not in used]),
        "free_week": week_in_words([session for session in SESSIONS if session not in used]),
        "clash": clash,
    }


def provider_facts(plan: Mapping[str, Any], whole: Facts) -> list[Facts]:
    """What the pupil's time at each provider is."""
    providers = plan.get("providers") or []
    found = []
    for number, place in enumerate(providers, 1):
        sessions, time = _sessions(place), minutes(place.get("hours"))
        runs, others = minutes(place.get("runs")), _whole(place.get("others"))
        elsewhere = [plan.get("school") or {}, *(other for other in providers if other is not place)]
        clock = re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", str(place.get("starts") or ""))
        found.append(
            {
                **whole,
                "name": place.get("name") or f"Provider {number}",
                **{name: place.get(name) or None for name in ("registered", "supervised", "at_home", "on_roll")},
                "hours": time / 60 if time is not None else None,
                "used": "yes" if sessions or time else "no",
                "sessions": len(sessions),
                "days": len({session[:3] for session in sessions}),
                "week": week_in_words(sessions),
                "runs": runs / 60 if runs is not None else None,
                "others": others,
                "others_one": "no" if others == 0 else place.get("others_one") or None,
                "barred": "no",
                "with_this": others + 1 if others is not None else None,
                "sole": "no" if any(_sessions(other) or minutes(other.get("hours")) for other in elsewhere) else "yes",
                "starts": clock[0] if clock else None,
                **_entry(place, sessions, whole["stage"]),
            }
        )
    return found


def _entry(place: Mapping[str, Any], sessions: Sequence[str], stage: str | None) -> Facts:
    """What the provider's entry in the directory says of its place in the plan; nothing where it has none."""
    days, takes = place.get("open_days") or (), place.get("takes") or ()
    shut = [session for session in sessions if days and session[:3] not in days]
    return {
        "shut": len(shut),
        "shut_week": week_in_words(shut),
        "takes": " and ".join(filter(None, (", ".join(takes[:-1]), takes[-1] if takes else ""))),
        "taken": ("yes" if stage in takes else "no") if takes and stage else None,
        "closed": place.get("closed") or None,
    }


def dates(due: Mapping[str, Any], facts: Mapping[str, Any], book: Mapping[str, Any]) -> list[str]:
    """The days on which something is due: each as far as terms and the placement are known."""
    if "after" in due:
        begin = facts[due["after"]]
        amount = {key: facts.get(due[key], due[key]) for key in ("days", "weeks", "less") if key in due}
        on = amount.get("days", 0) + 7 * amount.get("weeks", 0) - amount.get("less", 0)
        return [later(begin, on)] if begin else []
    if "each" not in due or not facts["start"]:
        return []
    spans = book["terms" if due["each"] == "term" else "half_terms"]
    there = [min(end, facts["last"]) for begin, end in spans if begin <= facts["last"] and end >= facts["start"]]
    return there[:1] if "first" in due else there


def filled(text: str, facts: Mapping[str, Any]) -> str:
    """A text with its facts in place."""

    def put(found: re.Match[str]) -> str:
        value, how = facts[found[1]], found[2]
        if found[3]:
            hour, minute = map(int, value.split(":"))
            at = hour * 60 + minute + facts[found[3]]
            return f"{at // 60 % 24:02}:{at % 60:02}"
        if how == "hours":
            return in_hours(value)
        if how == "date":
            return day_in_words(date.fromisoformat(value))
        return f"{value} {how}{'' if value == 1 else 's'}" if how else str(value)

    return PLACE.sub(put, text)


def in_hours(hours: float) -> str:
    """`7 hours 30 minutes`."""
    whole, rest = divmod(math.floor(hours * 60 + 0.5), 60)
    words = [f"{whole} hour{'' if whole == 1 else 's'}"] if whole or not rest else []
    return " ".join([*words, *([f"{rest} minute{'' if rest == 1 else 's'}"] if rest else [])])
