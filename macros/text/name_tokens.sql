{#- The distinct words of names as rows (the keys, token): lower case, letters and digits of any script; dots and apostrophes belong to the
    word (S.A. is sa), everything else separates. -#}
{% macro name_tokens(relation, keys, name) -%}
    {{ return(adapter.dispatch('name_tokens', 'revenue_leakage')(relation, keys, name)) }}
{%- endmacro %}

{% macro default__name_tokens(relation, keys, name) -%}
    select distinct {{ keys | join(', ') }}, words.token
    from {{ relation }}
    cross join lateral regexp_split_to_table(
        regexp_replace(regexp_replace(lower({{ name }}), '[.''’]', '', 'g'), '[^[:alnum:]]+', ' ', 'g'), ' '
    ) as words (token)
    where words.token <> ''
{%- endmacro %}

{% macro duckdb__name_tokens(relation, keys, name) -%}
    select distinct {{ keys | join(', ') }}, token
    from (
        select
            {{ keys | join(', ') }},
            unnest(string_split(
                regexp_replace(regexp_replace(lower({{ name }}), '[.''’]', '', 'g'), '[^\p{L}\p{M}\p{N}]+', ' ', 'g'), ' '
            )) as token
        from {{ relation }}
    ) as words
    where token <> ''
{%- endmacro %}

{% macro spark__name_tokens(relation, keys, name) -%}
    select distinct {{ keys | join(', ') }}, token
    from {{ relation }}
    lateral view explode(split(
        regexp_replace(regexp_replace(lower({{ name }}), '[.\'’]', ''), '[^\\p{L}\\p{M}\\p{N}]+', ' '), ' '
    )) words as token
    where token <> ''
{%- endmacro %}
