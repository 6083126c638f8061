{#- What is wrong with one raw table, as a list of messages that name the file, the column, what it is for and what to do:
    files that cannot be read, a needed table or column that is not there, a renamed column that does not exist. -#}
{% macro raw_table_problems(declared) %}
    {%- set problems = [] -%}
    {%- set renamed = var(declared.system ~ '_columns', {}) or {} -%}
    {%- set names = declared.columns | map(attribute='name') | list -%}
    {%- for relation, connection in raw_connections(declared.system).items() -%}
        {%- set table = connection.tables.get(declared.name) -%}
        {%- if not table -%}
            {%- if not declared.optional or (declared.alternative and declared.alternative not in connection.tables) -%}
                {%- do problems.append(
                    connection.path ~ ': table ' ~ declared.name ~ ' is not there (' ~ declared.description | trim('.')
                    ~ '); export it as ' ~ declared.name ~ '.csv or ' ~ declared.name ~ '.parquet, or set var '
                    ~ declared.system ~ '_enabled to false'
                ) -%}
            {%- endif -%}
        {%- else -%}
            {%- do problems.extend(table.problems) -%}
        {%- endif -%}
        {%- for group in (table or {}).get('groups', []) -%}
            {%- set found = raw_column_names(declared.system, declared.name, names, group.columns) -%}
            {%- for column in declared.columns if not found[column.name] -%}
                {%- set wanted = renamed.get(declared.name ~ '.' ~ column.name) or renamed.get(column.name) -%}
                {%- set file = group.get('files', [table.path])[0] -%}
                {%- if column.required -%}
                    {%- do problems.append(
                        file ~ ': column ' ~ (wanted or column.name) ~ ' is not there (needed for: ' ~ column.needed_for
                        ~ '); export it, or name the column that holds it in var ' ~ declared.system ~ '_columns'
                    ) -%}
                {%- elif renamed.get(declared.name ~ '.' ~ column.name) -%}
                    {%- do problems.append(
                        file ~ ': column ' ~ wanted ~ ', which var ' ~ declared.system ~ '_columns names for '
                        ~ column.name ~ ', is not there; correct the var'
                    ) -%}
                {%- endif -%}
            {%- endfor -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return(problems) }}
{% endmacro %}
