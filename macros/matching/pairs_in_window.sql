{#- Bank lines and the payouts, payments or invoices in whose window they stand and that agree in the keys: a query over two relations of
    open items. Only stretches of 32 days are compared, and only where at most `most_candidates` rows of the other side stand in one. -#}
{% macro pairs_in_window(lines, targets, keys) -%}
    select
        lines.item_key as bank_item_key,
        targets.item_key as target_item_key,
        lines.amount as bank_amount,
        targets.amount as target_amount,
        lines.event_on as booked_on,
        targets.event_on as expected_on
        {%- for key in keys if key != 'amount' %},
        lines.{{ key }}
        {%- endfor %}
    from {{ lines }} as lines
    inner join (
        select
            targets.*,
            windows.bucket,
            count(*) over (partition by {% for key in keys %}targets.{{ key }}, {% endfor %}windows.bucket) as crowd
        from {{ targets }} as targets
        inner join {{ ref('int_matching__windows') }} as windows on targets.item_key = windows.item_key
    ) as targets
        on
        {%- for key in keys %}
        lines.{{ key }} = targets.{{ key }} and
        {%- endfor %}
        {{ window_bucket('lines.event_on') }} = targets.bucket
        and lines.event_on between targets.window_from and targets.window_to
    where targets.crowd <= {{ most_candidates() }}
{%- endmacro %}
