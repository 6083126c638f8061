{#- The way up from each node over 2^doublings nodes at most, without recursion, which engines do differently: each step joins the
    ways so far end to end, so that `doublings` joins climb 2^doublings times as far as the relation given does.
    relation: a CTE or ref with partner_key, next_key (the node that follows the way) and path (the nodes on it, joined by '/').
    A query of the same three columns; next_key is null where the top was reached. -#}
{% macro doubled_paths(relation, doublings) -%}
    {%- for step in range(1, doublings + 1) %}
    {%- set before = 'way_' ~ (step - 1) if step > 1 else relation %}
    {{ 'with ' if loop.first }}way_{{ step }} as (
        select
            lower_way.partner_key,
            upper_way.next_key,
            lower_way.path || coalesce('/' || upper_way.path, '') as path
        from {{ before }} as lower_way
        left join {{ before }} as upper_way on lower_way.next_key = upper_way.partner_key
    ){{ ',' if not loop.last }}
    {%- endfor %}

    select
        partner_key,
        next_key,
        path
    from way_{{ doublings }}
{%- endmacro %}
