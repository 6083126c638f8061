-- a system that brings no customer records at all cannot miss one: its ids are not counted
with defined as (
    select
        source_relation,
        account_id
    from {{ ref('int_entities__accounts') }}
    where is_defined
),

connections as (
    select distinct source_relation from defined
),

ids as (
    {% for entity in ['contract_lines', 'invoices', 'invoice_lines', 'payments'] -%}
        select
            '{{ entity }}' as data_set,
            source_relation,
            account_id
        from {{ ref('int_canonical__' ~ entity) }}
        where account_id is not null
        {{ 'union all' if not loop.last }}
    {% endfor %}
)

select
    ids.data_set,
    ids.source_relation,
    cast(count(*) as bigint) as id_count,
    cast(count(defined.account_id) as bigint) as linked_count,
    cast(
        {{ round_div('(cast(count(defined.account_id) as bigint) * 10000)', 'cast(count(*) as bigint)') }}
        * cast(0.01 as decimal(5, 2)) as decimal(18, 8)
    ) as linked_pct
from ids
inner join connections on ids.source_relation = connections.source_relation
left join defined
    on ids.source_relation = defined.source_relation
    and ids.account_id = defined.account_id
group by ids.data_set, ids.source_relation
