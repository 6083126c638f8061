-- The sources that leads name: what a deal names beside them hangs in the air, where leads name any.
with leads as (
    select * from {{ ref('int_canonical__leads') }}
),

final as (
    select distinct
        source_relation,
        {{ snake_word('lead_source') }} as lead_source
    from leads
    where lead_source is not null
)

select * from final
