{#- CTEs that read, type and judge the rows of a raw table; the last one, `judged`, has every declared column in its type,
    source_relation, synced_at, raw__key, raw__is_deleted and raw__reason (null: the row is good).
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
text_rows as (
    {{- raw_text(declared) }}
),
live as (
    select * from text_rows
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
        or coalesce({{ parse_boolean('live.service_is_deleted') }}, false) as raw__is_deleted,
        {% for part in key_parts -%}
        coalesce({{ part }}, '(missing)') {%- if not loop.last %} || '|' || {% endif %}
        {%- endfor %} as raw__key,
        {% for part in key_parts -%}
        case when {{ part }} is null then '; missing {{ declared.primary_key[loop.index0] | replace('|', ' or ') }}' else '' end
        {%- if not loop.last %} || {% endif %}
        {%- endfor %} as raw__key_problem,
        {{ raw_reason(declared, key_columns) }} as raw__value_problem,
        {{ surrogate_key(raw_quoted('live', declared) + ['live.service_synced', 'live.service_deleted', 'live.service_is_deleted']) }} as raw__hash
    from live
    {%- for column in declared.columns if column.type == 'currency' %}
    left join {{ ref('currencies') }} as currency_{{ column.name }}
        on upper(live.{{ adapter.quote(column.name) }}) = currency_{{ column.name }}.currency
    {%- endfor %}
),
latest as (
    select
        typed.*,
        max(synced_at) over (partition by source_relation, raw__key) as raw__latest_synced_at
    from typed
),
compared as (
    select
        latest.*,
        coalesce(synced_at = raw__latest_synced_at, raw__latest_synced_at is null) as raw__is_latest,
        min(case when coalesce(synced_at = raw__latest_synced_at, raw__latest_synced_at is null) then raw__hash end)
            over (partition by source_relation, raw__key) as raw__least_hash,
        max(case when coalesce(synced_at = raw__latest_synced_at, raw__latest_synced_at is null) then raw__hash end)
            over (partition by source_relation, raw__key) as raw__greatest_hash,
        row_number() over (partition by source_relation, raw__key, raw__hash order by synced_at) as raw__copy_number
    from latest
),
judged as (
    select
        compared.*,
        case
            when raw__key_problem <> '' then substring(raw__key_problem, 3)
            when raw__copy_number > 1 then 'exact copy'
            when raw__least_hash <> raw__greatest_hash then 'several different rows with one key'
            when not raw__is_latest then 'superseded'
            when raw__value_problem <> '' then substring(raw__value_problem, 3)
        end as raw__reason
    from compared
)
{%- endmacro %}
