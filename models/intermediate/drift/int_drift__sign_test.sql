-- One-sided sign test: the chance of at least k short months among n that are short or long, were both equally likely. Exact binomial
-- tails for up to 60 months, made when the project is compiled.
{% set ns = namespace(row=[1]) -%}
{%- for n in range(1, 61) %}
    {%- set next_row = [1] -%}
    {%- for i in range(1, ns.row | length) -%}{%- do next_row.append(ns.row[i - 1] + ns.row[i]) -%}{%- endfor -%}
    {%- do next_row.append(1) -%}
    {%- set ns.row = next_row -%}
    {%- set tail = namespace(total=0) -%}
    {%- for k in range(n, -1, -1) %}
        {%- set tail.total = tail.total + next_row[k] %}
{{ 'union all ' if not (n == 1 and k == n) }}select {{ n }} as month_count, {{ k }} as short_count, cast({{ tail.total * 10 ** 12 // 2 ** n }} * cast(0.000000000001 as decimal(13, 12)) as decimal(18, 12)) as p_value
    {%- endfor -%}
{%- endfor %}
