with posted_lines as (
    select * from {{ ref('int_netsuite__posted_lines') }}
),

customers as (
    select * from {{ ref('stg_netsuite__customers') }}
),

-- Entities are customers, vendors or employees with ids of one range: only customers are accounts.
final as (
    select
        cast('netsuite' as {{ dbt.type_string() }}) as system,
        posted_lines.source_relation,
        posted_lines.transaction_line_id as ledger_line_id,
        posted_lines.transaction_id,
        posted_lines.transaction_type,
        posted_lines.account_code,
        cast(posted_lines.account_type as {{ dbt.type_string() }}) as account_type,
        case
            when
                customers.customer_id is not null
                or posted_lines.account_type in ('revenue', 'deferred_revenue', 'receivable')
                then posted_lines.entity_id
        end as account_id,
        posted_lines.item_id as product_id,
        posted_lines.external_id as invoice_id,
        posted_lines.source_line_id,
        posted_lines.memo,
        case
            when posted_lines.foreign_amount is null and posted_lines.book_rate is null then posted_lines.book_currency
            else coalesce(posted_lines.transaction_currency, posted_lines.book_currency)
        end as currency,
        posted_lines.book_currency,
        -- Debit and credit decide the side of a foreign amount; its own sign only where the book amount is zero.
        cast(
            case
                when posted_lines.foreign_amount is not null and posted_lines.book_amount > 0
                    then abs(posted_lines.foreign_amount)
                when posted_lines.foreign_amount is not null and posted_lines.book_amount < 0
                    then -abs(posted_lines.foreign_amount)
                when posted_lines.foreign_amount is not null then -posted_lines.foreign_amount
                when posted_lines.book_rate is null or posted_lines.book_rate = 1 then posted_lines.book_amount
                when posted_lines.transaction_currency = posted_lines.book_currency then posted_lines.book_amount
            end as decimal(18, 4)
        ) as amount,
        posted_lines.book_amount,
        posted_lines.book_rate,
        posted_lines.transaction_on as posted_on,
        {{ month_start('coalesce(posted_lines.period_starts_on, posted_lines.transaction_on)') }} as posting_month
    from posted_lines
    left join customers
        on posted_lines.source_relation = customers.source_relation
        and posted_lines.entity_id = customers.customer_id
)

select * from final
