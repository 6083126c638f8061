{#- A date or instant written as text as a timestamp in UTC, null where it is none: '2017-05-07', '2017-05-07 0:00:00',
    '2021-01-31 19:13:19.638 UTC', ISO with T and Z or an offset. Without a zone it is UTC. -#}
{% macro parse_timestamp(value) -%}
    {%- set moment = '^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([T ][0-9]{1,2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?' -%}
    case
        when {{ matches(value, moment ~ '( ?(UTC|Z))?)?$') }}
            then {{ try_timestamp(value) }}
        when {{ matches(value, moment ~ ' ?[+-][0-9]{2}(:?[0-9]{2})?)$') }}
            then {{ try_timestamp_with_offset(value) }}
    end
{%- endmacro %}
