-- What posted customer payments take off receivables, in their own currency: from the book amount and the rate where no other is stated.
with ledger_lines as (
    select * from {{ ref('int_netsuite__ledger_lines') }}
    where lower(transaction_type) = 'custpymt' and account_type = 'receivable'
),

currencies as (
    select * from {{ ref('currencies') }}
),

stated as (
    select
        ledger_lines.*,
        coalesce(
            ledger_lines.amount,
            {{ scale_amount('ledger_lines.book_amount', '1', 'nullif(ledger_lines.book_rate, 0)', 'currencies.minor_units') }}
        ) as stated_amount
    from ledger_lines
    inner join currencies on ledger_lines.currency = currencies.currency
),

final as (
    select
        cast('netsuite' as {{ dbt.type_string() }}) as system,
        source_relation,
        transaction_id as payment_id,
        min(account_id) as account_id,
        cast('succeeded' as {{ dbt.type_string() }}) as status,
        cast('ledger' as {{ dbt.type_string() }}) as evidence,
        cast(null as {{ dbt.type_string() }}) as method,
        cast(null as {{ dbt.type_string() }}) as failure_reason,
        min(memo) as reference,
        cast(null as {{ dbt.type_string() }}) as payer_name,
        currency,
        cast(sum(stated_amount) as decimal(18, 4)) as amount,
        cast(null as decimal(18, 4)) as settled_amount,
        min(posted_on) as paid_on
    from stated
    group by source_relation, transaction_id, currency
)

select * from final
where amount > 0
