-- Who a bank line comes from: the account that its counterparty names exactly, else as banks spell it, else the processor that its
-- counterparty or text names.
with bank_lines as (
    select
        bank_line_key,
        {{ normalized_name('counterparty_name') }} as counterparty,
        {{ folded_name('counterparty_name') }} as folded_counterparty,
        lower(coalesce(counterparty_name, '') || ' ' || coalesce(remittance_information, '')) as party_text
    from {{ ref('int_canonical__bank_lines') }}
),

-- a name that two accounts share names none of them
named_accounts as (
    select
        {{ normalized_name('account_name') }} as counterparty,
        min(account_key) as account_key
    from {{ ref('int_entities__accounts') }}
    where account_name is not null
    group by {{ normalized_name('account_name') }}
    having count(distinct account_key) = 1
),

folded_accounts as (
    select
        {{ folded_name('account_name') }} as counterparty,
        min(account_key) as account_key
    from {{ ref('int_entities__accounts') }}
    where account_name is not null
    group by {{ folded_name('account_name') }}
    having count(distinct account_key) = 1
),

processors as (
    select distinct system from {{ ref('int_canonical__payouts') }}
),

processor_lines as (
    select
        bank_lines.bank_line_key,
        min(processors.system) as system
    from bank_lines
    inner join processors on bank_lines.party_text like '%' || processors.system || '%'
    group by bank_lines.bank_line_key
)

select
    bank_lines.bank_line_key,
    bank_lines.counterparty,
    coalesce(named_accounts.account_key, folded_accounts.account_key) as account_key,
    coalesce(named_accounts.account_key, folded_accounts.account_key, processor_lines.system) as entity
from bank_lines
left join named_accounts on bank_lines.counterparty = named_accounts.counterparty
left join folded_accounts on bank_lines.folded_counterparty = folded_accounts.counterparty
left join processor_lines on bank_lines.bank_line_key = processor_lines.bank_line_key
