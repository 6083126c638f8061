"""Two registries, of leaks and of decoys: each entry is a deal and what happens to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from leakage.demo.plans import Plan, Spec

Planting = Callable[[Plan], None]


@dataclass(frozen=True)
class Entry:
    """One member of the cast."""

    kind: str  # a leak's cause, a decoy's kind
    note: str
    spec: Spec
    plant: Planting
    is_extra: bool = False  # only in companies that are large enough for pairs


LEAKS: list[Entry] = []
DECOYS: list[Entry] = []


def _register(entries: list[Entry], kind: str, spec: dict[str, Any], is_extra: bool) -> Callable[[Planting], Planting]:
    def decorate(plant: Planting) -> Planting:
        note = " ".join((plant.__doc__ or plant.__name__).split())
        entries.append(Entry(kind, note, Spec(**spec), plant, is_extra))
        return plant

    return decorate


def leak(cause: str, *, is_extra: bool = False, **spec: Any) -> Callable[[Planting], Planting]:
    """Plants a leak of this cause on a deal of its own. The docstring is the note in the truth."""
    return _register(LEAKS, cause, spec, is_extra)


def decoy(kind: str, *, is_extra: bool = False, **spec: Any) -> Callable[[Planting], Planting]:
    """Something that looks like a leak and is none: nothing may be found on its deal."""
    return _register(DECOYS, kind, {"start_month": 9, **spec}, is_extra)


def plain_decoy(kind: str, note: str, *, is_extra: bool = False, **spec: Any) -> None:
    """A decoy whose whole point is the kind of its deal."""
    DECOYS.append(Entry(kind, note, Spec(**{"start_month": 9, **spec}), lambda plan: None, is_extra))
