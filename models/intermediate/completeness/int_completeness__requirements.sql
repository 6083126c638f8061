{#- What a controller reads where nothing is there; the ledger's other lines are silent, its revenue lines speak for it. -#}
{%- set absent = {
    'contract_lines': 'no contract lines: no CRM export is present',
    'invoices': 'no invoices: no billing export is present, or none is issued on or before the as-of date',
    'invoice_lines': 'no invoice lines: the billing export holds none on or before the as-of date',
    'payments': 'no payments: neither a processor nor a ledger brings any on or before the as-of date',
    'ledger_revenue_lines': 'no postings to revenue: no ledger export is present, or none on or before the as-of date',
    'payouts': 'no payouts: no processor export is present, or it holds none on or before the as-of date',
    'bank_lines': 'no bank lines: no bank statements are present, or none on or before the as-of date',
    'rate_card': 'no rate card: no price list is present',
} -%}

with layer_sources as (
    select * from {{ ref('int_completeness__layer_sources') }}
),

by_data_set as (
    select
        data_set,
        sum(row_count) as row_count,
        count(reason) as reason_count,
        min(reason) as reason
    from {{ ref('int_completeness__data_sets') }}
    group by data_set
),

crm_records as (
    select deal_id as record_id from {{ ref('int_canonical__deals') }}
    union all
    select account_id as record_id from {{ ref('int_canonical__accounts') }}
    where is_crm
),

crm as (
    select count(*) as record_count
    from crm_records
),

others as (
    select
        data_set,
        case
            when reason_count > 1
                then ' (and ' || cast(reason_count - 1 as {{ dbt.type_string() }}) || ' more connections)'
            else ''
        end as remark
    from by_data_set
)

select
    layer_sources.layer,
    layer_sources.data_set,
    layer_sources.place,
    case
        when coalesce(by_data_set.row_count, 0) > 0 then by_data_set.reason || others.remark
        when layer_sources.data_set = 'contract_lines' and crm.record_count > 0
            then 'no contract lines: no deal of the CRM is won on or before the as-of date'
        {% for data_set, reason in absent.items() -%}
            when layer_sources.data_set = '{{ data_set }}' then '{{ reason }}'
        {% endfor -%}
    end as reason
from layer_sources
left join by_data_set on layer_sources.data_set = by_data_set.data_set
left join others on layer_sources.data_set = others.data_set
cross join crm
