{#- Row-level security of a mart with the column visible_to_partner_key, on engines that have it: a partner logs in as a role of its
    own, and reads the rows that name it. Runs after each build of the mart, in the transaction that puts the new table in its place,
    so no row is ever readable without it. Until `dbt run-operation partner_roles` has made the roles nobody but the owner reads. -#}
{% macro partner_row_security(relation) -%}
    {{ return(adapter.dispatch('partner_row_security', 'revenue_leakage')(relation)) }}
{%- endmacro %}

{% macro default__partner_row_security(relation) -%}
{%- endmacro %}

{% macro postgres__partner_row_security(relation) -%}
    {%- set partners = partner_group() -%}
    alter table {{ relation }} enable row level security;
    revoke all on {{ relation }} from public;
    drop policy if exists {{ adapter.quote('own_rows') }} on {{ relation }};
    do $partner_row_security$
    begin
        if exists (select 1 from pg_catalog.pg_roles where rolname = '{{ partners }}') then
            create policy {{ adapter.quote('own_rows') }} on {{ relation }}
                for select to {{ adapter.quote(partners) }}
                using (visible_to_partner_key = substr(cast(current_user as text), {{ partners | length + 2 }}));
            grant select on {{ relation }} to {{ adapter.quote(partners) }};
        end if;
    end
    $partner_row_security$
{%- endmacro %}
