-- The subsets of at most 12 places, the empty one first; width is the first place that none of its places lies behind.
with bits as (
    select 0 as is_set
    union all
    select 1
)

select
    {%- for place in range(12) %}
        bit_{{ place }}.is_set as bit_{{ place }},
    {%- endfor %}
    case
        {%- for place in range(11, -1, -1) %}
            when bit_{{ place }}.is_set = 1 then {{ place + 1 }}
        {%- endfor %}
        else 0
    end as width,
    {%- for place in range(12) %}
        {{ 2 ** place }} * bit_{{ place }}.is_set{{ ' +' if not loop.last }}
    {%- endfor %}
        as mask
from
    bits as bit_0
    {%- for place in range(1, 12) %}
    cross join bits as bit_{{ place }}
    {%- endfor %}
