-- A note voided after the as-of date still counted on that day.
with mapped as (
    {{ union_mappings(
        [
            ref('int_generic__credit_notes'),
            ref('int_stripe__credit_notes'),
            ref('int_xero__credit_notes')
        ],
        computed=['credit_note_line_key', 'is_rebate'],
        given={'voided_on': 'date'}
    ) }}
),

invoices as (
    select * from {{ ref('int_canonical__invoices') }}
),

rebate_words as (
    select word from {{ ref('source_words') }}
    where topic = 'credit_reason' and meaning = 'rebate'
),

final as (
    select
        {{ surrogate_key(['mapped.source_relation', 'mapped.credit_note_id', 'mapped.credit_note_line_id']) }}
            as credit_note_line_key,
        mapped.system,
        mapped.source_relation,
        mapped.credit_note_id,
        mapped.credit_note_line_id,
        mapped.invoice_id,
        mapped.invoice_line_id,
        coalesce(mapped.account_id, invoices.account_id) as account_id,
        mapped.refund_id,
        mapped.reason,
        rebate_words.word is not null as is_rebate,
        coalesce(mapped.currency, invoices.currency) as currency,
        mapped.net_amount,
        coalesce(mapped.tax_amount, cast(0 as decimal(18, 4))) as tax_amount,
        mapped.issued_on
    from mapped
    left join invoices
        on mapped.source_relation = invoices.source_relation
        and mapped.invoice_id = invoices.invoice_id
    left join rebate_words on {{ snake_word('mapped.reason') }} = rebate_words.word
    where
        mapped.issued_on <= {{ as_of_date() }}
        and (mapped.voided_on is null or mapped.voided_on > {{ as_of_date() }})
)

select * from final
