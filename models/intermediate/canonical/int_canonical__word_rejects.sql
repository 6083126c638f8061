-- Values that the canonical layer could not use as they stand: the default took their place, so somebody must
-- see them.
with won_lines as (
    select * from {{ ref('int_canonical__won_lines') }}
),

invoice_lines as (
    select * from {{ ref('int_canonical__invoice_lines') }}
),

calls as (
    select * from {{ ref('int_canonical__calls') }}
),

deal_changes as (
    select * from {{ ref('int_canonical__deal_changes') }}
),

source_words as (
    select * from {{ ref('source_words') }}
),

used_words as (
    {%- for column in ['billing_frequency', 'billing_timing', 'uplift_applies'] %}
        select
            source_relation,
            'contract_line' as table_name,
            contract_line_id as row_key,
            '{{ column }}' as topic,
            {{ column }} as word
        from won_lines
        union all
    {%- endfor %}
    select
        source_relation,
        'invoice_line' as table_name,
        invoice_id || '|' || invoice_line_id as row_key,
        'charge_type' as topic,
        charge_type_raw as word
    from invoice_lines
    union all
    select
        source_relation,
        'deal_registration' as table_name,
        registration_id as row_key,
        'registration_status' as topic,
        status_raw as word
    from {{ ref('int_canonical__deal_registrations') }}
    union all
    select
        source_relation,
        'call' as table_name,
        call_id as row_key,
        'call_direction' as topic,
        direction_raw as word
    from calls
),

unknown_words as (
    select
        used_words.source_relation as system,
        used_words.table_name,
        used_words.row_key,
        used_words.topic || ' ''' || used_words.word || ''' is not in seed source_words: default taken' as reason
    from used_words
    left join source_words
        on used_words.topic = source_words.topic
        and {{ snake_word('used_words.word') }} = source_words.word
    where
        used_words.word is not null
        and source_words.word is null
),

impossible_terms as (
    select
        source_relation as system,
        'contract_line' as table_name,
        contract_line_id as row_key,
        'end date before start date: default term taken' as reason
    from won_lines
    where end_on < coalesce(start_on, closed_on)
),

unreadable_changes as (
    select
        source_relation as system,
        'deal_change' as table_name,
        deal_change_id as row_key,
        field || ' changed to ''' || new_value || ''', which cannot be read: change left out' as reason
    from deal_changes
    where
        new_value is not null
        and case field when 'close_date' then new_on is null else new_amount is null end
),

united as (
    select * from unknown_words
    union all
    select * from unreadable_changes
    union all
    select * from impossible_terms
),

final as (
    select
        cast(system as {{ dbt.type_string() }}) as system,
        cast(table_name as {{ dbt.type_string() }}) as table_name,
        cast(row_key as {{ dbt.type_string() }}) as row_key,
        cast(reason as {{ dbt.type_string() }}) as reason
    from united
)

select * from final
