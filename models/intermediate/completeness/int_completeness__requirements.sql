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

crm as (
    select count(*) as deal_count
    from {{ ref('int_canonical__deals') }}
)

select
    layer_sources.layer,
    layer_sources.data_set,
    layer_sources.place,
    case
        when coalesce(by_data_set.row_count, 0) > 0
            then
                by_data_set.reason || case
                    when by_data_set.reason_count > 1
                        then
                            ' (and '
                            || cast(by_data_set.reason_count - 1 as {{ dbt.type_string() }})
                            || ' more connections)'
                    else ''
                end
        when layer_sources.data_set = 'contract_lines' and crm.deal_count > 0
            then 'no contract lines: no deal of the CRM is won on or before the as-of date'
        else
            case layer_sources.data_set
                when 'contract_lines' then 'no contract lines: no CRM export is present'
                when
                    'invoices'
                    then 'no invoices: no billing export is present, or none is issued on or before the as-of date'
                when 'invoice_lines' then 'no invoice lines: the billing export holds none on or before the as-of date'
                when
                    'payments'
                    then 'no payments: neither a processor nor a ledger brings any on or before the as-of date'
                when 'ledger_lines' then 'no ledger lines: no ledger export is present'
                when
                    'ledger_revenue_lines'
                    then
                        'no ledger lines on revenue accounts: no ledger export is present, or none is typed so'
                when
                    'payouts'
                    then 'no payouts: no processor export is present, or it holds none on or before the as-of date'
                when 'bank_lines' then 'no bank lines: no bank statements are present'
                when 'rate_card' then 'no rate card: no price list is present'
            end
    end as reason
from layer_sources
left join by_data_set on layer_sources.data_set = by_data_set.data_set
cross join crm
