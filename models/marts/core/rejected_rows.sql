with raw_rejects as (
    select
        system,
        table_name,
        row_key,
        reason
    from {{ ref('int_rejects__raw_rows') }}
),

-- words that the canonical layer does not know, money that no exchange rate converts, plans that cannot be compared
later_rejects as (
    select
        system,
        table_name,
        row_key,
        reason
    from {{ ref('int_canonical__word_rejects') }}
    union
    select
        system,
        table_name,
        row_key,
        reason
    from {{ ref('int_fx__rejects') }}
    union
    select
        system,
        table_name,
        row_key,
        reason
    from {{ ref('int_plans__rejects') }}
)

select
    system,
    table_name,
    row_key,
    reason
from raw_rejects
union all
select
    system,
    table_name,
    row_key,
    reason
from later_rejects
