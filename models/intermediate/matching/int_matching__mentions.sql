-- Ids and references of payouts, payments and invoices that stand in the text of a bank line, in up to three words ("INV 2026 0042"),
-- with the letters and digits that readers mix up.
with items as (
    select * from {{ ref('int_matching__open_items') }}
),

bank_lines as (
    select * from items
    where side = 'bank'
),

split_texts as (
    {{ text_tokens('bank_lines', 'item_key', 'text') }}
),

tokens as (
    select
        item_key,
        position,
        {{ reference_key('token') }} as token
    from split_texts
    where token <> ''
),

phrases as (
    select
        item_key,
        token as reference
    from tokens
    {%- for words in [2, 3] %}

        union

        select
            first_words.item_key,
            first_words.token || second_words.token {% if words == 3 %}|| third_words.token{% endif %}
        from tokens as first_words
        inner join tokens as second_words
            on first_words.item_key = second_words.item_key and first_words.position + 1 = second_words.position
        {%- if words == 3 %}
            inner join tokens as third_words
                on first_words.item_key = third_words.item_key and first_words.position + 2 = third_words.position
        {%- endif %}
    {%- endfor %}
),

references_of_items as (
    select
        item_key,
        {{ reference_key('source_id') }} as reference
    from items
    where side <> 'bank' and {{ matches('source_id', '[0-9]') }}
    union
    select
        item_key,
        {{ reference_key('text') }}
    from items
    where side <> 'bank' and {{ matches('text', '[0-9]') }}
),

-- a text that several items share names none of them; short texts and mere words name nothing
unique_references as (
    select
        reference,
        min(item_key) as item_key
    from references_of_items
    where length(reference) >= 5
    group by reference
    having count(*) = 1
)

select distinct
    phrases.item_key as bank_item_key,
    targets.item_key as target_item_key,
    targets.side as target_side
from phrases
inner join unique_references on phrases.reference = unique_references.reference
inner join items as targets on unique_references.item_key = targets.item_key
inner join bank_lines on phrases.item_key = bank_lines.item_key
where bank_lines.currency = targets.currency
