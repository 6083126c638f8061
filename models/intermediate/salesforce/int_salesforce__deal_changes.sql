-- Changes of amount and close date; those of the stage are stage entries.
with changes as (
    select
        *,
        case lower(replace(field_name, '_', '')) when 'closedate' then 'close_date' when 'amount' then 'amount' end as field
    from {{ ref('stg_salesforce__opportunity_field_history') }}
),

final as (
    select
        cast('salesforce' as {{ dbt.type_string() }}) as system,
        source_relation,
        opportunity_field_history_id as deal_change_id,
        opportunity_id as deal_id,
        field,
        old_value,
        new_value,
        case when field = 'close_date' then cast({{ parse_timestamp('old_value') }} as date) end as old_on,
        case when field = 'close_date' then cast({{ parse_timestamp('new_value') }} as date) end as new_on,
        case when field = 'amount' then {{ parse_decimal('old_value', 18, 4) }} end as old_amount,
        case when field = 'amount' then {{ parse_decimal('new_value', 18, 4) }} end as new_amount,
        changed_at,
        {{ local_date('changed_at') }} as changed_on
    from changes
    where field is not null
)

select * from final
