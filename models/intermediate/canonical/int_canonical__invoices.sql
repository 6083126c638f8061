-- Mappings give the current status and the days on which it changed; here the status as of the as-of date is
-- worked out once. A change without a day has always held, one after the as-of date has not happened yet.
with mapped as (
    {{ union_mappings(
        [
            ref('int_generic__invoices'),
            ref('int_stripe__invoices'),
            ref('int_xero__invoices')
        ],
        computed=['invoice_key', 'status', 'is_finalized'],
        given={'status_raw': 'string', 'finalized_on': 'date', 'voided_on': 'date'}
    ) }}
),

dated as (
    select
        mapped.*,
        coalesce(lower(mapped.status_raw) = 'draft' or mapped.finalized_on > {{ as_of_date() }}, false) as was_draft,
        coalesce(
            lower(mapped.status_raw) = 'void' and coalesce(mapped.voided_on, {{ as_of_date() }}) <= {{ as_of_date() }},
            false
        ) as was_void,
        coalesce(
            case
                when
                    lower(mapped.status_raw) = 'paid'
                    then coalesce(mapped.paid_on, {{ as_of_date() }}) <= {{ as_of_date() }}
                else mapped.paid_on <= {{ as_of_date() }} and lower(mapped.status_raw) = 'void'
            end,
            false
        ) as was_paid,
        coalesce(
            case
                when lower(mapped.status_raw) = 'uncollectible'
                    then coalesce(mapped.uncollectible_on, {{ as_of_date() }}) <= {{ as_of_date() }}
                else mapped.uncollectible_on <= {{ as_of_date() }} and lower(mapped.status_raw) in ('void', 'paid')
            end,
            false
        ) as was_uncollectible
    from mapped
),

stated as (
    select
        dated.*,
        case
            when dated.was_draft then 'draft'
            when dated.was_void then 'void'
            when dated.was_paid then 'paid'
            when dated.was_uncollectible then 'uncollectible'
            else 'open'
        end as status,
        case when dated.was_draft then dated.issued_on else coalesce(dated.finalized_on, dated.issued_on) end
            as visible_from
    from dated
),

final as (
    select
        {{ surrogate_key(['source_relation', 'invoice_id']) }} as invoice_key,
        system,
        source_relation,
        invoice_id,
        account_id,
        subscription_id,
        invoice_number,
        status,
        currency,
        book_currency,
        net_amount,
        coalesce(tax_amount, cast(0 as decimal(18, 4))) as tax_amount,
        total_amount,
        book_rate,
        coalesce(failed_attempt_count, 0) as failed_attempt_count,
        status not in ('draft', 'void') as is_finalized,
        visible_from as issued_on,
        coalesce(
            due_on,
            {{ add_days('visible_from', var('default_payment_terms_days')) }}
        ) as due_on,
        case when status = 'paid' and paid_on <= {{ as_of_date() }} then paid_on end as paid_on,
        case when uncollectible_on <= {{ as_of_date() }} then uncollectible_on end as uncollectible_on
    from stated
    where visible_from <= {{ as_of_date() }}
)

select * from final
