-- The usual time of a stage: the median of the ended stays of won deals. Twice the median is a whole number: the sum of the two stays in
-- the middle.
with stays as (
    select
        source_relation,
        stage,
        days,
        row_number() over (partition by source_relation, stage order by days, stage_entry_key) as place,
        count(*) over (partition by source_relation, stage) as stay_count
    from {{ ref('int_lifecycle__deal_stays') }}
    where is_won and exited_on is not null
),

final as (
    select
        source_relation,
        stage,
        cast(max(stay_count) as integer) as stay_count,
        cast(
            max(case when 2 * place in (stay_count, stay_count + 1) then days end)
            + max(case when 2 * place in (stay_count + 1, stay_count + 2) then days end) as integer
        ) as twice_usual_days
    from stays
    group by source_relation, stage
)

select * from final
