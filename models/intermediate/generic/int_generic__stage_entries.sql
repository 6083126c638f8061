with stage_histories as (
    select * from {{ ref('stg_generic__stage_histories') }}
),

final as (
    select
        cast('generic' as {{ dbt.type_string() }}) as system,
        source_relation,
        deal_id || '|' || stage || '|' || cast(entered_on as {{ dbt.type_string() }}) as stage_entry_id,
        deal_id,
        stage,
        cast(entered_on as timestamp) as entered_at,
        entered_on,
        exited_on
    from stage_histories
)

select * from final
