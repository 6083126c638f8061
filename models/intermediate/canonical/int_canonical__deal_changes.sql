with mapped as (
    {{ union_mappings(
        [
            ref('int_salesforce__deal_changes')
        ],
        computed=['deal_change_key']
    ) }}
),

final as (
    select
        {{ surrogate_key(['source_relation', 'deal_change_id']) }} as deal_change_key,
        system,
        source_relation,
        deal_change_id,
        deal_id,
        field,
        old_value,
        new_value,
        old_on,
        new_on,
        old_amount,
        new_amount,
        changed_at,
        changed_on
    from mapped
    where changed_on <= {{ as_of_date() }}
)

select * from final
