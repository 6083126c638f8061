{#- The next review after a date for a cadence: tomorrow, next Monday, the first of the next month, the first of the next quarter. -#}
{% macro next_review_on(cadence, date_expr) -%}
    case {{ cadence }}
        when 'daily' then {{ add_days(date_expr, 1) }}
        when 'weekly' then {{ add_days('cast(' ~ dbt.date_trunc('week', date_expr) ~ ' as date)', 7) }}
        when 'monthly' then {{ add_months(month_start(date_expr), 1) }}
        else {{ add_months('cast(' ~ dbt.date_trunc('quarter', date_expr) ~ ' as date)', 3) }}
    end
{%- endmacro %}
