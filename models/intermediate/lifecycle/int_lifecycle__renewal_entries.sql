-- A term enters by ending: no money comes from the stage before. What is renewed for less advances with what is left of it.
with renewals as (
    select * from {{ ref('int_lifecycle__renewals') }}
),

final as (
    select
        {{ surrogate_key(["'renewal'", 'contract_line_key', 'term_no']) }} as entry_key,
        'renewal' as stage,
        6 as stage_order,
        'term' as subject_type,
        source_relation,
        contract_line_id || '|' || cast(term_no as {{ dbt.type_string() }}) as subject_id,
        account_key,
        segment,
        currency,
        reporting_rate,
        outcome,
        drop_reason,
        1 as unit_count,
        0 as from_previous_count,
        term_amount as entered_amount,
        cast(0 as decimal(18, 4)) as from_previous_amount,
        cast(least(renewed_amount, term_amount) as decimal(18, 4)) as advanced_amount,
        cast(case when outcome = 'in_flight' then 0 else term_amount - least(renewed_amount, term_amount) end as decimal(18, 4)) as dropped_amount,
        cast(case when outcome = 'in_flight' then term_amount - least(renewed_amount, term_amount) else 0 end as decimal(18, 4)) as in_flight_amount,
        cast(0 as decimal(18, 4)) as excused_amount,
        false as is_late,
        ended_on as entered_on
    from renewals
)

select * from final
