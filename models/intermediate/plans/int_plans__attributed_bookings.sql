-- A booking counts for the company, for its rep and for its partner.
with bookings as (
    select * from {{ ref('int_plans__bookings') }}
),

final as (
    {% for scope, scope_id in [('total', "'total'"), ('rep', 'rep_id'), ('partner', 'partner_id')] -%}
        select
            '{{ scope }}' as scope,
            {{ scope_id }} as scope_id,
            contract_line_key,
            currency,
            reporting_rate,
            amount,
            amount_rc,
            closed_on
        from bookings
        where {{ 'partner_id is not null' if scope == 'partner' else '1 = 1' }}
        {{ 'union all' if not loop.last }}
    {% endfor %}
)

select * from final
