{#- `dbt run-operation partner_roles`, on Postgres: a role per partner of dim_visible_partners, all of them members of one role that may
    read the marts of models/marts/partners. Run it after a build whenever partners came or went, as often as you like: roles that are
    there stay as they are, with their passwords; a partner that is no longer shown anything loses membership and login. Passwords
    are set by an administrator (`\password`), never here. A role is named after the partner's key, a hash: names of partners stand in
    no catalog that another partner could read. -#}
{% macro partner_roles() %}
    {%- if target.type != 'postgres' -%}
        {{ exceptions.raise_compiler_error('Roles of partners are for Postgres; use leakage partner-export with ' ~ target.type) }}
    {%- endif -%}
    {%- set partners = partner_group() -%}
    {%- set marts = [] -%}
    {%- for node in graph.nodes.values() if node.resource_type == 'model' and node.path.startswith('marts/partners/') -%}
        {%- do marts.append(api.Relation.create(database=node.database, schema=node.schema, identifier=node.alias)) -%}
    {%- endfor -%}
    {%- set recipients = api.Relation.create(
        database=graph.nodes['model.revenue_leakage.dim_visible_partners'].database,
        schema=graph.nodes['model.revenue_leakage.dim_visible_partners'].schema,
        identifier='dim_visible_partners'
    ) -%}

    {%- set statements = [] -%}
    {%- if not run_query("select 1 from pg_catalog.pg_roles where rolname = '" ~ partners ~ "'").rows -%}
        {%- do statements.append('create role ' ~ adapter.quote(partners) ~ ' nologin') -%}
    {%- endif -%}
    {%- do statements.append('grant usage on schema ' ~ adapter.quote(recipients.schema) ~ ' to ' ~ adapter.quote(partners)) -%}
    {%- for mart in marts -%}
        {%- do statements.append(partner_row_security(mart)) -%}
    {%- endfor -%}

    {%- set wanted = {} -%}
    {%- for row in run_query('select visible_to_partner_key, visible_to_partner_id from ' ~ recipients ~ ' order by 2, 1').rows -%}
        {%- if not modules.re.match('^[0-9a-f]{32}$', row[0]) -%}
            {{ exceptions.raise_compiler_error('Not a partner key: ' ~ row[0]) }}
        {%- endif -%}
        {%- do wanted.update({partners ~ '_' ~ row[0]: row[1]}) -%}
    {%- endfor -%}
    {%- set there = {} -%}
    {%- for row in run_query("select rolname, rolcanlogin, rolsuper or rolbypassrls from pg_catalog.pg_roles").rows -%}
        {%- do there.update({row[0]: row}) -%}
    {%- endfor -%}
    {%- set members = run_query(
        "select members.rolname from pg_catalog.pg_auth_members as memberships"
        ~ " inner join pg_catalog.pg_roles as members on memberships.member = members.oid"
        ~ " inner join pg_catalog.pg_roles as groups on memberships.roleid = groups.oid"
        ~ " where groups.rolname = '" ~ partners ~ "'"
    ).columns[0].values() | list -%}
    {%- for role in wanted -%}
        {%- if role not in there -%}
            {%- do statements.append('create role ' ~ adapter.quote(role) ~ ' with login inherit nosuperuser nocreatedb nocreaterole nobypassrls') -%}
        {%- elif there[role][2] -%}
            {{ exceptions.raise_compiler_error('Role ' ~ role ~ ' passes by row-level security: take superuser and bypassrls from it first') }}
        {%- elif not there[role][1] -%}
            {%- do statements.append('alter role ' ~ adapter.quote(role) ~ ' login') -%}
        {%- endif -%}
        {%- do statements.append('grant ' ~ adapter.quote(partners) ~ ' to ' ~ adapter.quote(role)) if role not in members -%}
    {%- endfor -%}
    {%- for role in members if role not in wanted -%}
        {%- do statements.append('revoke ' ~ adapter.quote(partners) ~ ' from ' ~ adapter.quote(role)) -%}
        {%- do statements.append('alter role ' ~ adapter.quote(role) ~ ' nologin') -%}
    {%- endfor -%}

    {%- do run_query('begin;\n' ~ statements | join(';\n') ~ ';\ncommit') -%}
    {%- for role, partner_id in wanted.items() -%}
        {%- do print(role ~ '  ' ~ partner_id) -%}
    {%- endfor -%}
{% endmacro %}
