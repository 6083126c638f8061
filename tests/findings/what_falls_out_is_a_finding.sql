-- Usage, change orders, credit notes and invoice lines that the models leave out are looked for in data_findings: what is used and what is
-- listed there must be all there is, row by row, without one that is both. Change orders without a rate are rejects.
with facts as (
    select
        'usage' as what,
        usage.source_relation as system,
        usage.usage_id as row_id,
        case when usage_lines.contract_line_key is not null then 1 else 0 end as used
    from {{ ref('int_canonical__usage') }} as usage
    left join {{ ref('int_schedule__usage_lines') }} as usage_lines on usage.usage_key = usage_lines.usage_key

    union all

    select
        'change_order',
        change_orders.source_relation,
        change_orders.change_order_id,
        case when expected.change_order_id is not null or rejects.row_key is not null then 1 else 0 end
    from {{ ref('int_canonical__change_orders') }} as change_orders
    left join (
        select distinct change_order_id from {{ ref('int_schedule__change_orders') }}
    ) as expected on change_orders.change_order_id = expected.change_order_id
    left join (
        select distinct
            system,
            row_key
        from {{ ref('int_fx__rejects') }}
        where table_name in ('change_order', 'contract_line')
    ) as rejects
        on
        change_orders.change_order_id = rejects.row_key and change_orders.source_relation = rejects.system
        or change_orders.contract_line_id = rejects.row_key
    where change_orders.status in ('approved', 'delivered')

    union all

    select
        'credit_note',
        credit_notes.source_relation,
        credit_notes.credit_note_id || coalesce('|' || credit_notes.credit_note_line_id, ''),
        case when credited.credit_note_line_key is not null or invoices.status = 'void' then 1 else 0 end
    from {{ ref('int_canonical__credit_notes') }} as credit_notes
    left join {{ ref('int_billing__credited_invoices') }} as credited
        on credit_notes.credit_note_line_key = credited.credit_note_line_key
    left join {{ ref('int_canonical__invoices') }} as invoices
        on credit_notes.source_relation = invoices.source_relation and credit_notes.invoice_id = invoices.invoice_id

    union all

    select
        'approved_exception',
        exceptions.source_relation,
        exceptions.exception_id,
        0
    from {{ ref('int_canonical__approved_exceptions') }} as exceptions
    where not exceptions.is_valid
),

listed as (
    select distinct
        system,
        table_name,
        source_row_id
    from {{ ref('data_findings') }}
)

select
    facts.what,
    facts.system,
    facts.row_id,
    facts.used
from facts
left join listed
    on facts.what = listed.table_name and facts.system = listed.system and facts.row_id = listed.source_row_id
where (facts.used = 1) = (listed.source_row_id is not null)
