-- Invoice lines against the rate card. Placeholder shape until the pricing models stand.
select
    cast(null as {{ dbt.type_string() }}) as invoice_line_key,
    cast(null as {{ dbt.type_string() }}) as invoice_line_id,
    cast(null as {{ dbt.type_string() }}) as account_key,
    cast(null as {{ dbt.type_string() }}) as currency,
    cast(null as decimal(18, 8)) as reporting_rate,
    cast(null as date) as service_month,
    cast(null as decimal(18, 4)) as rate_card_amount,
    cast(null as decimal(18, 4)) as sanctioned_amount,
    cast(null as decimal(18, 4)) as billed_amount
where 1 = 0
