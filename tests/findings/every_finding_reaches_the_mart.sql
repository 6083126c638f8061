-- Whoever works down data_findings relies on its being whole: each row of each subject stands in it once, with what it means and what to do.
with found as (
    {% for subject in finding_subjects() -%}
        select
            finding,
            system,
            table_name,
            source_row_id,
            coalesce(amount, 0) as amount
        from {{ ref('int_findings__' ~ subject) }}
        {{ 'union all' if not loop.last }}
    {% endfor %}
),

expected as (
    select
        finding,
        count(*) as row_count,
        sum(amount) as amount
    from found
    group by finding
),

listed as (
    select
        finding,
        count(*) as row_count,
        sum(coalesce(amount, 0)) as amount
    from {{ ref('data_findings') }}
    where description is not null and recommended_action is not null
    group by finding
)

select coalesce(expected.finding, listed.finding) as finding
from expected
full outer join listed on expected.finding = listed.finding
where
    expected.row_count is null
    or listed.row_count is null
    or expected.row_count <> listed.row_count
    or expected.amount <> listed.amount
