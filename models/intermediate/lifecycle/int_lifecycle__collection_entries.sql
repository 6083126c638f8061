-- One unit is an invoice. An invoice of which something is lost counts as dropped, else as in flight while anything is not yet due.
with pieces as (
    select * from {{ ref('int_lifecycle__collection_pieces') }}
),

invoices as (
    select
        invoice_key,
        source_relation,
        invoice_id
    from {{ ref('int_canonical__invoices') }}
),

profiles as (
    select * from {{ ref('int_entities__account_profiles') }}
),

summed as (
    select
        invoice_key,
        currency,
        min(account_key) as account_key,
        min(reporting_rate) as reporting_rate,
        max(case when from_previous_amount > 0 then 1 else 0 end) as from_previous_count,
        sum(entered_amount) as entered_amount,
        sum(from_previous_amount) as from_previous_amount,
        sum(advanced_amount) as advanced_amount,
        sum(dropped_amount) as dropped_amount,
        sum(in_flight_amount) as in_flight_amount,
        sum(excused_amount) as excused_amount,
        min(issued_on) as entered_on
    from pieces
    group by invoice_key, currency
),

final as (
    select
        {{ surrogate_key(["'collection'", 'summed.invoice_key', 'summed.currency']) }} as entry_key,
        'collection' as stage,
        5 as stage_order,
        'invoice' as subject_type,
        invoices.source_relation,
        invoices.invoice_id as subject_id,
        summed.account_key,
        coalesce(profiles.segment, 'unknown') as segment,
        summed.currency,
        summed.reporting_rate,
        case
            when summed.dropped_amount > summed.excused_amount then 'dropped'
            when summed.in_flight_amount <> 0 then 'in_flight'
            else 'advanced'
        end as outcome,
        cast(null as {{ dbt.type_string() }}) as drop_reason,
        1 as unit_count,
        summed.from_previous_count,
        cast(summed.entered_amount as decimal(18, 4)) as entered_amount,
        cast(summed.from_previous_amount as decimal(18, 4)) as from_previous_amount,
        cast(summed.advanced_amount as decimal(18, 4)) as advanced_amount,
        cast(summed.dropped_amount as decimal(18, 4)) as dropped_amount,
        cast(summed.in_flight_amount as decimal(18, 4)) as in_flight_amount,
        cast(summed.excused_amount as decimal(18, 4)) as excused_amount,
        false as is_late,
        summed.entered_on
    from summed
    inner join invoices on summed.invoice_key = invoices.invoice_key
    left join profiles on summed.account_key = profiles.account_key
)

select * from final
