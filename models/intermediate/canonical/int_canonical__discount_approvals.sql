-- An approval without a date is shown: the source does not say when, and its status tells whether it counts.
with mapped as (
    {{ union_mappings(
        [
            ref('int_generic__discount_approvals'),
            ref('int_salesforce__discount_approvals')
        ],
        computed=['discount_approval_key']
    ) }}
),

final as (
    select
        {{ surrogate_key(['source_relation', 'approval_id']) }} as discount_approval_key,
        system,
        source_relation,
        approval_id,
        contract_line_id,
        approver,
        lower(status) as status,
        approved_discount_pct,
        approved_on
    from mapped
    where approved_on is null or approved_on <= {{ as_of_date() }}
)

select * from final
