{#- The lower-case domain of an e-mail address, a web address or a bare domain: no protocol, no www, no path, no port. -#}
{% macro web_domain(address) -%}
    {%- set host -%}
    {{ dbt.split_part(dbt.split_part(
        "replace(replace(lower(trim(" ~ address ~ ")), 'https://', ''), 'http://', '')", "'/'", 1
    ), "'?'", 1) }}
    {%- endset -%}
    {%- set domain -%}
    {{ dbt.split_part("case when " ~ host ~ " like '%@%' then " ~ dbt.split_part(host, "'@'", 2) ~ " else " ~ host ~ " end", "':'", 1) }}
    {%- endset -%}
    nullif(case when {{ domain }} like 'www.%' then substring({{ domain }}, 5) else {{ domain }} end, '')
{%- endmacro %}
