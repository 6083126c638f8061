with mapped as (
    {{ union_mappings(
        [
            ref('int_bank__bank_lines')
        ],
        computed=['bank_line_key']
    ) }}
),

final as (
    select
        {{ surrogate_key(['source_relation', 'bank_line_id']) }} as bank_line_key,
        system,
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
    from mapped
    where booked_on <= {{ as_of_date() }}
)

select * from final
