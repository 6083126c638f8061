with mapped as (
    {{ union_mappings(
        [
            ref('int_reference__fee_schedule')
        ],
        computed=['fee_schedule_key']
    ) }}
),

final as (
    select
        {{ surrogate_key(['source_relation', 'fee_system', 'currency', 'valid_from']) }} as fee_schedule_key,
        system,
        source_relation,
        fee_system,
        currency,
        fee_pct,
        fixed_amount,
        valid_from,
        valid_to
    from mapped
)

select * from final
