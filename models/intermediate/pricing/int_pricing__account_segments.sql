-- The segment of an account, for the prices of a segment: that of its representative record, else of a CRM record, else
-- of any.
with records as (
    select * from {{ ref('int_entities__accounts') }}
    where segment is not null
),

ranked as (
    select
        account_key,
        lower(segment) as segment,
        row_number() over (
            partition by account_key
            order by
                case when is_representative then 0 else 1 end,
                case when is_crm then 0 else 1 end,
                record_key
        ) as preference
    from records
)

select
    account_key,
    segment
from ranked
where preference = 1
