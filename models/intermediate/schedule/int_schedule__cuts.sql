-- Where a contract line's schedule ends early: the first day that no longer belongs to it.
-- Amendments and terminations cut the whole schedule, a renewal deal only the renewal terms that it replaces.
with contract_lines as (
    select * from {{ ref('int_contracts__lines') }}
),

amended_by as (
    select
        amended.contract_line_key,
        amending.start_on
    from contract_lines as amended
    inner join contract_lines as amending
        on
        amended.source_relation = amending.source_relation
        and amended.contract_line_id = amending.amends_contract_line_id
        and amended.contract_line_key <> amending.contract_line_key
    union all
    -- a second amendment of the same line to the same product replaces the first
    select
        earlier.contract_line_key,
        later.start_on
    from contract_lines as earlier
    inner join contract_lines as later
        on
        earlier.source_relation = later.source_relation
        and earlier.amends_contract_line_id = later.amends_contract_line_id
        and coalesce(earlier.product_key, '') = coalesce(later.product_key, '')
        and earlier.start_on < later.start_on
),

amendments as (
    select
        contract_line_key,
        min(start_on) as cut_on
    from amended_by
    group by contract_line_key
),

terminations as (
    select
        contract_line_key,
        {{ add_days('cancelled_on', 1) }} as cut_on
    from contract_lines
    where is_terminated and cancelled_on is not null
),

renewals as (
    select
        renewed.contract_line_key,
        min(renewing.start_on) as renewal_cut_on
    from contract_lines as renewed
    inner join contract_lines as renewing
        on
        renewed.source_relation = renewing.source_relation
        and renewed.contract_line_key <> renewing.contract_line_key
        and renewed.start_on < renewing.start_on
        and {{ renews('renewed', 'renewing') }}
    group by renewed.contract_line_key
),

final as (
    select
        contract_lines.contract_line_key,
        case
            when amendments.cut_on is null then terminations.cut_on
            when terminations.cut_on is null then amendments.cut_on
            else least(amendments.cut_on, terminations.cut_on)
        end as cut_on,
        renewals.renewal_cut_on
    from contract_lines
    left join amendments on contract_lines.contract_line_key = amendments.contract_line_key
    left join terminations on contract_lines.contract_line_key = terminations.contract_line_key
    left join renewals on contract_lines.contract_line_key = renewals.contract_line_key
)

select * from final
