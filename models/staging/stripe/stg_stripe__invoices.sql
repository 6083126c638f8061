with source as (
    {{ raw_rows('stripe', 'invoice') }}
),

renamed as (
    select
        id as invoice_id,
        customer_id,
        subscription_id,
        number as invoice_number,
        status,
        billing_reason,
        currency,
        metadata,
        subtotal as subtotal_minor,
        tax as tax_minor,
        total as total_minor,
        amount_due as amount_due_minor,
        amount_paid as amount_paid_minor,
        amount_remaining as amount_remaining_minor,
        attempt_count,
        created as created_at,
        due_date as due_at,
        period_start as period_start_at,
        period_end as period_end_at,
        status_transitions_finalized_at as finalized_at,
        status_transitions_paid_at as paid_at,
        status_transitions_marked_uncollectible_at as marked_uncollectible_at,
        status_transitions_voided_at as voided_at,
        source_relation,
        synced_at
    from source
)

select * from renamed
