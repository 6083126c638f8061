-- A connection that lists no invoice lines at all bills each invoice as one line of its net amount. Where the lines sum to the total
-- although tax is in it, they hold the tax: the invoice's net is split over them by amount.
with invoice_lines as (
    select * from {{ ref('stg_generic__invoice_lines') }}
),

invoices as (
    select * from {{ ref('int_generic__invoices') }}
),

currencies as (
    select * from {{ ref('currencies') }}
),

connections_with_lines as (
    select distinct source_relation from invoice_lines
),

listed as (
    select
        source_relation,
        invoice_line_id,
        invoice_id,
        contract_line_id,
        product_code,
        charge_type,
        description,
        quantity,
        discount_amount,
        net_amount,
        period_start_on,
        period_end_on
    from invoice_lines
    union all
    select
        invoices.source_relation,
        invoices.invoice_id as invoice_line_id,
        invoices.invoice_id,
        cast(null as {{ dbt.type_string() }}) as contract_line_id,
        cast(null as {{ dbt.type_string() }}) as product_code,
        cast(null as {{ dbt.type_string() }}) as charge_type,
        cast(null as {{ dbt.type_string() }}) as description,
        cast(null as decimal(18, 8)) as quantity,
        cast(null as decimal(18, 4)) as discount_amount,
        invoices.net_amount,
        cast(null as date) as period_start_on,
        cast(null as date) as period_end_on
    from invoices
    left join connections_with_lines on invoices.source_relation = connections_with_lines.source_relation
    where connections_with_lines.source_relation is null
),

joined as (
    select
        listed.*,
        invoices.account_id,
        invoices.currency,
        invoices.issued_on,
        invoices.net_amount as invoice_net_amount,
        invoices.tax_amount > 0 and invoices.total_amount > 0
        and invoices.total_amount = sum(listed.net_amount) over (partition by listed.source_relation, listed.invoice_id) as is_tax_inclusive,
        currencies.minor_units,
        invoices.total_amount as invoice_total_amount,
        {{ to_minor('listed.net_amount', 'currencies.minor_units') }} as weight,
        sum({{ to_minor('listed.net_amount', 'currencies.minor_units') }}) over (
            partition by listed.source_relation, listed.invoice_id
            order by listed.invoice_line_id rows between unbounded preceding and current row
        ) as cumulative_weight
    from listed
    left join invoices on listed.source_relation = invoices.source_relation and listed.invoice_id = invoices.invoice_id
    left join currencies on invoices.currency = currencies.currency
),

netted as (
    select
        joined.*,
        {% set total = to_minor('invoice_total_amount', 'minor_units') -%}
        case when is_tax_inclusive then {{ split_amount('invoice_net_amount', 'weight', 'cumulative_weight', total, 'minor_units') }} else net_amount end
            as line_net_amount,
        case
            when is_tax_inclusive
                then {{ prorate('coalesce(discount_amount, 0)', to_minor('invoice_net_amount', 'minor_units'), total, 'minor_units') }}
            else coalesce(discount_amount, 0)
        end as line_discount_amount
    from joined
),

final as (
    select
        cast('generic' as {{ dbt.type_string() }}) as system,
        source_relation,
        invoice_line_id,
        invoice_id,
        account_id,
        contract_line_id,
        cast(null as {{ dbt.type_string() }}) as contract_id,
        cast(null as {{ dbt.type_string() }}) as subscription_id,
        cast(null as {{ dbt.type_string() }}) as subscription_item_id,
        product_code as product_id,
        cast(null as {{ dbt.type_string() }}) as price_id,
        cast(null as {{ dbt.type_string() }}) as change_order_id,
        charge_type,
        description,
        currency,
        quantity,
        cast(line_net_amount + line_discount_amount as decimal(18, 4)) as gross_amount,
        cast(line_discount_amount as decimal(18, 4)) as discount_amount,
        cast(line_net_amount as decimal(18, 4)) as net_amount,
        coalesce(charge_type = 'proration', false) as is_proration,
        false as is_metered,
        issued_on,
        period_start_on,
        period_end_on
    from netted
)

select * from final
