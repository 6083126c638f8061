-- Every contract line that an invoice line may belong to, with the rung of the matching ladder that says so (1 is the surest). An id names
-- what its own connection has before what others have.
with billing_lines as (
    select * from {{ ref('int_billing__lines') }}
),

contract_lines as (
    select * from {{ ref('int_contracts__lines') }}
),

extents as (
    select * from {{ ref('int_schedule__line_extents') }}
),

contract_refs as (
    select
        contract_line_key,
        source_relation,
        product_key,
        deal_id as contract_ref
    from contract_lines
    where deal_id is not null

    union

    select
        contract_line_key,
        source_relation,
        product_key,
        contract_id
    from contract_lines
    where contract_id is not null
),

candidates as (
    select
        billing_lines.invoice_line_key,
        contract_lines.contract_line_key,
        case
            when billing_lines.contract_line_id = contract_lines.contract_line_id then 1
            else 2
        end as rung,
        case when billing_lines.source_relation = contract_lines.source_relation then 1 else 0 end as is_own
    from billing_lines
    inner join contract_lines
        on {{ normalized_id('billing_lines.contract_line_id') }} = {{ normalized_id('contract_lines.contract_line_id') }}

    union all

    select distinct
        billing_lines.invoice_line_key,
        contract_refs.contract_line_key,
        case when billing_lines.contract_id = contract_refs.contract_ref then 3 else 4 end,
        case when billing_lines.source_relation = contract_refs.source_relation then 1 else 0 end
    from billing_lines
    inner join contract_refs
        on
        {{ normalized_id('billing_lines.contract_id') }} = {{ normalized_id('contract_refs.contract_ref') }}
        -- a deal without product agrees with any product, and with none
        and coalesce(billing_lines.product_key, '') = coalesce(contract_refs.product_key, billing_lines.product_key, '')

    union all

    select
        billing_lines.invoice_line_key,
        contract_lines.contract_line_key,
        5,
        0
    from billing_lines
    inner join contract_lines
        on
        billing_lines.account_key = contract_lines.account_key
        and coalesce(billing_lines.product_key, '') = coalesce(contract_lines.product_key, billing_lines.product_key, '')
    inner join extents
        on
        contract_lines.contract_line_key = extents.contract_line_key
        and billing_lines.service_end_on >= extents.first_on
        and (
            billing_lines.service_start_on <= extents.last_on
            -- the last invoice in arrears comes after the term, until the one after it would have come
            or (
                not billing_lines.has_service_period
                and contract_lines.billing_timing = 'arrears'
                and billing_lines.issued_on <= {{ add_months('extents.last_on', 'contract_lines.frequency_months') }}
            )
        )
),

ranked as (
    select
        candidates.*,
        max(is_own) over (partition by invoice_line_key, rung) as has_own
    from candidates
),

final as (
    select
        invoice_line_key,
        contract_line_key,
        rung
    from ranked
    where is_own = has_own
)

select * from final
