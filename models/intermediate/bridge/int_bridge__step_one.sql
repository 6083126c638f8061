-- Step 1 of the bridge, contracted to billed: one row per group and cause. Credit notes first undo the negative causes of the same
-- group, in order; only what they exceed them by is a credit_memo.
with groups as (
    select * from {{ ref('int_bridge__groups') }}
),

causes as (
    select * from {{ ref('int_bridge__billing_causes') }}
),

before_credits as (
    {% for cause in billing_causes() if cause != 'credit_memo' -%}
        select
            causes.group_key,
            {{ loop.index }} as cause_order,
            '{{ cause }}' as cause,
            causes.{{ cause }} as gap_amount,
            case when causes.situation in ('not_assessable', 'shifted') then 0 else groups.credit_amount end as credit_amount
        from causes
        inner join groups on causes.group_key = groups.group_key
        where causes.{{ cause }} <> 0
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

cumulated as (
    select
        before_credits.*,
        sum(greatest(-gap_amount, 0)) over (
            partition by group_key order by cause_order rows between unbounded preceding and current row
        ) as undone_through
    from before_credits
),

undone as (
    select
        group_key,
        cause_order,
        cause,
        gap_amount + case
            when gap_amount < 0 then least(-gap_amount, greatest(credit_amount - (undone_through + gap_amount), 0))
            else 0
        end as gap_amount
    from cumulated
),

negative_totals as (
    select
        group_key,
        sum(greatest(-gap_amount, 0)) as negative_amount
    from before_credits
    group by group_key
),

final as (
    select
        group_key,
        cause_order,
        cause,
        cast(gap_amount as decimal(18, 4)) as gap_amount
    from undone
    where gap_amount <> 0

    union all

    select
        groups.group_key,
        {{ billing_causes() | length }},
        'credit_memo',
        cast(groups.credit_amount - coalesce(negative_totals.negative_amount, 0) as decimal(18, 4))
    from groups
    inner join causes on groups.group_key = causes.group_key
    left join negative_totals on groups.group_key = negative_totals.group_key
    where
        causes.situation not in ('not_assessable', 'shifted')
        and groups.credit_amount > coalesce(negative_totals.negative_amount, 0)
)

select * from final
