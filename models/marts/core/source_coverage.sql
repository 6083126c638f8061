with coverage as (
    {{ raw_coverage() if execute else 'select 1 as placeholder' }}
)

select * from coverage
