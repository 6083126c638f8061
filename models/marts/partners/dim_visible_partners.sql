with recipients as (
    select * from {{ ref('int_visibility__recipients') }}
),

final as (
    select
        partner_key as visible_to_partner_key,
        partner_id as visible_to_partner_id,
        partner_name,
        source_relation as partner_system,
        cast(sub_partner_levels as integer) as sub_partner_levels
    from recipients
)

select * from final
