"""Breaks rules in the parsed project, in memory, and runs the tests that concern them.

dbt parses the project once and keeps it; a mutant changes the text of one model or macro there, and the unit tests of
every model that says or uses it run against the changed text. Mutants that share no test run together. What no unit
test notices goes through the whole demo company: data tests and the planted truth must notice it.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from leakage.accuracy.compare import compare_cells, compare_items, compare_states, decoys_found
from leakage.accuracy.prices import compare_discounts, compare_drift, compare_unapproved_items
from leakage.compiled import STEPS, Compiled, Runs, read_compiled, write_company
from leakage.project import DEMO_RAW_DIR, ROOT, LeakageError, dbt_files, project_vars

MUTANTS = Path(__file__).with_name("mutants.yml")
TRUTH = DEMO_RAW_DIR.parent / "truth"
# Tests that fail are what is wanted here.
SILENT = ("--log-level", "none", "--log-level-file", "none")
REJECTS = "int_rejects__raw_rows"
REPEATED_ROWS = {
    "generic.account": [
        {"account_id": "copied", "account_name": "One"},
        {"account_id": "copied", "account_name": "One"},
        {"account_id": "contradicted", "account_name": "One"},
        {"account_id": "contradicted", "account_name": "Other"},
    ]
}
REPEATED_REJECTS = [
    ("contradicted", "several different rows with one key"),
    ("contradicted #2", "several different rows with one key"),
    ("copied", "exact copy"),
]
ALONE_FROM = 40
"""A mutant that concerns so many unit tests runs by itself: its first failure ends the round."""


@dataclass(frozen=True)
class Mutant:
    """A rule broken: text of a file of the project and what stands there instead."""

    rule: str
    change: str
    file: str
    find: str
    replace: str


@dataclass(frozen=True)
class Verdict:
    """What became of a mutant: the test that noticed it, or why there is none."""

    mutant: Mutant
    killed_by: str | None
    problem: str | None
    seconds: float
    unit_tests: tuple[str, ...] = ()


def read_mutants(file: Path = MUTANTS) -> list[Mutant]:
    """The mutants as listed."""
    listed = yaml.safe_load(file.read_text())
    return [Mutant(**{name: str(value) for name, value in row.items()}) for row in listed]


class Bench:
    """The parsed project and the demo company built with it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.as_of = date.fromisoformat(str(project_vars()["demo_as_of_date"]))
        os.environ |= {
            "LEAKAGE_RAW_DIR": str(DEMO_RAW_DIR),
            **dbt_files(folder),
            "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
        }
        os.chdir(ROOT)
        from dbt.adapters.duckdb.connections import DuckDBConnectionManager
        from dbt.cli.main import dbtRunner

        parsed = dbtRunner().invoke(["--quiet", "parse", *self._arguments])
        if not parsed.success:
            raise LeakageError(f"The project does not parse: {parsed.exception}")
        self.manifest: Any = parsed.result
        self._dbt = dbtRunner(manifest=self.manifest)
        compiled = self._compile_demo()
        # Only one may have a database file open: dbt lets go of it, and the demo company is run beside a copy.
        DuckDBConnectionManager.close_all_connections()
        (folder / "demo").mkdir()
        shutil.copy(compiled.database, folder / "demo")
        with Runs(compiled) as runs:
            runs.build(model.name for model in compiled.models)
            runs.leave_columns()
            noticed = list(self._noticed(runs))
        if noticed:
            raise LeakageError(f"The demo company fails without any mutant: {', '.join(noticed)}")
        self._demo = replace(compiled, folder=folder / "demo")

    @property
    def _arguments(self) -> list[str]:
        return ["--vars", f"{{as_of_date: '{self.as_of.isoformat()}'}}", "--threads", "2"]

    def _compile_demo(self) -> Compiled:
        for step in STEPS:
            done = self._dbt.invoke(["--quiet", *step, *self._arguments])
            if not done.success:
                raise LeakageError(f"dbt {step[0]} fails: {done.exception}")
        return read_compiled(self.folder, self.as_of)

    # --- what a mutant changes ----------------------------------------------------------------------------------------

    def problem_of(self, mutant: Mutant) -> str | None:
        """Why a mutant cannot be applied, if so."""
        found = self._targets(mutant)
        if len(found) != 1:
            return f"the text stands in {len(found)} models or macros of {mutant.file}"
        count = self._text(found[0]).count(mutant.find)
        return None if count == 1 else f"the text stands there {count} times"

    def _targets(self, mutant: Mutant) -> list[Any]:
        candidates = [*self.manifest.nodes.values(), *self.manifest.macros.values()]
        named = [one for one in candidates if one.original_file_path == mutant.file and self._is_code(one)]
        return [one for one in named if mutant.find in self._text(one)]

    @staticmethod
    def _is_code(one: Any) -> bool:
        return one.resource_type in ("model", "macro")

    @staticmethod
    def _text(one: Any) -> str:
        return one.macro_sql if one.resource_type == "macro" else one.raw_code

    @contextmanager
    def applied(self, mutant: Mutant) -> Iterator[None]:
        """The project with the mutant in it."""
        [target] = self._targets(mutant)
        attribute = "macro_sql" if target.resource_type == "macro" else "raw_code"
        before = getattr(target, attribute)
        setattr(target, attribute, before.replace(mutant.find, mutant.replace))
        try:
            yield
        finally:
            setattr(target, attribute, before)

    def models_of(self, mutant: Mutant) -> frozenset[str]:
        """Ids of the models that say or use what the mutant changes."""
        [target] = self._targets(mutant)
        if target.resource_type == "model":
            return frozenset([target.unique_id])
        users = self._users_of(target.unique_id)
        return frozenset(one for one in users if one in self.manifest.nodes)

    def _users_of(self, macro: str) -> set[str]:
        found, waiting = set(), [macro]
        while waiting:
            one = waiting.pop()
            # An engine's own implementation is used wherever the dispatching macro is.
            implemented = self._macros.get(one.rsplit(".", 1)[-1].partition("__")[2])
            for user in [*self._direct_users.get(one, ()), *([implemented] if implemented else [])]:
                if user not in found:
                    found.add(user)
                    waiting.append(user)
        return found

    @cached_property
    def _macros(self) -> dict[str, str]:
        own = [one for one in self.manifest.macros.values() if one.original_file_path.startswith("macros/")]
        return {one.name: one.unique_id for one in own}

    @cached_property
    def _direct_users(self) -> dict[str, list[str]]:
        users: dict[str, list[str]] = {}
        for one in [*self.manifest.nodes.values(), *self.manifest.macros.values()]:
            if self._is_code(one):
                for macro in one.depends_on.macros:
                    users.setdefault(macro, []).append(one.unique_id)
        return users

    # --- unit tests ---------------------------------------------------------------------------------------------------

    def unit_tests_of(self, mutant: Mutant) -> frozenset[str]:
        """Ids of the unit tests of all models that the mutant changes."""
        models = self.models_of(mutant)
        tests = self.manifest.unit_tests.values()
        return frozenset(test.unique_id for test in tests if test.depends_on.nodes[0] in models)

    def run_unit_tests(self, mutants: Sequence[Mutant]) -> list[Verdict]:
        """The verdicts of the unit tests on mutants that share none of them."""
        started = time.monotonic()
        tests = {mutant: self.unit_tests_of(mutant) for mutant in mutants}
        names = [self.manifest.unit_tests[one].name for found in tests.values() for one in found]
        with ExitStack() as stack:
            for mutant in mutants:
                stack.enter_context(self.applied(mutant))
            results = self._run_unit_tests(names, first_is_enough=len(mutants) == 1)
        share = (time.monotonic() - started) / len(mutants)
        return [self._judged(mutant, [results.get(one) for one in tests[mutant]], share) for mutant in mutants]

    def failing_without_mutant(self, names: Iterable[str]) -> set[str]:
        """The unit tests that fail on the project as it is: they notice nothing."""
        results = self._run_unit_tests(names, first_is_enough=False).values()
        return {result.node.name for result in results if result.status in ("fail", "error")}

    def _run_unit_tests(self, names: Iterable[str], *, first_is_enough: bool) -> dict[str, Any]:
        """Results by the id of the test."""
        selected = " ".join(sorted(set(names)))
        if not selected:
            return {}
        arguments = [*self._arguments, *(["--fail-fast"] if first_is_enough else []), "--no-write-json"]
        done = self._dbt.invoke([*SILENT, "test", *arguments, "--select", selected])
        if done.result is None:
            raise LeakageError(f"The unit tests do not run: {done.exception}")
        return {result.node.unique_id: result for result in done.result.results}

    @staticmethod
    def _judged(mutant: Mutant, results: Iterable[Any], seconds: float) -> Verdict:
        ran = sorted((result for result in results if result is not None), key=lambda result: result.node.name)
        failed = tuple(result.node.name for result in ran if result.status == "fail")
        broken = [f"{result.node.name}: {result.message}" for result in ran if result.status == "error"]
        if failed:
            more = f" and {len(failed) - 1} more" if len(failed) > 1 else ""
            return Verdict(mutant, f"unit test {failed[0]}{more}", None, seconds, failed)
        return Verdict(mutant, None, f"it does not run: {broken[0]}" if broken else None, seconds)

    # --- the demo company ---------------------------------------------------------------------------------------------

    def run_demo(self, mutant: Mutant) -> Verdict:
        """The verdict of the whole on a mutant: raw rows, data tests and planted truth of the demo company."""
        started, killed_by, problem = time.monotonic(), None, None
        names = sorted(self.manifest.nodes[one].name for one in self.models_of(mutant))
        try:
            with self.applied(mutant):
                rejected = self._rejected() if REJECTS in names else REPEATED_REJECTS
                changed = self._compile(names)
            if rejected != REPEATED_REJECTS:
                killed_by = "raw rows with one key"
            else:
                with Runs(replace(self._demo, nodes=self._demo.with_sql(changed))) as runs:
                    runs.build(model.name for model in self._demo.models)
                    killed_by = next(self._noticed(runs), None)
        except LeakageError as error:
            problem = f"it does not run: {error}"
        return Verdict(mutant, killed_by, problem, time.monotonic() - started)

    def _compile(self, names: list[str]) -> dict[str, str]:
        done = self._dbt.invoke([*SILENT, "compile", *self._arguments, "--no-write-json", "--select", " ".join(names)])
        if not done.success:
            raise LeakageError(f"{', '.join(names)}: {done.exception}")
        return {result.node.name: result.node.compiled_code for result in done.result.results}

    def _rejected(self) -> list[tuple[Any, ...]]:
        """What becomes of raw rows that share a key."""
        write_company(self.folder / "repeated", REPEATED_ROWS, ["generic"])
        os.environ["LEAKAGE_RAW_DIR"] = str(self.folder / "repeated")
        try:
            changed = self._compile([REJECTS])
        finally:
            os.environ["LEAKAGE_RAW_DIR"] = str(DEMO_RAW_DIR)
        with Runs(replace(self._demo, nodes=self._demo.with_sql(changed))) as runs:
            runs.build([REJECTS])
            return sorted(runs.query(f"select row_key, reason from {REJECTS}"))

    @staticmethod
    def _noticed(runs: Runs) -> Iterator[str]:
        for name in runs.broken_invariants():
            yield f"data test {name}"
        for what, differences in (
            ("states", compare_states(TRUTH, runs.query).differences()),
            ("bridge", compare_cells(TRUTH, runs.query).differences()),
            ("items", compare_items(TRUTH, runs.query).differences()),
            ("decoys", decoys_found(TRUTH, runs.query)),
            ("price drift", compare_drift(TRUTH, runs.query, "drift_amount").differences()),
            ("discounts", compare_discounts(TRUTH, runs.query).differences()),
            ("unapproved discounts", compare_unapproved_items(TRUTH, runs.query).differences()),
        ):
            if differences:
                yield f"planted truth of the {what}"


def rounds(bench: Bench, mutants: Iterable[Mutant]) -> list[list[Mutant]]:
    """Mutants in groups that share no unit test, those with many tests by themselves."""
    grouped: list[tuple[set[str], list[Mutant]]] = []
    for mutant in sorted(mutants, key=lambda one: len(bench.unit_tests_of(one))):
        tests = bench.unit_tests_of(mutant)
        for used, group in grouped:
            if not used & tests and len(tests) < ALONE_FROM:
                used |= tests
                group.append(mutant)
                break
        else:
            grouped.append((set(tests), [mutant]))
    return [group for _, group in grouped]
