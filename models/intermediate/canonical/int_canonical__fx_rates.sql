with mapped as (
    {{ union_mappings(
        [
            ref('int_reference__fx_rates')
        ],
        computed=['fx_rate_key']
    ) }}
),

final as (
    select
        {{ surrogate_key(['source_relation', 'rate_on', 'from_currency', 'to_currency']) }} as fx_rate_key,
        system,
        source_relation,
        from_currency,
        to_currency,
        rate,
        rate_on
    from mapped
    where rate_on <= {{ as_of_date() }}
)

select * from final
