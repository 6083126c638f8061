-- Contracts of partners that are past their end and simply go on or stop: neither renewing by themselves, nor cancelled, renewed by a
-- later deal or amended.
with contract_lines as (
    select * from {{ ref('int_contracts__lines') }}
),

past_end as (
    select * from contract_lines
    where
        partner_key is not null
        and not is_one_time
        and not is_auto_renew
        and not is_terminated
        and cancelled_on is null
        and end_on < {{ as_of_date() }}
),

followed as (
    select distinct past_end.contract_line_key
    from past_end
    inner join contract_lines as later
        on
        past_end.source_relation = later.source_relation
        and past_end.contract_line_key <> later.contract_line_key
        and not later.is_one_time
        and (
            {{ renews('past_end', 'later') }}
            or past_end.contract_line_id = later.amends_contract_line_id
        )
)

select
    past_end.contract_line_key,
    past_end.contract_line_id,
    past_end.partner_key,
    past_end.account_key,
    past_end.currency,
    past_end.total_price,
    past_end.end_on,
    {{ days_between('past_end.end_on', as_of_date()) }} as days_overdue
from past_end
left join followed on past_end.contract_line_key = followed.contract_line_key
where followed.contract_line_key is null
