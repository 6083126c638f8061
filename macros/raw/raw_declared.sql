{#- A raw table as its sources YAML declares it: name, description, optional, alternative, primary_key, disables, columns
    (each with name, type, required, nullable, accepted_values, needed_for, disables). Only while dbt executes. -#}
{% macro raw_declared(system, table) %}
    {%- set node = graph.sources.get('source.' ~ project_name ~ '.' ~ system ~ '.' ~ table) -%}
    {%- if not node -%}
        {{ exceptions.raise_compiler_error("raw table " ~ system ~ "." ~ table ~ " is not declared in models/staging/" ~ system) }}
    {%- endif -%}
    {%- set meta = node.config.meta or node.meta or {} -%}
    {%- set columns = [] -%}
    {%- for column in node.columns.values() -%}
        {%- set column_meta = (column.get('config') or {}).get('meta') or column.get('meta') or {} -%}
        {%- do columns.append({
            'name': column.name,
            'type': column.data_type or 'text',
            'required': column_meta.get('required', false),
            'nullable': column_meta.get('nullable', false),
            'accepted_values': column_meta.get('accepted_values', []),
            'needed_for': column_meta.get('needed_for') or column.description | trim('.'),
            'disables': column_meta.get('disables', ''),
        }) -%}
    {%- endfor -%}
    {{ return({
        'system': system,
        'name': table,
        'description': node.description,
        'optional': meta.get('optional', false),
        'alternative': meta.get('alternative'),
        'primary_key': meta.get('primary_key', ['id']),
        'disables': meta.get('disables', ''),
        'columns': columns,
    }) }}
{% endmacro %}
