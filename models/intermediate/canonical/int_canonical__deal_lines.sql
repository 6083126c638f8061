-- Lines of open and lost deals commit nothing, so they are no contract lines; what is planned on them finds its deal here.
with mapped as (
    {{ union_mappings(
        [
            ref('int_generic__deal_lines'),
            ref('int_salesforce__deal_lines')
        ],
        computed=['deal_line_key']
    ) }}
),

final as (
    select
        {{ surrogate_key(['source_relation', 'contract_line_id']) }} as deal_line_key,
        system,
        source_relation,
        contract_line_id,
        deal_id
    from mapped
)

select * from final
