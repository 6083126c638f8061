{#- The role that all partners are members of; the role of a partner is this name, an underscore and its partner key. -#}
{% macro partner_group() %}
    {%- set name = var('partner_role') -%}
    {%- if not modules.re.match('^[a-z][a-z0-9_]{0,29}$', name | string) -%}
        {{ exceptions.raise_compiler_error("var partner_role must be lower-case letters, digits and underscores, at most 30, got '" ~ name ~ "'") }}
    {%- endif -%}
    {{ return(name) }}
{% endmacro %}
