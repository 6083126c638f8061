-- Reported, activated and invoiced side by side. A month can be judged once it and the billing grace are over: reports up to the last
-- month for which the partner's portal holds any at all, invoices where they can be relied on.
with claims as (
    select * from {{ ref('int_sell_through__claims') }}
),

activations as (
    select
        activations.source_relation,
        activations.quantity,
        partner_keys.partner_key,
        product_keys.product_key,
        {{ month_start('activations.activated_on') }} as month
    from {{ ref('int_canonical__activations') }} as activations
    inner join {{ ref('int_partners__keys') }} as partner_keys
        on
        activations.source_relation = partner_keys.source_relation
        and activations.partner_id = partner_keys.partner_id
    inner join {{ ref('int_entities__product_keys') }} as product_keys
        on
        activations.source_relation = product_keys.source_relation
        and activations.product_code = product_keys.product_id
),

invoiced as (
    select * from {{ ref('int_sell_through__invoiced') }}
),

unioned as (
    select
        partner_key,
        product_key,
        period_month as month,
        source_relation,
        currency,
        case when is_duplicate then 0 else quantity end as reported_quantity,
        case when is_duplicate then quantity else 0 end as duplicate_quantity,
        0 as activated_quantity,
        0 as invoiced_quantity
    from claims

    union all

    select
        partner_key,
        product_key,
        month,
        source_relation,
        cast(null as {{ dbt.type_string() }}),
        0,
        0,
        quantity,
        0
    from activations

    union all

    -- invoices for products that the partner neither reports nor activates are its own use
    select
        invoiced.partner_key,
        invoiced.product_key,
        invoiced.month,
        cast(null as {{ dbt.type_string() }}),
        invoiced.currency,
        0,
        0,
        0,
        invoiced.quantity
    from invoiced
    inner join (
        select
            partner_key,
            product_key
        from claims
        union
        select
            partner_key,
            product_key
        from activations
    ) as sold on invoiced.partner_key = sold.partner_key and invoiced.product_key = sold.product_key
),

last_reports as (
    select
        source_relation,
        max(period_month) as last_month
    from claims
    group by source_relation
),

billing as (
    select count(case when reason is not null then 1 end) = 0 and count(*) > 0 as is_reliable
    from {{ ref('int_completeness__data_sets') }}
    where data_set in ('invoices', 'invoice_lines')
),

-- one currency for the quantities of a partner and product that have none: that of the reports, else of the invoices
currencies as (
    select
        partner_key,
        product_key,
        coalesce(min(case when source_relation is not null then currency end), min(currency), '{{ var("reporting_currency") }}') as currency
    from unioned
    group by partner_key, product_key
)

select
    unioned.partner_key,
    unioned.product_key,
    unioned.month,
    max(currencies.currency) as currency,
    {%- for quantity in ['reported', 'duplicate', 'activated', 'invoiced'] %}
        cast(sum(unioned.{{ quantity }}_quantity) as decimal(18, 8)) as {{ quantity }}_quantity,
    {%- endfor %}
    max(
        case
            when
                {{ add_days(add_months('unioned.month', 1), -1 + var('billing_grace_days')) }} < {{ as_of_date() }}
                and unioned.month <= last_reports.last_month then 1
            else 0
        end
    ) = 1 as can_judge_reports,
    max(
        case
            when
                {{ add_days(add_months('unioned.month', 1), -1 + var('billing_grace_days')) }} < {{ as_of_date() }}
                and billing.is_reliable then 1
            else 0
        end
    ) = 1 as can_judge_invoices
from unioned
inner join currencies on unioned.partner_key = currencies.partner_key and unioned.product_key = currencies.product_key
cross join billing
left join last_reports on unioned.source_relation = last_reports.source_relation
group by unioned.partner_key, unioned.product_key, unioned.month
