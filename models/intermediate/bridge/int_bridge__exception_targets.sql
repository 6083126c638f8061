-- What approved exceptions and registered promotions may cover, in the order in which they do: a promotion inside its window and
-- duration, then exceptions on the contract line, on the invoice, on the account; those for one cause before those for any. A reference that names
-- several lines or invoices covers nothing: an amount is a total, and which of them was meant is never guessed.
with exceptions as (
    select * from {{ ref('int_canonical__approved_exceptions') }}
    where is_valid
),

-- an id or number that several rows have names none of them
contract_lines as (
    select
        contract_line_id,
        min(revenue_line_key) as revenue_line_key
    from {{ ref('int_contracts__lines') }}
    group by contract_line_id
    having count(distinct revenue_line_key) = 1
),

invoices as (
    select
        reference,
        min(invoice_key) as invoice_key
    from (
        select
            invoice_id as reference,
            invoice_key
        from {{ ref('int_canonical__invoices') }}

        union all

        select
            invoice_number,
            invoice_key
        from {{ ref('int_canonical__invoices') }}
        where invoice_number is not null
    ) as named
    group by reference
    having count(distinct invoice_key) = 1
),

crm_account_keys as (
    select * from {{ ref('int_entities__crm_account_keys') }}
),

promotions as (
    select
        group_key,
        sum(promoted_amount) as promoted_amount
    from {{ ref('int_pricing__promoted_pieces') }}
    group by group_key
),

targets as (
    select
        case when exceptions.cause is not null then 1 else 2 end as pass_no,
        contract_lines.revenue_line_key as target_key,
        exceptions.*
    from exceptions
    inner join contract_lines on exceptions.reference_id = contract_lines.contract_line_id
    where exceptions.scope = 'contract_line'

    union all

    select
        case when exceptions.cause is not null then 3 else 4 end,
        invoices.invoice_key,
        exceptions.*
    from exceptions
    inner join invoices on exceptions.reference_id = invoices.reference
    where exceptions.scope = 'invoice'

    union all

    select
        case when exceptions.cause is not null then 5 else 6 end,
        crm_account_keys.account_key,
        exceptions.*
    from exceptions
    inner join crm_account_keys on exceptions.reference_id = crm_account_keys.account_id
    where exceptions.scope = 'account'
),

final as (
    select
        0 as pass_no,
        group_key as target_key,
        'pricing_drift' as cause,
        cast(promoted_amount as decimal(18, 4)) as amount,
        cast(0 as decimal(18, 8)) as percent,
        false as is_unlimited
    from promotions
    where promoted_amount > 0

    union all

    select
        pass_no,
        target_key,
        cause,
        cast(sum(greatest(coalesce(amount, 0), 0)) as decimal(18, 4)),
        cast(least(sum(case when amount is null then greatest(coalesce(percent, 0), 0) else 0 end), 100) as decimal(18, 8)),
        max(case when amount is null and percent is null then 1 else 0 end) = 1
    from targets
    group by pass_no, target_key, cause
)

select * from final
