-- depends_on: {{ ref('currencies') }}
with rejects as (
    {{ raw_rejected_rows() if execute else 'select 1 as placeholder' }}
)

select * from rejects
