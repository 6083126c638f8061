with contract_lines as (
    select * from {{ ref('stg_generic__contract_lines') }}
),

final as (
    select
        cast('generic' as {{ dbt.type_string() }}) as system,
        source_relation,
        contract_line_id,
        deal_id
    from contract_lines
)

select * from final
