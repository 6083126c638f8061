with invoices as (
    select * from {{ ref('stg_xero__invoices') }}
),

documents as (
    select * from {{ ref('int_xero__documents') }}
),

book_currencies as (
    select * from {{ ref('int_xero__book_currencies') }}
),

stated as (
    select
        *,
        case
            when invoice_status in ('draft', 'submitted') then 'draft'
            when invoice_status in ('voided', 'deleted') then 'void'
            when invoice_status = 'paid' or due_amount = 0 then 'paid'
            else 'open'
        end as status_raw,
        coalesce({{ local_date('updated_at') }}, issued_on) as changed_on
    from invoices
    where invoice_type = 'accrec'
),

final as (
    select
        cast('xero' as {{ dbt.type_string() }}) as system,
        stated.source_relation,
        stated.invoice_id,
        stated.contact_id as account_id,
        cast(null as {{ dbt.type_string() }}) as subscription_id,
        stated.invoice_number,
        cast(stated.status_raw as {{ dbt.type_string() }}) as status_raw,
        stated.currency,
        case when documents.book_rate is not null then book_currencies.book_currency end as book_currency,
        stated.sub_total_amount as net_amount,
        cast(
            coalesce(stated.tax_amount, stated.total_amount - stated.sub_total_amount) as decimal(18, 4)
        ) as tax_amount,
        stated.total_amount,
        documents.book_rate,
        cast(null as integer) as failed_attempt_count,
        stated.issued_on,
        stated.due_on,
        -- A voided invoice was finalised once; a deleted one never left the draft state: it was void all along.
        case
            when stated.status_raw <> 'draft' and stated.invoice_status <> 'deleted' then stated.issued_on
        end as finalized_on,
        case when stated.status_raw = 'paid' then coalesce(stated.fully_paid_on, stated.changed_on) end as paid_on,
        cast(null as date) as uncollectible_on,
        case when stated.invoice_status = 'voided' then stated.changed_on end as voided_on
    from stated
    left join documents
        on stated.source_relation = documents.source_relation
        and stated.invoice_id = documents.document_id
    left join book_currencies
        on stated.source_relation = book_currencies.source_relation
)

select * from final
