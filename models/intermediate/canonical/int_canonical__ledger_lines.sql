with mapped as (
    {{ union_mappings(
        [
            ref('int_generic__ledger_lines'),
            ref('int_netsuite__ledger_lines'),
            ref('int_xero__ledger_lines')
        ],
        computed=['ledger_line_key']
    ) }}
),

final as (
    select
        {{ surrogate_key(['source_relation', 'transaction_id', 'ledger_line_id']) }} as ledger_line_key,
        system,
        source_relation,
        ledger_line_id,
        transaction_id,
        transaction_type,
        account_code,
        coalesce(lower(account_type), 'other') as account_type,
        account_id,
        product_id,
        invoice_id,
        source_line_id,
        memo,
        currency,
        book_currency,
        amount,
        book_amount,
        book_rate,
        posted_on,
        {{ month_start('coalesce(posting_month, posted_on)') }} as posting_month
    from mapped
    where posted_on <= {{ as_of_date() }}
)

select * from final
