{{ config(severity='warn', store_failures=true, alias='layers_not_assessable') }}
-- Downstream, a layer that is not assessable makes no finding and no leak item: whoever reads the marts must know which ones
-- are silent because nothing is wrong, and which ones because data is not there. Each row is a layer and the reason.
select
    layer,
    reason
from {{ ref('int_completeness__layers') }}
where not is_assessable
