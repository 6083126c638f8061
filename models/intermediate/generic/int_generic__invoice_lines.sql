-- A connection that lists no invoice lines at all bills each invoice as one line of its net amount.
with invoice_lines as (
    select * from {{ ref('stg_generic__invoice_lines') }}
),

invoices as (
    select * from {{ ref('int_generic__invoices') }}
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
    left join connections_with_lines
        on invoices.source_relation = connections_with_lines.source_relation
    where connections_with_lines.source_relation is null
),

final as (
    select
        cast('generic' as {{ dbt.type_string() }}) as system,
        listed.source_relation,
        listed.invoice_line_id,
        listed.invoice_id,
        invoices.account_id,
        listed.contract_line_id,
        cast(null as {{ dbt.type_string() }}) as contract_id,
        cast(null as {{ dbt.type_string() }}) as subscription_id,
        cast(null as {{ dbt.type_string() }}) as subscription_item_id,
        listed.product_code as product_id,
        cast(null as {{ dbt.type_string() }}) as price_id,
        cast(null as {{ dbt.type_string() }}) as change_order_id,
        listed.charge_type,
        listed.description,
        invoices.currency,
        listed.quantity,
        cast(listed.net_amount + coalesce(listed.discount_amount, 0) as decimal(18, 4)) as gross_amount,
        cast(coalesce(listed.discount_amount, 0) as decimal(18, 4)) as discount_amount,
        listed.net_amount,
        coalesce(listed.charge_type = 'proration', false) as is_proration,
        false as is_metered,
        invoices.issued_on,
        listed.period_start_on,
        listed.period_end_on
    from listed
    left join invoices
        on listed.source_relation = invoices.source_relation
        and listed.invoice_id = invoices.invoice_id
)

select * from final
