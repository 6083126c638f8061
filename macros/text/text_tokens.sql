{#- The words of a text as rows (key, position, token), in order: a query over a relation. Anything but letters, digits, - and _ separates. -#}
{% macro text_tokens(relation, key, text) -%}
    {{ return(adapter.dispatch('text_tokens', 'revenue_leakage')(relation, key, text)) }}
{%- endmacro %}

{% macro default__text_tokens(relation, key, text) -%}
    select source.{{ key }}, cast(words.position as integer) as position, words.token
    from {{ relation }} as source
    cross join lateral regexp_split_to_table(source.{{ text }}, '[^A-Za-z0-9_-]+') with ordinality as words (token, position)
{%- endmacro %}

{% macro duckdb__text_tokens(relation, key, text) -%}
    select
        {{ key }},
        cast(generate_subscripts(regexp_split_to_array({{ text }}, '[^A-Za-z0-9_-]+'), 1) as integer) as position,
        unnest(regexp_split_to_array({{ text }}, '[^A-Za-z0-9_-]+')) as token
    from {{ relation }}
{%- endmacro %}

{% macro spark__text_tokens(relation, key, text) -%}
    select {{ key }}, cast(position + 1 as integer) as position, token
    from {{ relation }}
    lateral view posexplode(split({{ text }}, '[^A-Za-z0-9_-]+')) words as position, token
{%- endmacro %}
