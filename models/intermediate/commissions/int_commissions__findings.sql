-- What is wrong with each payment, the first that holds. A payment that states its rate says on how much money it was paid; where it
-- does not, the rate of the plan says so.
with settlements as (
    select * from {{ ref('int_commissions__settlements') }}
),

dues as (
    select * from {{ ref('int_commissions__dues') }}
),

billing_layer as (
    select is_assessable from {{ ref('int_completeness__layers') }}
    where layer = 'booked_vs_billed'
),

subjects as (
    select * from {{ ref('int_commissions__subjects') }}
),

measured as (
    select
        settlements.*,
        dues.role,
        dues.plan_id,
        dues.basis,
        dues.rate,
        dues.payable_on,
        dues.basis_amount as unit_basis_amount,
        dues.basis_commission as unit_due_amount,
        coalesce(dues.invoiced_amount, subjects.invoiced_amount, 0) as invoiced_amount,
        coalesce(dues.contracted_amount, 0) as contracted_amount,
        {%- for amount in ['basis', 'invoiced', 'contracted'] %}
            case
                when settlements.stated_rate is not null and dues.unit_key is not null
                    then {{ round_money(multiply('dues.' ~ amount ~ '_amount', 'settlements.stated_rate'), 'settlements.minor_units') }}
                else coalesce(dues.{{ amount }}_commission, 0)
            end as {{ amount }}_claim,
        {%- endfor %}
        coalesce(dues.is_assessable, billing_layer.is_assessable and not subjects.is_left_out) as is_assessable,
        settlements.paid_amount - settlements.due_amount as variance_amount,
        -- a difference of one minor unit is a rounding
        {{ minor_unit('settlements.minor_units') }} as tolerance
    from settlements
    cross join billing_layer
    left join dues on settlements.unit_key = dues.unit_key
    left join subjects on settlements.commission_payment_key = subjects.commission_payment_key
)

select
    {{ surrogate_key(['unit_key', 'commission_payment_key']) }} as settlement_key,
    measured.*,
    cast(
        case
            when unit_due_amount > 0
                then {{ scale_amount('unit_basis_amount', 'due_amount', 'unit_due_amount', 'minor_units') }}
            else 0
        end as decimal(18, 4)
    ) as basis_amount,
    case
        when not is_assessable then 'not_assessable'
        when abs(variance_amount) <= tolerance then 'ok'
        when not is_unit_currency then 'duplicate_payment'
        when not is_payment and is_repeated then 'duplicate_payment'
        when variance_amount < 0 and commission_payment_key is not null and is_payment and stated_rate <> rate then 'rate_mismatch'
        when variance_amount < 0 then 'underpaid'
        when is_repeated then 'duplicate_payment'
        when coalesce(basis, '') <> 'booked' and invoiced_amount <= 0 then 'paid_on_unbilled'
        when
            basis <> 'booked'
            and running_amount > invoiced_claim + tolerance and running_amount <= contracted_claim + tolerance
            then 'paid_on_unbilled'
        when basis = 'collected' and unit_basis_amount <= 0 then 'paid_on_uncollected'
        when
            running_amount > basis_claim + tolerance
            and running_amount <= case when basis = 'booked' then contracted_claim else invoiced_claim end + tolerance
            then 'paid_on_uncollected'
        else 'rate_mismatch'
    end as finding
from measured
