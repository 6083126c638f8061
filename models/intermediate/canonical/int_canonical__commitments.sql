with mapped as (
    {{ union_mappings(
        [
            ref('int_planning__commitments')
        ],
        computed=['commitment_key']
    ) }}
),

final as (
    select
        {{ surrogate_key(['source_relation', 'in_month', 'contract_line_id', 'skill']) }} as commitment_key,
        system,
        source_relation,
        contract_line_id,
        skill,
        hours,
        in_month
    from mapped
)

select * from final
