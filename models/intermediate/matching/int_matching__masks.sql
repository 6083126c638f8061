-- The subsets of at most 12 places: one row per subset and place it holds; width is the first place that none of its places lies behind.
with bits as (
    select 0 as is_set
    union all
    select 1
),

subsets as (
    select
        {%- for place in range(12) %}
            bit_{{ place }}.is_set as bit_{{ place }},
        {%- endfor %}
        {% for place in range(12) %}
            {{ 2 ** place }} * bit_{{ place }}.is_set{{ ' +' if not loop.last }}
        {% endfor %}
            as mask
    from
        bits as bit_0
        {%- for place in range(1, 12) %}
        cross join bits as bit_{{ place }}
        {%- endfor %}
),

places as (
    {%- for place in range(12) %}
        select
            mask,
            {{ place }} as place
        from subsets
        where bit_{{ place }} = 1
        {% if not loop.last %}union all{% endif %}
    {%- endfor %}
)

select
    mask,
    place,
    max(place) over (partition by mask) + 1 as width
from places
