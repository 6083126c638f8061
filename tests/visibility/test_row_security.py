"""Row-level security on a real Postgres: partners log in as themselves and read their own rows, whatever they try."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest

from leakage.partners.export import FILES, RECIPIENTS
from leakage.project import DEMO_RAW_DIR, ROOT
from tests.project import builds
from tests.project.builds import Build
from tests.project.conftest import demo, once
from tests.visibility.partner_files import Portal
from tests.visibility.postgres import OWNER, PASSWORD, Server, running

psycopg2 = pytest.importorskip("psycopg2", reason="the Postgres driver comes with dbt-postgres")

__all__ = ["demo", "once"]  # fixtures that this folder shares

pytestmark = [
    pytest.mark.slow,
]

GROUP = "leakage_partners"
BUILDER = "builder"  # the user of dbt: no superuser
TYPES = {"VARCHAR": "text", "DATE": "date", "BOOLEAN": "boolean", "INTEGER": "integer", "BIGINT": "bigint"}
PROFILE = """
revenue_leakage:
  target: postgres
  outputs:
    postgres: {{type: postgres, host: 127.0.0.1, port: {port}, user: {user}, password: "{password}", dbname: postgres,
               schema: main, threads: 1}}
"""


@dataclass(frozen=True)
class Warehouse:
    """A Postgres that holds what the marts of partners are made of, and dbt to build them there."""

    server: Server
    folder: Path

    def query(self, sql: str, user: str = OWNER, password: str = PASSWORD) -> list[tuple[Any, ...]]:
        """Rows, in a session of this user."""
        connection = psycopg2.connect(
            host="127.0.0.1", port=self.server.port, user=user, password=password, dbname=self.server.dbname
        )
        try:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(sql)
                return list(cursor.fetchall()) if cursor.description else []
        finally:
            connection.close()

    def dbt(self, *arguments: str) -> str:
        """Run dbt against this server; what it printed."""
        made = builds.environment(self.folder) | {"DBT_PROFILES_DIR": str(self.folder)}
        command = [sys.executable, "-c", "from dbt.cli.main import cli; cli()", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=made, capture_output=True, text=True, stdin=subprocess.DEVNULL)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def partner(self, partner_id: str) -> "Login":
        """The login of a partner."""
        [(key,)] = self.query(
            f"select visible_to_partner_key from main.{RECIPIENTS} where visible_to_partner_id = '{partner_id}'"
        )
        role, password = f"{GROUP}_{key}", f"secret of {partner_id}"
        self.query(f"alter role \"{role}\" password '{password}'")
        return Login(self, role, password)


@dataclass(frozen=True)
class Login:
    """A partner with its password."""

    warehouse: Warehouse
    role: str
    password: str

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        return self.warehouse.query(sql, self.role, self.password)


def parents(build: Build) -> list[str]:
    """Relations that the marts of partners read and that are no such marts."""
    nodes = build.manifest["nodes"]
    marts = {name for name, node in nodes.items() if node["path"].startswith("marts/partners/")}
    read = {one for name in marts for one in nodes[name]["depends_on"]["nodes"]} - marts
    return sorted(nodes[name]["name"] for name in read)


def copy_table(build: Build, table: str, warehouse: Warehouse) -> None:
    """A table of the DuckDB build into schema main of the server."""
    path = warehouse.folder / "table.csv"
    with duckdb.connect(str(build.database), read_only=True) as connection:
        columns = connection.execute(f"describe {table}").fetchall()
        connection.execute(f"copy {table} to '{path}' (format csv, header false)")
    typed = ", ".join(f'"{name}" {postgres_type(kind)}' for name, kind, *_ in columns)
    warehouse.query(f'create table main."{table}" ({typed})', BUILDER)
    connection = psycopg2.connect(
        host="127.0.0.1", port=warehouse.server.port, user=BUILDER, password=PASSWORD, dbname=warehouse.server.dbname
    )
    with connection, connection.cursor() as cursor, path.open(encoding="utf-8") as file:
        cursor.copy_expert(f'copy main."{table}" from stdin (format csv)', file)
    connection.close()


def postgres_type(kind: str) -> str:
    """Postgres's name of a type of DuckDB."""
    return "timestamp" if kind.startswith("TIMESTAMP") else {**TYPES, "HUGEINT": "numeric"}.get(kind, kind)


