with mapped as (
    {{ union_mappings(
        [
            ref('int_generic__stage_entries'),
            ref('int_salesforce__stage_entries')
        ],
        computed=['stage_entry_key']
    ) }}
),

final as (
    select
        {{ surrogate_key(['source_relation', 'stage_entry_id']) }} as stage_entry_key,
        system,
        source_relation,
        stage_entry_id,
        deal_id,
        stage,
        entered_at,
        entered_on,
        case when exited_on <= {{ as_of_date() }} then exited_on end as exited_on
    from mapped
    where entered_on <= {{ as_of_date() }}
)

select * from final
