-- Who is paid for a contract line: the payee of its plan, and the partners above a partner as many levels up as its plan pays overrides.
with plan_choices as (
    select * from {{ ref('int_commissions__plan_choices') }}
),

ancestors as (
    select * from {{ ref('int_partners__ancestors') }}
    where distance > 0
),

united as (
    select
        contract_line_key,
        payee_type,
        'direct' as role,
        partner_key,
        rep_id,
        plan_id,
        basis,
        rate,
        holding_days,
        is_tie
    from plan_choices

    union all

    select
        plan_choices.contract_line_key,
        'partner',
        'override',
        ancestors.ancestor_key,
        cast(null as {{ dbt.type_string() }}),
        plan_choices.plan_id,
        plan_choices.basis,
        plan_choices.override_rate,
        plan_choices.holding_days,
        plan_choices.is_tie
    from plan_choices
    inner join ancestors
        on plan_choices.partner_key = ancestors.partner_key and ancestors.distance <= plan_choices.override_levels
    where plan_choices.payee_type = 'partner' and plan_choices.override_rate <> 0
)

select
    {{ surrogate_key(['payee_type', 'coalesce(partner_key, rep_id)']) }} as payee_key,
    united.*
from united
