{%- set text = dbt.type_string() -%}

with row_counts as (
    select * from {{ ref('int_completeness__row_counts') }}
),

policy as (
    select * from {{ ref('int_completeness__policy') }}
),

freshness as (
    select * from {{ ref('int_completeness__freshness') }}
),

worst_control as (
    select
        control_totals.*,
        row_number()
            over (
                partition by control_totals.data_set, control_totals.source_relation
                order by
                    control_totals.difference_pct desc, control_totals.control_name asc, control_totals.currency asc
            )
            as place
    from {{ ref('int_completeness__control_totals') }} as control_totals
),

linked_ids as (
    select * from {{ ref('int_completeness__linked_ids') }}
),

joined as (
    select
        row_counts.data_set,
        row_counts.source_relation,
        row_counts.row_count,
        row_counts.companion,
        row_counts.row_count = 0
        and coalesce(row_counts.expected_since < {{ add_days(as_of_date(), '-policy.stale_days') }}, false) as is_empty,
        coalesce(freshness.is_stale, false) as is_stale,
        coalesce(worst_control.difference_pct > policy.control_tolerance_pct, false) as is_out_of_control,
        coalesce(linked_ids.linked_pct < policy.min_linked_pct, false) as is_unlinked,
        worst_control.control_name,
        worst_control.difference_pct,
        policy.control_tolerance_pct,
        linked_ids.linked_pct,
        policy.min_linked_pct,
        freshness.age_days,
        freshness.limit_days,
        freshness.newest_event_on,
        freshness.synced_on,
        freshness.last_sign_on
    from row_counts
    inner join policy
        on row_counts.data_set = policy.data_set
        and row_counts.source_relation = policy.source_relation
    left join freshness
        on row_counts.data_set = freshness.data_set
        and row_counts.source_relation = freshness.source_relation
    left join worst_control
        on row_counts.data_set = worst_control.data_set
        and row_counts.source_relation = worst_control.source_relation
        and worst_control.place = 1
    left join linked_ids
        on row_counts.data_set = linked_ids.data_set
        and row_counts.source_relation = linked_ids.source_relation
),

final as (
    select
        joined.*,
        case
            when joined.is_empty
                then
                    'the '
                    || replace(joined.data_set, '_', ' ')
                    || ' of '
                    || joined.source_relation
                    || ' are empty, although there are '
                    || joined.companion
            when joined.is_stale
                then
                    'the '
                    || replace(joined.data_set, '_', ' ')
                    || ' of '
                    || joined.source_relation
                    || ' are stale: last sign of life '
                    || cast(joined.last_sign_on as {{ text }})
                    || ', '
                    || cast(joined.age_days as {{ text }})
                    || ' days before the as-of date (limit '
                    || cast(joined.limit_days as {{ text }}) || ')'
            when joined.is_out_of_control
                then
                    'the '
                    || replace(joined.data_set, '_', ' ')
                    || ' of '
                    || joined.source_relation
                    || ' are out of control: '
                    || joined.control_name
                    || ' differ by '
                    || cast(cast(joined.difference_pct as decimal(18, 2)) as {{ text }})
                    || ' % (limit '
                    || cast(cast(joined.control_tolerance_pct as decimal(18, 2)) as {{ text }}) || ' %)'
            when joined.is_unlinked
                then
                    'the '
                    || replace(joined.data_set, '_', ' ')
                    || ' of '
                    || joined.source_relation
                    || ' are out of control: only '
                    || cast(cast(joined.linked_pct as decimal(18, 2)) as {{ text }})
                    || ' % of their account ids are in the customer records (limit '
                    || cast(cast(joined.min_linked_pct as decimal(18, 2)) as {{ text }}) || ' %)'
        end as reason
    from joined
)

select * from final
