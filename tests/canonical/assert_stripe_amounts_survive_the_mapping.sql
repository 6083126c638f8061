-- Everything behind the canonical layer assumes that each charge, refund, dispute and payout of Stripe is there
-- once, with its amount. Counts and totals by connection and currency are taken from staging and from the
-- canonical models; a side that is missing fails too.
{%- set entities = [
    ('charges', 'payments', 'amount_minor', 'created_at'),
    ('refunds', 'refunds', 'amount_minor', 'created_at'),
    ('disputes', 'disputes', 'amount_minor', 'created_at'),
    ('payouts', 'payouts', 'amount_minor', 'created_at'),
] %}
with staged as (
    {%- for staged_name, canonical_name, amount, moment in entities %}
        select
            '{{ canonical_name }}' as entity,
            rows_.source_relation,
            rows_.currency,
            count(*) as row_count,
            sum({{ from_minor('rows_.' ~ amount, 'currencies.stripe_minor_units') }}) as total_amount
        from {{ ref('stg_stripe__' ~ staged_name) }} as rows_
        inner join {{ ref('currencies') }} as currencies on rows_.currency = currencies.currency
        where {{ local_date('rows_.' ~ moment) }} <= {{ as_of_date() }}
        group by rows_.source_relation, rows_.currency
        {{ 'union all' if not loop.last }}
    {%- endfor %}
),

canonical as (
    {%- for staged_name, canonical_name, amount, moment in entities %}
        select
            '{{ canonical_name }}' as entity,
            source_relation,
            currency,
            count(*) as row_count,
            sum(amount) as total_amount
        from {{ ref('int_canonical__' ~ canonical_name) }}
        where system = 'stripe'
        group by source_relation, currency
        {{ 'union all' if not loop.last }}
    {%- endfor %}
)

select
    coalesce(staged.entity, canonical.entity) as entity,
    coalesce(staged.source_relation, canonical.source_relation) as source_relation,
    coalesce(staged.currency, canonical.currency) as currency,
    staged.row_count as staged_rows,
    canonical.row_count as canonical_rows,
    staged.total_amount as staged_amount,
    canonical.total_amount as canonical_amount
from staged
full outer join canonical
    on staged.entity = canonical.entity
    and staged.source_relation = canonical.source_relation
    and staged.currency = canonical.currency
where
    staged.entity is null
    or canonical.entity is null
    or staged.row_count <> canonical.row_count
    or staged.total_amount <> canonical.total_amount
