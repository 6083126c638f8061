with coverage as (
    {{ raw_coverage() if raw_is_read() else 'select 1 as placeholder' }}
)

select * from coverage
