-- What is contracted as of the as-of date: won lines in canonical words, with the defaults where their source
-- is silent.
with won_lines as (
    select * from {{ ref('int_canonical__won_lines') }}
),

source_words as (
    select * from {{ ref('source_words') }}
),

worded as (
    select
        won_lines.*,
        coalesce(frequencies.meaning, '{{ var("default_billing_frequency") }}') as frequency,
        coalesce(timings.meaning, '{{ var("default_billing_timing") }}') as timing,
        coalesce(uplifts.meaning, 'renewal') as uplift_basis,
        coalesce(won_lines.start_on, won_lines.closed_on) as first_service_on,
        -- A cancellation dated after the as-of date has not happened yet.
        case when won_lines.cancelled_on <= {{ as_of_date() }} then won_lines.cancelled_on end as cancelled_by_now_on
    from won_lines
    left join source_words as frequencies
        on frequencies.topic = 'billing_frequency'
        and {{ snake_word('won_lines.billing_frequency') }} = frequencies.word
    left join source_words as timings
        on timings.topic = 'billing_timing'
        and {{ snake_word('won_lines.billing_timing') }} = timings.word
    left join source_words as uplifts
        on uplifts.topic = 'uplift_applies'
        and {{ snake_word('won_lines.uplift_applies') }} = uplifts.word
    where
        won_lines.closed_on <= {{ as_of_date() }}
        and coalesce(won_lines.deal_created_on, won_lines.closed_on) <= {{ as_of_date() }}
),

final as (
    select
        {{ surrogate_key(['source_relation', 'contract_line_id']) }} as contract_line_key,
        system,
        source_relation,
        contract_line_id,
        deal_id,
        contract_id,
        account_id,
        product_id,
        amends_contract_line_id,
        renewed_contract_id,
        renewed_contract_line_id,
        partner_id,
        owner_id,
        {{ snake_word('deal_type') }} as deal_type,
        frequency as billing_frequency,
        timing as billing_timing,
        uplift_basis as uplift_applies,
        coalesce(currency, '{{ var("reporting_currency") }}') as currency,
        coalesce(quantity, cast(1 as decimal(18, 8))) as quantity,
        list_price,
        discount_pct,
        total_price,
        nullif(uplift_pct, 0) as uplift_pct,
        included_quantity,
        overage_unit_price,
        coalesce(payment_terms_days, {{ var('default_payment_terms_days') }}) as payment_terms_days,
        coalesce(is_auto_renew, false) as is_auto_renew,
        coalesce(is_terminated and (cancelled_on is null or cancelled_by_now_on is not null), false) as is_terminated,
        coalesce(is_deal_without_lines, false) as is_deal_without_lines,
        closed_on,
        first_service_on as start_on,
        -- An end before the start is no end; int_canonical__word_rejects shows it.
        case
            when end_on >= first_service_on then end_on
            when frequency <> 'one_time' then {{ add_days(add_months('first_service_on', 12), -1) }}
        end as end_on,
        cancelled_by_now_on as cancelled_on
    from worded
)

select * from final
