-- what a replay of this data set needs besides the raw data and the version of the project
select
    {{ as_of_date() }} as as_of_date,
    cast('{{ var("reporting_currency") }}' as {{ dbt.type_string() }}) as reporting_currency,
    cast('{{ var("reporting_timezone") }}' as {{ dbt.type_string() }}) as reporting_timezone,
    cast({{ var('billing_grace_days') }} as integer) as billing_grace_days,
    cast({{ var('payment_grace_days') }} as integer) as payment_grace_days
