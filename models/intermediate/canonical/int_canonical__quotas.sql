-- A quota has no day on which it was set: those of later periods are there too.
with mapped as (
    {{ union_mappings(
        [
            ref('int_planning__quotas')
        ],
        computed=['quota_key']
    ) }}
),

final as (
    select
        {{ surrogate_key(['source_relation', 'rep_id', 'period_start_on', 'period_end_on', 'currency']) }} as quota_key,
        system,
        source_relation,
        rep_id,
        currency,
        amount,
        period_start_on,
        period_end_on
    from mapped
)

select * from final
