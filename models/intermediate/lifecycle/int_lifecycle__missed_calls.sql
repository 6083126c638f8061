-- Callers whom nobody called back, each of them a lead that no system names. Missed calls that the same answer ends are one caller's;
-- a call-back, or a later call of that number that is taken, is an answer. Numbers of known leads are those leads' own.
with calls as (
    select * from {{ ref('int_canonical__calls') }}
),

missed as (
    select
        calls.*,
        coalesce(calls.from_number, calls.call_id) as caller
    from calls
    where
        calls.direction = 'inbound'
        and not calls.is_answered
        and calls.has_callbacks
        and calls.lead_id is null
        and not exists (
            select 1
            from calls as named
            where
                named.lead_id is not null
                and named.source_relation = calls.source_relation
                and named.from_number = calls.from_number
                and coalesce(named.direction, '') <> 'outbound'
        )
),

answers as (
    select
        source_relation,
        from_number as caller,
        started_at as answered_at
    from calls
    where direction = 'inbound' and is_answered

    union all

    select
        source_relation,
        caller,
        called_back_at
    from missed
    where called_back_at is not null
),

answered as (
    select
        missed.call_key,
        missed.source_relation,
        missed.call_id,
        missed.caller,
        missed.started_at,
        missed.started_on,
        min(answers.answered_at) as answered_at
    from missed
    left join answers
        on missed.source_relation = answers.source_relation
        and missed.caller = answers.caller
        and missed.started_at <= answers.answered_at
    group by missed.call_key, missed.source_relation, missed.call_id, missed.caller, missed.started_at, missed.started_on
),

ranked as (
    select
        answered.*,
        row_number() over (partition by source_relation, caller, answered_at order by started_at, call_id) as call_no,
        count(*) over (partition by source_relation, caller, answered_at) as call_count
    from answered
),

final as (
    select
        call_key,
        source_relation,
        call_id,
        call_count,
        started_at,
        answered_at,
        started_on
    from ranked
    where
        call_no = 1
        and (answered_at is null or answered_at > {{ add_hours('started_at', 10 * var('lead_response_hours') | int) }})
)

select * from final
