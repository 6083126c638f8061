-- What happens to a lead after the as-of date (an answer, a conversion, a disqualification) has not happened yet.
with mapped as (
    {{ union_mappings(
        [
            ref('int_generic__leads'),
            ref('int_salesforce__leads')
        ],
        computed=['lead_key', 'is_disqualified']
    ) }}
),

source_words as (
    select * from {{ ref('source_words') }}
),

final as (
    select
        {{ surrogate_key(['mapped.source_relation', 'mapped.lead_id']) }} as lead_key,
        mapped.system,
        mapped.source_relation,
        mapped.lead_id,
        case when mapped.is_converted and coalesce(mapped.converted_on <= {{ as_of_date() }}, true) then mapped.deal_id end as deal_id,
        case when mapped.is_converted and coalesce(mapped.converted_on <= {{ as_of_date() }}, true) then mapped.account_id end as account_id,
        mapped.owner_id,
        mapped.lead_name,
        mapped.lead_source,
        mapped.lead_status,
        mapped.segment,
        mapped.disqualified_reason,
        coalesce(mapped.currency, '{{ var("reporting_currency") }}') as currency,
        mapped.estimated_amount,
        mapped.is_converted and coalesce(mapped.converted_on <= {{ as_of_date() }}, true) as is_converted,
        -- a reason or a status that says so, unless it is dated later
        (
            mapped.disqualified_on is not null
            or mapped.disqualified_reason is not null
            or coalesce(source_words.meaning = 'disqualified', false)
        )
        and coalesce(mapped.disqualified_on <= {{ as_of_date() }}, true)
        and not mapped.is_converted as is_disqualified,
        mapped.has_response_times,
        mapped.created_at,
        case when {{ local_date('mapped.responded_at') }} <= {{ as_of_date() }} then mapped.responded_at end as responded_at,
        mapped.created_on,
        case when mapped.qualified_on <= {{ as_of_date() }} then mapped.qualified_on end as qualified_on,
        case when mapped.converted_on <= {{ as_of_date() }} then mapped.converted_on end as converted_on,
        case when mapped.disqualified_on <= {{ as_of_date() }} then mapped.disqualified_on end as disqualified_on
    from mapped
    left join source_words
        on source_words.topic = 'lead_status'
        and {{ snake_word('mapped.lead_status') }} = source_words.word
    where mapped.created_on <= {{ as_of_date() }}
)

select * from final
