with row_counts as (
    select * from {{ ref('int_completeness__row_counts') }}
)

select
    coalesce(sum(case when data_set = 'bank_lines' then row_count end), 0) > 0 as has_bank,
    coalesce(sum(case when data_set = 'ledger_lines' then row_count end), 0) > 0 as has_ledger,
    coalesce(sum(case when data_set = 'contract_lines' then row_count end), 0) > 0 as has_contracts,
    coalesce(sum(case when data_set = 'payments' then row_count end), 0) > 0 as has_payments
from row_counts
