-- The reports and activations behind each finding of the sell-through audit; of a duplicate claim, the reports.
with findings as (
    select
        {{ surrogate_key(["'sell_through'", 'partner_key', 'product_key', 'month', 'finding']) }} as part_key,
        findings.*
    from {{ ref('int_sell_through__findings') }} as findings
),

reports as (
    select
        partner_key,
        product_key,
        period_month as month,
        source_relation,
        'sell_through' as table_name,
        report_id as row_id
    from {{ ref('int_sell_through__claims') }}
),

activations as (
    select
        partner_keys.partner_key,
        product_keys.product_key,
        {{ month_start('activations.activated_on') }} as month,
        activations.source_relation,
        'activation' as table_name,
        activations.activation_id as row_id
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

source_rows as (
    select * from reports
    union all
    select * from activations
)

select
    findings.part_key,
    source_rows.source_relation,
    source_rows.table_name,
    source_rows.row_id
from findings
inner join source_rows
    on
    findings.partner_key = source_rows.partner_key
    and findings.product_key = source_rows.product_key
    and findings.month = source_rows.month
where findings.finding = 'unreported_sale' or source_rows.table_name = 'sell_through'
