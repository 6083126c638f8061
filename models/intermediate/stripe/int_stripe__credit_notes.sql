-- Net and tax of a note are split over its lines by amount, in ascending order of the line id; a note without
-- lines is one row.
with credit_notes as (
    select * from {{ ref('int_stripe__credit_note_totals') }}
),

line_items as (
    select * from {{ ref('stg_stripe__credit_note_line_items') }}
),

line_ids as (
    select * from {{ ref('int_stripe__line_ids') }}
),

joined as (
    select
        credit_notes.*,
        cast(credit_notes.total_amount - credit_notes.net_amount as decimal(18, 4)) as note_tax_amount,
        line_items.credit_note_line_item_id,
        line_ids.invoice_line_id,
        max(line_items.amount_minor) over (
            partition by credit_notes.source_relation, credit_notes.credit_note_id
        ) as largest_minor,
        line_items.amount_minor
    from credit_notes
    left join line_items
        on credit_notes.source_relation = line_items.source_relation
        and credit_notes.credit_note_id = line_items.credit_note_id
    left join line_ids
        on line_items.source_relation = line_ids.source_relation
        and line_items.invoice_line_item_id = line_ids.named_id
        and credit_notes.invoice_id = line_ids.invoice_id
),

weighted as (
    select
        joined.*,
        case
            when coalesce(joined.largest_minor, 0) <= 0 then 1
            when joined.amount_minor > 0 then joined.amount_minor
            else 0
        end as weight
    from joined
),

cumulated as (
    select
        weighted.*,
        sum(weighted.weight) over (
            partition by weighted.source_relation, weighted.credit_note_id
            order by weighted.credit_note_line_item_id
            rows between unbounded preceding and current row
        ) as cumulative_weight,
        sum(weighted.weight) over (partition by weighted.source_relation, weighted.credit_note_id) as total_weight
    from weighted
),

final as (
    select
        cast('stripe' as {{ dbt.type_string() }}) as system,
        source_relation,
        credit_note_id,
        credit_note_line_item_id as credit_note_line_id,
        invoice_id,
        invoice_line_id,
        customer_id as account_id,
        refund_id,
        reason,
        currency,
        {% for amount in ['net_amount', 'note_tax_amount'] -%}
            cast(
                {{ prorate(amount, 'cumulative_weight', 'total_weight', 'minor_units') }}
                - {{ prorate(amount, '(cumulative_weight - weight)', 'total_weight', 'minor_units') }}
                as decimal(18, 4)
            ) as {{ amount | replace('note_', '') }},
        {% endfor -%}
        {{ local_date('created_at') }} as issued_on,
        {{ local_date('voided_at') }} as voided_on
    from cumulated
    -- Without a day the void has always held.
    where coalesce(status, 'issued') <> 'void' or voided_at is not null
)

select * from final
