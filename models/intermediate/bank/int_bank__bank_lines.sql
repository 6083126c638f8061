with statement_lines as (
    select * from {{ ref('stg_bank__statement_lines') }}
),

final as (
    select
        cast('bank' as {{ dbt.type_string() }}) as system,
        source_relation,
        bank_line_id,
        bank_account_id,
        counterparty_name,
        counterparty_account,
        remittance_information,
        bank_reference,
        entry_type,
        currency,
        amount,
        booked_on,
        value_on
    from statement_lines
)

select * from final
