with discount_approvals as (
    select * from {{ ref('stg_salesforce__discount_approvals') }}
),

final as (
    select
        cast('salesforce' as {{ dbt.type_string() }}) as system,
        source_relation,
        discount_approval_id as approval_id,
        opportunity_line_item_id as contract_line_id,
        approver_id as approver,
        status,
        approved_discount_pct,
        {{ local_date('approved_at') }} as approved_on
    from discount_approvals
)

select * from final
