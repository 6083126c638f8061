-- Approved exceptions that cover nothing, with the first reason that holds: no approver, approved later, not yet valid, over, naming
-- what nobody knows or what several rows are called; and waivers of the tolerance that waive nothing.
with exceptions as (
    select * from {{ ref('int_canonical__approved_exceptions') }}
),

names as (
    select
        'contract_line' as scope,
        contract_line_id as reference_id,
        contract_line_key as named_key
    from {{ ref('int_contracts__lines') }}

    union

    select
        'invoice',
        invoice_id,
        invoice_key
    from {{ ref('int_canonical__invoices') }}

    union

    select
        'invoice',
        invoice_number,
        invoice_key
    from {{ ref('int_canonical__invoices') }}

    union

    select
        'account',
        account_id,
        account_key
    from {{ ref('int_entities__crm_account_keys') }}

    union

    {% for column in ['commission_payment_id', 'contract_line_id', 'invoice_id', 'deal_id'] -%}
        select
            'commission',
            {{ column }},
            {{ column }}
        from {{ ref('int_canonical__commission_payments') }}
        {{ 'union' if not loop.last }}
    {% endfor %}
),

known as (
    select
        scope,
        reference_id,
        count(distinct named_key) > 1 as is_several
    from names
    group by scope, reference_id
),

waivers as (
    select
        waivers.layer,
        waivers.account_id,
        waivers.owner,
        waivers.expires_on,
        accounts.reference_id is not null as is_known
    from {{ ref('tolerance_waivers') }} as waivers
    left join known as accounts on accounts.scope = 'account' and waivers.account_id = accounts.reference_id
),

judged as (
    select
        exceptions.*,
        case
            when exceptions.approved_by is null then 'it names no approver'
            when exceptions.approved_on is null then 'it names no day of approval'
            when exceptions.approved_on > {{ as_of_date() }} then 'it is approved later'
            when exceptions.valid_from > {{ as_of_date() }} then 'it is not yet valid'
            when exceptions.valid_to < {{ as_of_date() }} then 'it is over'
            when known.reference_id is null
                then coalesce(exceptions.scope, 'what') || ' ' || coalesce(exceptions.reference_id, 'none') || ' is not known'
            when known.is_several then 'more than one ' || exceptions.scope || ' is called ' || exceptions.reference_id
        end as reason_why
    from exceptions
    left join known on exceptions.scope = known.scope and exceptions.reference_id = known.reference_id
)

select
    {{ data_finding(
        'exception_covers_nothing', 'judged.source_relation', 'approved_exception', 'judged.exception_id', amount='judged.amount',
        event_on='judged.valid_to', detail='judged.reason_why'
    ) }}
from judged
where judged.reason_why is not null

union all

select
    {{ data_finding(
        'waiver_waives_nothing', "'seeds'", 'tolerance_waivers',
        "coalesce(waivers.layer, '') || '|' || coalesce(waivers.account_id, '')", event_on='max(waivers.expires_on)',
        detail="max(case when waivers.owner is null then 'it names no owner'
            when waivers.expires_on is null or waivers.expires_on < " ~ as_of_date() ~ " then 'it is over' else 'the account is not known' end)"
    ) }}
from waivers
group by waivers.layer, waivers.account_id
having max(case when waivers.owner is not null and waivers.expires_on >= {{ as_of_date() }} and waivers.is_known then 1 else 0 end) = 0
