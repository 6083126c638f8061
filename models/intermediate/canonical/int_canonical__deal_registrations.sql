-- A status in words that nobody knows is pending; int_canonical__word_rejects shows it.
with mapped as (
    {{ union_mappings(
        [
            ref('int_partner_portal__deal_registrations')
        ],
        computed=['deal_registration_key', 'status_raw']
    ) }}
),

source_words as (
    select * from {{ ref('source_words') }}
    where topic = 'registration_status'
),

final as (
    select
        {{ surrogate_key(['source_relation', 'registration_id']) }} as deal_registration_key,
        system,
        source_relation,
        registration_id,
        partner_id,
        deal_id,
        customer_name,
        product_code,
        amount,
        currency,
        registered_on,
        coalesce(source_words.meaning, 'pending') as status,
        mapped.status as status_raw
    from mapped
    left join source_words on {{ snake_word('mapped.status') }} = source_words.word
    where registered_on <= {{ as_of_date() }}
)

select * from final
