-- depends_on: {{ ref('currencies') }}
with raw_rejects as (
    {{ raw_rejected_rows() if raw_is_read() else 'select 1 as placeholder' }}
),

-- words that the canonical layer does not know, and money that no exchange rate converts
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
