{#- The raw tables a model is built on, straight from the lineage: a list of [system, table]. Only while dbt executes. -#}
{% macro lineage_sources(model_name) %}
    {%- set open = ['model.' ~ project_name ~ '.' ~ model_name] -%}
    {%- set seen = [] -%}
    {%- set found = [] -%}
    {%- for _ in range(1000) if open -%}
        {%- set id = open.pop() -%}
        {%- if id not in seen -%}
            {%- do seen.append(id) -%}
            {%- if id in graph.sources -%}
                {%- do found.append([graph.sources[id].source_name, graph.sources[id].name]) -%}
            {%- elif id in graph.nodes -%}
                {%- do open.extend(graph.nodes[id].depends_on.nodes) -%}
            {%- endif -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(found | sort) }}
{% endmacro %}
