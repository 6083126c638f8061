{%- set absent = 'cast(null as ' ~ dbt.type_string() ~ ')' -%}
-- Parts of all findings in one shape: cause, subject, amount and day, with the natural key of the item they belong to.
with bridge_parts as (
    select * from {{ ref('int_items__dated_parts') }}
),

layer_parts as (
    select * from {{ ref('int_items__layer_parts') }}
),

channel_parts as (
    select * from {{ ref('int_items__channel_parts') }}
),

accounts as (
    select * from {{ ref('int_entities__account_profiles') }}
),

policy as (
    select * from {{ ref('cause_policy') }}
),

unioned as (
    select
        bridge_parts.part_key,
        policy.layer,
        bridge_parts.account_key,
        bridge_parts.partner_key,
        bridge_parts.currency,
        bridge_parts.minor_units,
        bridge_parts.reporting_rate,
        bridge_parts.cause,
        bridge_parts.direction,
        bridge_parts.subject_type,
        case bridge_parts.subject_type
            when 'contract_line' then bridge_parts.contract_system
            when 'invoice' then bridge_parts.invoice_system
        end as subject_system,
        case bridge_parts.subject_type
            when 'contract_line' then bridge_parts.contract_line_id
            when 'invoice' then bridge_parts.invoice_id
            else coalesce(accounts.crm_account_id, bridge_parts.account_key, 'unknown')
        end as subject_id,
        bridge_parts.contract_system,
        bridge_parts.contract_line_id,
        bridge_parts.invoice_system,
        bridge_parts.invoice_id,
        bridge_parts.payment_system,
        bridge_parts.payment_id,
        cast(null as {{ dbt.type_string() }}) as other_table,
        bridge_parts.gap_amount,
        bridge_parts.opened_on,
        true as is_bridge
    from bridge_parts
    inner join policy on bridge_parts.cause = policy.cause
    left join accounts on bridge_parts.account_key = accounts.account_key

    {% for parts, knows_partner in [('layer_parts', false), ('channel_parts', true)] -%}
        union all

        select
            part_key,
            layer,
            account_key,
            {{ 'partner_key' if knows_partner else absent }},
            currency,
            minor_units,
            reporting_rate,
            cause,
            direction,
            subject_type,
            subject_system,
            subject_id,
            {{ 'contract_system' if knows_partner else absent }},
            {{ 'contract_line_id' if knows_partner else absent }},
            {{ absent }},
            {{ absent }},
            {{ absent }},
            {{ absent }},
            subject_table,
            gap_amount,
            opened_on,
            false
        from {{ parts }}
    {% endfor %}
)

select
    {{ surrogate_key(['cause', 'direction', 'subject_type', 'subject_system', 'subject_id', 'currency']) }} as leak_item_key,
    unioned.*,
    greatest({{ days_between('opened_on', as_of_date()) }}, 0) as days_outstanding
from unioned
