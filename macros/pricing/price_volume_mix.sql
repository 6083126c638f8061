{#- The change of revenue between two periods by what changed it, as a query over a relation with one row per account, product, kind of charge
    and currency: old_units, new_units, old_amount, new_amount, old_amount_rc, new_amount_rc, minor_units, reporting_minor_units.
    pair: columns that name the pair of periods; all columns of the relation are kept.

    With p = amount / units and q = units, for what both periods have units of (Shapley values of two factors: each effect is taken at the mean
    of the other factor, so that neither comes first, and the periods exchanged give the same effects with the opposite sign):
        price    = (p1 - p0) * (q0 + q1) / 2 = (R1 - R0 + R1 * q0 / q1 - R0 * q1 / q0) / 2
        quantity = (q1 - q0) * (p0 + p1) / 2 = R1 - R0 - price
    and of the quantity, within the account or within the product (Q the sum of q, of what both periods have, per kind of charge):
        volume   = (Q1 - Q0) * (q0 / Q0 + q1 / Q1) / 2 * (p0 + p1) / 2, that is more of the same mix
        mix      = quantity - volume
    What only one period has units of is started or stopped; what none has units of (a correction) is price. The exchange rate's effect is that
    of r = amount_rc / amount by the same formula; the other effects convert at the mean of both rates. -#}
{% macro price_volume_mix(relation, pair) -%}
    {%- if var('linting', false) %}
    select *
    from {{ relation }}
    {%- else %}
    {%- set same_account = (pair + ['account_key', 'charge_type', 'currency', 'kind']) | join(', ') %}
    {%- set same_product = (pair + ['product_key', 'charge_type', 'currency', 'kind']) | join(', ') %}
    select
        rated.*,
        cast(quantity_amount - account_volume_amount as decimal(18, 4)) as account_mix_amount,
        cast(quantity_amount - product_volume_amount as decimal(18, 4)) as product_mix_amount,
        cast(change_amount_rc - exchange_amount_rc - price_amount_rc - started_amount_rc - stopped_amount_rc as decimal(18, 4)) as quantity_amount_rc,
        cast(
            change_amount_rc - exchange_amount_rc - price_amount_rc - started_amount_rc - stopped_amount_rc - account_volume_amount_rc
            as decimal(18, 4)
        ) as account_mix_amount_rc,
        cast(
            change_amount_rc - exchange_amount_rc - price_amount_rc - started_amount_rc - stopped_amount_rc - product_volume_amount_rc
            as decimal(18, 4)
        ) as product_mix_amount_rc
    from (
        select
            split.*,
            {%- for effect in ['price_amount', 'account_volume_amount', 'product_volume_amount'] %}
            case
                when kind in ('started', 'stopped') then cast(0 as decimal(18, 4))
                {#- nothing on one side: its rate is that of the other #}
                else {{ price_volume_mix_at_mean_rate(effect) }}
            end as {{ effect }}_rc,
            {%- endfor %}
            case when kind = 'started' then change_amount_rc else cast(0 as decimal(18, 4)) end as started_amount_rc,
            case when kind = 'stopped' then change_amount_rc else cast(0 as decimal(18, 4)) end as stopped_amount_rc,
            case
                when kind = 'both' and old_amount <> 0 and new_amount <> 0 then {{ scale_amount(
                    '(change_amount_rc + ' ~ scale_amount('new_amount_rc', 'old_amount', 'new_amount', 'reporting_minor_units')
                    ~ ' - ' ~ scale_amount('old_amount_rc', 'new_amount', 'old_amount', 'reporting_minor_units') ~ ')',
                    '1', '2', 'reporting_minor_units'
                ) }}
                else cast(0 as decimal(18, 4))
            end as exchange_amount_rc
        from (
            select
                priced.*,
                case when kind = 'started' then change_amount else cast(0 as decimal(18, 4)) end as started_amount,
                case when kind = 'stopped' then change_amount else cast(0 as decimal(18, 4)) end as stopped_amount,
                case when kind = 'both' then cast(change_amount - price_amount as decimal(18, 4)) else cast(0 as decimal(18, 4)) end as quantity_amount,
                {%- for side in ['account', 'product'] %}
                case
                    when kind = 'both' then cast(
                        {{ scale_amount(
                            '(old_amount + new_price_amount)', '(new_' ~ side ~ '_units - old_' ~ side ~ '_units)',
                            '(4 * old_' ~ side ~ '_units)', 'minor_units'
                        ) }}
                        + {{ scale_amount(
                            '(new_amount + old_price_amount)', '(new_' ~ side ~ '_units - old_' ~ side ~ '_units)',
                            '(4 * new_' ~ side ~ '_units)', 'minor_units'
                        ) }} as decimal(18, 4)
                    )
                    else cast(0 as decimal(18, 4))
                end as {{ side }}_volume_amount{{ ',' if not loop.last }}
                {%- endfor %}
            from (
                select
                    valued.*,
                    cast(new_amount - old_amount as decimal(18, 4)) as change_amount,
                    cast(new_amount_rc - old_amount_rc as decimal(18, 4)) as change_amount_rc,
                    case
                        when kind = 'both' then {{ scale_amount(
                            '(new_amount - old_amount + new_price_amount - old_price_amount)', '1', '2', 'minor_units'
                        ) }}
                        when kind = 'neither' then cast(new_amount - old_amount as decimal(18, 4))
                        else cast(0 as decimal(18, 4))
                    end as price_amount,
                    sum(old_units) over (partition by {{ same_account }}) as old_account_units,
                    sum(new_units) over (partition by {{ same_account }}) as new_account_units,
                    sum(old_units) over (partition by {{ same_product }}) as old_product_units,
                    sum(new_units) over (partition by {{ same_product }}) as new_product_units
                from (
                    select
                        kinds.*,
                        {#- the old quantity at the new price, the new quantity at the old price #}
                        case when kind = 'both' then {{ scale_amount('new_amount', 'old_units', 'new_units', 'minor_units') }} end as new_price_amount,
                        case when kind = 'both' then {{ scale_amount('old_amount', 'new_units', 'old_units', 'minor_units') }} end as old_price_amount
                    from (
                        select
                            pairs.*,
                            case
                                when old_units > 0 and new_units > 0 then 'both'
                                when new_units > 0 then 'started'
                                when old_units > 0 then 'stopped'
                                else 'neither'
                            end as kind
                        from {{ relation }} as pairs
                    ) as kinds
                ) as valued
            ) as priced
        ) as split
    ) as rated
    {%- endif %}
{%- endmacro %}

{#- An effect in the reporting currency at the mean of the rates of both periods; a side without money has the rate of the other. -#}
{% macro price_volume_mix_at_mean_rate(effect) -%}
    case
        when kind = 'neither' and '{{ effect }}' = 'price_amount' then change_amount_rc
        when old_amount <> 0 and new_amount <> 0 then {{ scale_amount(
            '(' ~ scale_amount('old_amount_rc', effect, 'old_amount', 'reporting_minor_units')
            ~ ' + ' ~ scale_amount('new_amount_rc', effect, 'new_amount', 'reporting_minor_units') ~ ')', '1', '2', 'reporting_minor_units'
        ) }}
        when old_amount <> 0 then {{ scale_amount('old_amount_rc', effect, 'old_amount', 'reporting_minor_units') }}
        when new_amount <> 0 then {{ scale_amount('new_amount_rc', effect, 'new_amount', 'reporting_minor_units') }}
        else cast(0 as decimal(18, 4))
    end
{%- endmacro %}
