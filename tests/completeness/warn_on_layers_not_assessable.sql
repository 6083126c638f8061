-- Downstream, a layer that is not assessable makes no finding and no leak item: whoever reads the marts must know which
-- layers are silent because nothing is wrong, and which ones because data is not there. Each row is a layer and the
-- reason, and while the build runs each is printed as a warning.
{{ config(severity='warn', store_failures=true, alias='layers_not_assessable') }}

{%- if execute and flags.WHICH in ('build', 'test') and load_relation(ref('int_completeness__layers')) %}
    {%- set found = run_query(
        'select layer, reason from ' ~ ref('int_completeness__layers') ~ ' where not is_assessable order by layer'
    ) %}
    {%- for row in found.rows %}
        {%- do exceptions.warn(row[0] ~ ' is not assessable: ' ~ row[1]) %}
    {%- endfor %}
{%- endif %}

select
    layer,
    reason
from {{ ref('int_completeness__layers') }}
where not is_assessable