@pytest.fixture(scope="module")
def warehouse(demo: Build, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    """Marts of partners, built by dbt on Postgres from the demo company, and the roles."""
    with running() as server:
        made = Warehouse(server, tmp_path_factory.mktemp("postgres"))
        (made.folder / "profiles.yml").write_text(PROFILE.format(port=server.port, user=BUILDER, password=PASSWORD))
        made.query(f"create role {BUILDER} login createrole password '{PASSWORD}'")
        made.query(f"create schema main authorization {BUILDER}; create schema reference authorization {BUILDER}")
        fx_rate = "create table reference.fx_rate (rate_date text, from_currency text, to_currency text, rate text)"
        made.query(fx_rate, BUILDER)
        for table in parents(demo):
            copy_table(demo, table, made)
        made.dbt("run", "--select", "path:models/marts/partners")
        made.dbt("run-operation", "partner_roles")
        yield made


@pytest.fixture(scope="module")
def portal() -> Portal:
    return Portal(DEMO_RAW_DIR)


def test_each_partner_reads_what_its_export_holds(warehouse: Warehouse, demo: Build, portal: Portal) -> None:
    for name in portal.partners:
        login = warehouse.partner(name)
        for mart in FILES.values():
            expected = demo.value(f"select count(*) from {mart} where visible_to_partner_id = '{name}'")
            assert login.query(f"select count(*) from main.{mart}") == [(expected,)], (name, mart)
            assert {row[0] for row in login.query(f"select visible_to_partner_id from main.{mart}")} <= {name}


def test_nothing_foreign_is_read(warehouse: Warehouse, portal: Portal) -> None:
    rows = 0
    for name in portal.partners:
        foreign, login = portal.foreign_to(name), warehouse.partner(name)
        for mart in FILES.values():
            for row in login.query(f"select * from main.{mart}"):
                rows += 1
                texts = [str(value) for value in row if value is not None]
                assert not foreign.ids & set(texts)
                assert not [text for text in texts for other in foreign.names if other in text]
    assert rows > 100


TRICKS = {
    "another table": "select * from main.fct_revenue_states",
    "the rule itself": "select * from main.int_visibility__partners",
    "a change": "update main.fct_visible_revenue set visible_to_partner_key = visible_to_partner_key",
    "a deletion": "delete from main.fct_visible_revenue",
    "a row of its own": "insert into main.dim_visible_partners select * from main.dim_visible_partners",
    "no row security": "alter table main.fct_visible_revenue disable row level security",
    "its off switch": "set row_security = off; select * from main.fct_visible_revenue",
    "another role": "set role {other}; select * from main.fct_visible_revenue",
    "the owner": "set role owner",
    "the user of dbt": "set role builder",
    "a table": "create table main.mine (a integer)",
    "a policy": "create policy all_rows on main.fct_visible_revenue using (true)",
    "a right for others": "alter role {other} password 'mine'",
}


@pytest.mark.parametrize("trick", TRICKS)
def test_no_trick_helps(warehouse: Warehouse, portal: Portal, trick: str) -> None:
    mine, other, *_ = portal.partners
    login, stranger = warehouse.partner(mine), warehouse.partner(other)
    with pytest.raises(psycopg2.Error):
        login.query(TRICKS[trick].format(other=f'"{stranger.role}"'))


def test_as_the_group_nobody_reads_anything(warehouse: Warehouse, portal: Portal) -> None:
    login = warehouse.partner(next(iter(portal.partners)))
    for mart in FILES.values():
        assert login.query(f"set role {GROUP}; select * from main.{mart}") == []


def test_statistics_and_errors_tell_nothing(warehouse: Warehouse, portal: Portal) -> None:
    warehouse.query("analyze")
    login = warehouse.partner(next(iter(portal.partners)))
    assert login.query("select * from pg_stats where schemaname = 'main'") == []
    login.query("select 1 / (case when visible_to_partner_id <> 'x' then 1 else 0 end) from main.fct_visible_revenue")
    roles = login.query("select rolname, shobj_description(oid, 'pg_authid') from pg_roles")
    told = {text for row in roles for text in row if text}
    assert not [text for text in told for name in portal.partners if name in text]


def test_a_wrong_password_is_no_login(warehouse: Warehouse, portal: Portal) -> None:
    login = warehouse.partner(next(iter(portal.partners)))
    with pytest.raises(psycopg2.OperationalError, match="password authentication failed"):
        warehouse.query("select 1", login.role, "guessed")


def test_a_rebuild_keeps_the_rules(warehouse: Warehouse, demo: Build, portal: Portal) -> None:
    name = list(portal.partners)[1]
    login = warehouse.partner(name)
    warehouse.dbt("run", "--select", "fct_visible_revenue")
    expected = demo.value(f"select count(*) from fct_visible_revenue where visible_to_partner_id = '{name}'")
    assert login.query("select count(*) from main.fct_visible_revenue") == [(expected,)]


def test_the_roles_can_be_made_again(warehouse: Warehouse, portal: Portal) -> None:
    login = warehouse.partner(next(iter(portal.partners)))
    before = warehouse.query("select rolname, rolcanlogin, rolbypassrls, rolsuper from pg_roles order by 1")
    printed = warehouse.dbt("run-operation", "partner_roles")
    assert warehouse.query("select rolname, rolcanlogin, rolbypassrls, rolsuper from pg_roles order by 1") == before
    assert login.query("select 1") == [(1,)], "the password is still that of before"
    assert f"{login.role}  {next(iter(portal.partners))}" in printed


def test_a_partner_that_was_removed_is_shut_out_and_may_come_back(warehouse: Warehouse, portal: Portal) -> None:
    name = list(portal.partners)[-1]
    login = warehouse.partner(name)
    warehouse.query("create table main.kept as table main.dim_visible_partners")
    warehouse.query(f"delete from main.dim_visible_partners where visible_to_partner_id = '{name}'")
    warehouse.dbt("run-operation", "partner_roles")
    with pytest.raises(psycopg2.OperationalError, match="not permitted to log in"):
        login.query("select 1")
    warehouse.query("delete from main.dim_visible_partners; insert into main.dim_visible_partners table main.kept")
    warehouse.dbt("run-operation", "partner_roles")
    assert login.query("select count(*) from main.dim_visible_partners") == [(1,)]


def test_a_key_that_is_none_stops_the_operation(warehouse: Warehouse) -> None:
    warehouse.query(
        """insert into main.dim_visible_partners (visible_to_partner_key) values ('x"; drop table y; --')"""
    )
    try:
        with pytest.raises(AssertionError, match="Not a partner key"):
            warehouse.dbt("run-operation", "partner_roles")
    finally:
        warehouse.query("delete from main.dim_visible_partners where visible_to_partner_key like 'x%'")


def test_a_role_that_passes_by_the_rules_stops_the_operation(warehouse: Warehouse, portal: Portal) -> None:
    login = warehouse.partner(next(iter(portal.partners)))
    warehouse.query(f'alter role "{login.role}" bypassrls')
    try:
        with pytest.raises(AssertionError, match="passes by row-level security"):
            warehouse.dbt("run-operation", "partner_roles")
    finally:
        warehouse.query(f'alter role "{login.role}" nobypassrls')
