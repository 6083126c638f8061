with discount_approvals as (
    select * from {{ ref('stg_generic__discount_approvals') }}
),

final as (
    select
        cast('generic' as {{ dbt.type_string() }}) as system,
        source_relation,
        approval_id,
        contract_line_id,
        approver,
        coalesce(approval_status, 'approved') as status,
        approved_discount_pct,
        approved_on
    from discount_approvals
)

select * from final
