with invoices as (
    select * from {{ ref('stg_generic__invoices') }}
),

final as (
    select
        cast('generic' as {{ dbt.type_string() }}) as system,
        source_relation,
        invoice_id,
        account_id,
        cast(null as {{ dbt.type_string() }}) as subscription_id,
        invoice_number,
        coalesce(invoice_status, 'open') as status_raw,
        currency,
        cast(null as {{ dbt.type_string() }}) as book_currency,
        cast(total_amount - coalesce(tax_amount, 0) as decimal(18, 4)) as net_amount,
        cast(coalesce(tax_amount, 0) as decimal(18, 4)) as tax_amount,
        total_amount,
        cast(null as decimal(18, 8)) as book_rate,
        cast(null as integer) as failed_attempt_count,
        issued_on,
        due_on,
        case when coalesce(invoice_status, 'open') <> 'draft' then issued_on end as finalized_on,
        cast(null as date) as paid_on,
        cast(null as date) as uncollectible_on,
        cast(null as date) as voided_on
    from invoices
)

select * from final
