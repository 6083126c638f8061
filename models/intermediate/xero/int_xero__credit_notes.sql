with issued as (
    select * from {{ ref('int_xero__issued_credit_notes') }}
),

credited as (
    select * from {{ ref('int_xero__credited_invoices') }}
),

united as (
    select * from issued
    union all
    select
        source_relation,
        credit_note_id,
        invoice_id,
        account_id,
        reason,
        currency,
        net_amount,
        cast(credited_amount - net_amount as decimal(18, 4)) as tax_amount,
        issued_on,
        cast(null as date) as voided_on
    from credited
),

final as (
    select
        cast('xero' as {{ dbt.type_string() }}) as system,
        source_relation,
        credit_note_id,
        cast(null as {{ dbt.type_string() }}) as credit_note_line_id,
        invoice_id,
        cast(null as {{ dbt.type_string() }}) as invoice_line_id,
        account_id,
        cast(null as {{ dbt.type_string() }}) as refund_id,
        reason,
        currency,
        net_amount,
        tax_amount,
        issued_on,
        voided_on
    from united
)

select * from final
