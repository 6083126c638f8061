-- Value of the contract lines that renew an ended term, for as many months as that term had: the term is the last one of the renewed line
-- that began before. A line that renews several terms is split over them by their values.
with ended_terms as (
    select * from {{ ref('int_lifecycle__ended_terms') }}
),

contract_lines as (
    select * from {{ ref('int_contracts__lines') }}
),

first_terms as (
    select
        contract_line_key,
        term_months
    from {{ ref('int_schedule__terms') }}
    where term_no = 0
),

pairs as (
    select
        ended_terms.contract_line_key,
        ended_terms.term_no,
        ended_terms.term_months,
        ended_terms.term_amount,
        renewed.minor_units,
        renewing.contract_line_key as renewing_line_key,
        renewing.total_price,
        case when renewing.currency = renewed.currency then 1 else renewing.reporting_rate end as renewing_rate,
        case when renewing.currency = renewed.currency then 1 else renewed.reporting_rate end as renewed_rate,
        row_number() over (
            partition by renewing.contract_line_key, renewed.contract_line_key order by ended_terms.term_no desc
        ) as place
    from ended_terms
    inner join contract_lines as renewed on ended_terms.contract_line_key = renewed.contract_line_key
    inner join contract_lines as renewing
        on renewed.source_relation = renewing.source_relation
        and renewed.contract_line_key <> renewing.contract_line_key
        and ended_terms.start_on < renewing.start_on
        and not renewing.is_one_time
        and {{ renews('renewed', 'renewing') }}
),

scaled as (
    select
        pairs.contract_line_key,
        pairs.term_no,
        pairs.renewing_line_key,
        pairs.minor_units,
        {{ scale_amount(
            scale_amount('pairs.total_price', 'pairs.term_months', 'first_terms.term_months', 'pairs.minor_units'),
            'pairs.renewing_rate', 'pairs.renewed_rate', 'pairs.minor_units'
        ) }} as renewed_amount,
        {{ to_minor('greatest(pairs.term_amount, 0)', 'pairs.minor_units') }} + 1 as weight
    from pairs
    inner join first_terms on pairs.renewing_line_key = first_terms.contract_line_key
    where pairs.place = 1
),

weighed as (
    select
        scaled.*,
        sum(weight) over (
            partition by renewing_line_key order by contract_line_key, term_no rows between unbounded preceding and current row
        ) as weight_through,
        sum(weight) over (partition by renewing_line_key) as weight_total
    from scaled
),

final as (
    select
        contract_line_key,
        term_no,
        renewing_line_key,
        {{ split_amount('renewed_amount', 'weight', 'weight_through', 'weight_total', 'minor_units') }} as renewed_amount
    from weighed
)

select * from final
