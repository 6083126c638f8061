{#- CTEs that read, type and judge the rows of a raw table; the last one, `judged`, has every declared column in its type,
    source_relation, synced_at, row_key, is_deleted_row and reason (null: the row is good).
    Old versions (history mode) and test rows (livemode false) are left out first. Of rows with one key the latest
    _fivetran_synced stays; where several are the latest, exact copies count once and different rows are all rejected. -#}
{% macro raw_judged(declared) -%}
    {%- set key_columns = [] -%}
    {%- set key_parts = [] -%}
    {%- for part in declared.primary_key -%}
        {%- do key_columns.extend(part.split('|')) -%}
        {%- set quoted = [] -%}
        {%- for name in part.split('|') -%}{%- do quoted.append('live.' ~ adapter.quote(name)) -%}{%- endfor -%}
        {%- do key_parts.append(quoted[0] if quoted | length == 1 else 'coalesce(' ~ quoted | join(', ') ~ ')') -%}
    {%- endfor -%}
raw_text as (
    {{- raw_text(declared) }}
),
live as (
    select * from raw_text
    where coalesce({{ parse_boolean('service_active') }}, true)
        and coalesce({{ parse_boolean('service_livemode') }}, true)
),
typed as (
    select
        live.source_relation
        {%- for column in declared.columns %},
        {{ parse_raw(column) }} as {{ adapter.quote(column.name) }}
        {%- endfor %},
        {{ parse_timestamp('live.service_synced') }} as synced_at,
        coalesce({{ parse_boolean('live.service_deleted') }}, false)
        or coalesce({{ parse_boolean('live.service_is_deleted') }}, false) as is_deleted_row,
        {% for part in key_parts -%}
        coalesce({{ part }}, '(missing)') {%- if not loop.last %} || '|' || {% endif %}
        {%- endfor %} as row_key,
        case
            when {% for part in key_parts %}{{ part }} is null{{ ' or ' if not loop.last }}{% endfor %}
                then 'missing {{ declared.primary_key | join(', ') | replace('|', ' or ') }}'
            else ''
        end as key_problem,
        {{ raw_reason(declared, key_columns) }} as value_problem,
        {{ surrogate_key(raw_quoted('live', declared) + ['live.service_synced', 'live.service_deleted', 'live.service_is_deleted']) }} as row_hash
    from live
    {%- for column in declared.columns if column.type == 'currency' %}
    left join {{ ref('currencies') }} as currency_{{ column.name }}
        on upper(live.{{ adapter.quote(column.name) }}) = currency_{{ column.name }}.currency
    {%- endfor %}
),
latest as (
    select
        typed.*,
        max(synced_at) over (partition by source_relation, row_key) as latest_synced_at
    from typed
),
compared as (
    select
        latest.*,
        coalesce(synced_at = latest_synced_at, latest_synced_at is null) as is_latest,
        min(case when coalesce(synced_at = latest_synced_at, latest_synced_at is null) then row_hash end)
            over (partition by source_relation, row_key) as least_hash,
        max(case when coalesce(synced_at = latest_synced_at, latest_synced_at is null) then row_hash end)
            over (partition by source_relation, row_key) as greatest_hash,
        row_number() over (partition by source_relation, row_key, row_hash order by synced_at) as copy_number
    from latest
),
judged as (
    select
        compared.*,
        case
            when key_problem <> '' then key_problem
            when copy_number > 1 then 'exact copy'
            when least_hash <> greatest_hash then 'several different rows with one key'
            when not is_latest then 'superseded'
            when value_problem <> '' then substring(value_problem, 3)
        end as reason
    from compared
)
{%- endmacro %}
