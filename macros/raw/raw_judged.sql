{#- CTEs that read, type and judge the rows of a raw table; the last one, `judged`, has every declared column in its type,
    source_relation, synced_at, raw__key, raw__hash, raw__is_deleted and raw__reason (null: the row is good).
    Old versions (history mode) and test rows (livemode false) are left out first. Of rows with one key the latest
    _fivetran_synced stays; where several are the latest, exact copies count once and different rows are all rejected. -#}
{% macro raw_judged(declared) -%}
    {%- set key_columns = [] -%}
    {%- set key_parts = [] -%}
    {%- for part in declared.primary_key -%}
        {%- do key_columns.extend(part.split('|')) -%}
        {%- set texts = [] -%}
        {%- for name in part.split('|') -%}{%- do texts.append('live.' ~ adapter.quote(name)) -%}{%- endfor -%}
        {%- do key_parts.append((part | replace('|', ' or '), texts[0] if texts | length == 1 else 'coalesce(' ~ texts | join(', ') ~ ')')) -%}
    {%- endfor -%}
    {%- set texts = ['raw__synced', 'raw__is_deleted'] -%}
    {%- set carried = ['source_relation', 'synced_at', 'raw__is_deleted', 'raw__key', 'raw__key_problem'] -%}
    {%- for column in declared.columns -%}
        {%- do texts.append(raw_text_name(column)) -%}
        {%- do carried.append(adapter.quote(column.name)) -%}
        {%- if raw_text_name(column) not in carried -%}{%- do carried.append(raw_text_name(column)) -%}{%- endif -%}
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
        {%- if column.type not in ('id', 'text', 'json') %},
        live.{{ adapter.quote(column.name) }} as {{ raw_text_name(column) }}
        {%- endif %}
        {%- endfor %},
        {{ parse_timestamp('live.service_synced') }} as synced_at,
        live.service_synced as raw__synced,
        coalesce({{ parse_boolean('live.service_deleted') }}, false)
        or coalesce({{ parse_boolean('live.service_is_deleted') }}, false) as raw__is_deleted,
        {% for name, text in key_parts -%}
        coalesce({{ text }}, '(missing)') {%- if not loop.last %} || '|' || {% endif %}
        {%- endfor %} as raw__key,
        {% for name, text in key_parts -%}
        case when {{ text }} is null then '; missing {{ name }}' else '' end {%- if not loop.last %} || {% endif %}
        {%- endfor %} as raw__key_problem
    from live
    {%- for column in declared.columns if column.type == 'currency' %}
    left join {{ ref('currencies') }} as currency_{{ column.name }}
        on upper(live.{{ adapter.quote(column.name) }}) = currency_{{ column.name }}.currency
    {%- endfor %}
),
repeated as (
    select source_relation, raw__key from typed
    group by source_relation, raw__key
    having count(*) > 1
),
versions as (
    select
        typed.*,
        max(typed.synced_at) over (partition by typed.source_relation, typed.raw__key) as raw__latest,
        {{ surrogate_key(texts) }} as raw__hash
    from typed
    inner join repeated on typed.source_relation = repeated.source_relation and typed.raw__key = repeated.raw__key
),
dated as (
    select
        versions.*,
        coalesce(synced_at = raw__latest, raw__latest is null) as raw__is_latest
    from versions
),
compared as (
    select
        dated.*,
        min(case when raw__is_latest then raw__hash end) over (partition by source_relation, raw__key) as raw__least_hash,
        max(case when raw__is_latest then raw__hash end) over (partition by source_relation, raw__key) as raw__greatest_hash,
        row_number() over (partition by source_relation, raw__key, raw__hash order by synced_at) as raw__copy
    from dated
),
gathered as (
    select
        {% for name in carried %}typed.{{ name }}, {% endfor %}
        cast(null as {{ dbt.type_string() }}) as raw__hash,
        cast(null as {{ dbt.type_string() }}) as raw__repeat
    from typed
    left join repeated on typed.source_relation = repeated.source_relation and typed.raw__key = repeated.raw__key
    where repeated.raw__key is null
    union all
    select
        {% for name in carried %}{{ name }}, {% endfor %}
        raw__hash,
        case
            when raw__copy > 1 then 'exact copy'
            when raw__least_hash <> raw__greatest_hash then 'several different rows with one key'
            when not raw__is_latest then 'superseded'
        end as raw__repeat
    from compared
),
judged as (
    select
        gathered.*,
        case
            when raw__key_problem <> '' then substring(raw__key_problem, 3)
            when raw__repeat is not null then raw__repeat
            when {{ raw_has_problem(declared, key_columns) }} then substring({{ raw_reason(declared, key_columns) }}, 3)
        end as raw__reason
    from gathered
)
{%- endmacro %}
