{#- The rows of all mapping models of one business entity, standardised the same way for every system.

    mappings: refs of the mapping models; a new system is one more ref in the list of its canonical model.
    computed: contract columns that the canonical model works out itself, so mappings need not give them
              (system is always worked out here, from source_relation).
    given:    columns beyond the contract that mappings give, name -> type.

    Every other contract column must be in every mapping, under its own name; what is missing there is an error of the engine.
    Texts are trimmed and empty ones become null, currencies are upper case, money is rounded to the minor unit of its currency
    (book_* amounts: of book_currency). Without any mapping: a typed empty relation. -#}
{% macro union_mappings(mappings, computed=[], given={}) %}
    {%- set currencies = ref('currencies') -%}
    {%- if not execute -%}
    select 1 as placeholder
    {%- else -%}
    {%- set columns = mapping_columns(mappings, computed, given) -%}
    with unioned as (
        {%- for mapping in mappings %}
        select
            {%- for name, type in columns.items() %}
            {{ mapping_column(name, type) }} as {{ name }}{{ ',' if not loop.last }}
            {%- endfor %}
        from {{ mapping }}
        {%- if not loop.last %}
        union all
        {%- endif %}
        {%- else %}
        select
            {%- for name, type in columns.items() %}
            cast(null as {{ contract_type(type) }}) as {{ name }}{{ ',' if not loop.last }}
            {%- endfor %}
        where 1 = 0
        {%- endfor %}
    )

    select
        {{ dbt.split_part('unioned.source_relation', "'@'", 1) }} as system
        {%- for name, type in columns.items() %},
        {% if type == 'decimal(18,4)' and 'currency' in columns -%}
        {{ round_money('unioned.' ~ name, mapping_minor_units(name, columns)) }} as {{ name }}
        {%- else -%}
        unioned.{{ name }}
        {%- endif %}
        {%- endfor %}
    from unioned
    {%- if 'currency' in columns %}
    left join {{ currencies }} as currencies on unioned.currency = currencies.currency
    {%- endif %}
    {%- if 'book_currency' in columns %}
    left join {{ currencies }} as book_currencies
        on coalesce(unioned.book_currency, '{{ var("reporting_currency") }}') = book_currencies.currency
    {%- endif %}
    {%- endif -%}
{% endmacro %}

{#- Columns that a mapping gives, name -> contract type, from the contract of the canonical model. A unit test does not know the
    contract; there they are the columns that all mappings have. -#}
{% macro mapping_columns(mappings, computed, given) %}
    {%- set columns = {} -%}
    {%- if model.resource_type == 'unit_test' -%}
        {%- do columns.update(common_columns(mappings)) -%}
    {%- else -%}
        {%- for column in graph.nodes[model.unique_id].columns.values() -%}
            {%- do columns.update({column.name: column.data_type | replace(' ', '')}) -%}
        {%- endfor -%}
    {%- endif -%}
    {%- if not columns -%}
        {{ exceptions.raise_compiler_error('No columns known for ' ~ model.name ~ ': its YAML is missing, or was added before the model: parse anew with --no-partial-parse') }}
    {%- endif -%}
    {%- for name in ['system'] + computed if name in columns -%}
        {%- do columns.pop(name) -%}
    {%- endfor -%}
    {%- do columns.update(given) -%}
    {{ return(columns) }}
{% endmacro %}

{#- Columns that all of these relations have in the database, name -> contract type. -#}
{% macro common_columns(mappings) %}
    {%- set common = {} -%}
    {%- for mapping in mappings -%}
        {%- set relation = adapter.get_relation(target.database, target.schema, (mapping | string) | replace('__dbt__cte__', '') | replace('"', '')) -%}
        {%- set found = {} -%}
        {%- for column in adapter.get_columns_in_relation(relation) -%}
            {%- set type = 'string' if column.is_string() else column.dtype if column.dtype | lower != 'decimal' else column.data_type -%}
            {%- do found.update({column.name: type | lower | replace(' ', '')}) -%}
        {%- endfor -%}
        {%- if loop.first -%}
            {%- do common.update(found) -%}
        {%- endif -%}
        {%- for name in common.keys() | list if name not in found -%}
            {%- do common.pop(name) -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return(common) }}
{% endmacro %}

{#- One column of a mapping in its contract type: texts trimmed, currencies in upper case. -#}
{% macro mapping_column(name, type) -%}
    {%- if type == 'string' and (name == 'currency' or name.endswith('_currency')) -%}
    nullif(upper(trim(cast({{ name }} as {{ contract_type(type) }}))), '')
    {%- elif type == 'string' -%}
    nullif(trim(cast({{ name }} as {{ contract_type(type) }})), '')
    {%- else -%}
    cast({{ name }} as {{ contract_type(type) }})
    {%- endif -%}
{%- endmacro %}

{#- Decimals of the currency that an amount column is in. -#}
{% macro mapping_minor_units(name, columns) -%}
    {%- if name.startswith('book_') and 'book_currency' in columns -%}
    coalesce(book_currencies.minor_units, 2)
    {%- else -%}
    coalesce(currencies.minor_units, 2)
    {%- endif -%}
{%- endmacro %}

{#- The engine's name of a contract type. -#}
{% macro contract_type(type) -%}
    {{ dbt.type_string() if type == 'string' else type }}
{%- endmacro %}
