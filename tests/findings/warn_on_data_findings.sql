{{ config(severity='warn') }}
-- Facts on the data that no model can put right: somebody has to. All rows with what to do: data_findings.
select
    finding,
    count(*) as row_count,
    min(recommended_action) as recommended_action
from {{ ref('data_findings') }}
group by finding
