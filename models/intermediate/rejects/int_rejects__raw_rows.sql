-- depends_on: {{ ref('currencies') }}
with raw_rejects as (
    {{ raw_rejected_rows() if raw_is_read() else 'select 1 as placeholder' }}
)

select * from raw_rejects
