with mapped as (
    {{ union_mappings(
        [
            ref('int_planning__capacities')
        ],
        computed=['capacity_key']
    ) }}
),

final as (
    select
        {{ surrogate_key(['source_relation', 'in_month', 'skill']) }} as capacity_key,
        system,
        source_relation,
        skill,
        available_hours,
        in_month
    from mapped
)

select * from final
