{#- A value of a JSON object held as text, by its top-level key, as text; null where the JSON, the key or the value is not there.
    JSON that was encoded twice (a JSON string that holds an object) is read too. -#}
{% macro json_text(column, key) -%}
    {{ return(adapter.dispatch('json_text', 'revenue_leakage')(column, key)) }}
{%- endmacro %}

{% macro duckdb__json_text(column, key) -%}
    nullif(trim(
        case when json_valid({{ column }}) then
            case json_type({{ column }})
                when 'VARCHAR' then
                    case when json_valid(json_extract_string({{ column }}, '$'))
                        then json_extract_string(json_extract_string({{ column }}, '$'), '$."{{ key }}"') end
                else json_extract_string({{ column }}, '$."{{ key }}"')
            end
        end
    ), '')
{%- endmacro %}

{% macro spark__json_text(column, key) -%}
    nullif(trim(get_json_object({{ column }}, '$.{{ key }}')), '')
{%- endmacro %}

{% macro default__json_text(column, key) -%}
    nullif(trim(substring({{ column }} from '"{{ key }}"[ ]*:[ ]*"([^"]*)"')), '')
{%- endmacro %}
