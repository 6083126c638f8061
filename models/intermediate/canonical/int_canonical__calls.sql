with mapped as (
    {{ union_mappings(
        [
            ref('int_telephony__calls')
        ],
        computed=['call_key', 'direction', 'started_on']
    ) }}
),

source_words as (
    select * from {{ ref('source_words') }}
),

final as (
    select
        {{ surrogate_key(['mapped.source_relation', 'mapped.call_id']) }} as call_key,
        mapped.system,
        mapped.source_relation,
        mapped.call_id,
        mapped.lead_id,
        mapped.direction_raw,
        source_words.meaning as direction,
        mapped.from_number,
        mapped.is_answered,
        mapped.has_callbacks,
        mapped.started_at,
        case when {{ local_date('mapped.called_back_at') }} <= {{ as_of_date() }} then mapped.called_back_at end as called_back_at,
        {{ local_date('mapped.started_at') }} as started_on
    from mapped
    left join source_words
        on source_words.topic = 'call_direction'
        and {{ snake_word('mapped.direction_raw') }} = source_words.word
    where {{ local_date('mapped.started_at') }} <= {{ as_of_date() }}
)

select * from final
