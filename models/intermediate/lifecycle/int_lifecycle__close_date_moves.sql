-- A push moves the close date to a later day. Money left a quarter where the close date now lies in a later one than at first.
with changes as (
    select
        *,
        row_number() over (partition by source_relation, deal_id order by changed_at, deal_change_id) as change_no,
        row_number() over (partition by source_relation, deal_id order by changed_at desc, deal_change_id desc) as change_no_from_last
    from {{ ref('int_canonical__deal_changes') }}
    where field = 'close_date' and new_on is not null
),

final as (
    select
        source_relation,
        deal_id,
        cast(count(case when new_on > old_on then 1 end) as integer) as push_count,
        cast(
            count(case when {{ dbt.date_trunc('quarter', 'new_on') }} > {{ dbt.date_trunc('quarter', 'old_on') }} then 1 end) as integer
        ) as quarter_push_count,
        max(case when change_no = 1 then old_on end) as first_close_on,
        max(case when change_no_from_last = 1 then new_on end) as last_close_on
    from changes
    group by source_relation, deal_id
)

select * from final
