-- an id that two CRM connections give to different accounts is nobody's
select
    account_id,
    min(account_key) as account_key
from {{ ref('int_entities__accounts') }}
where is_crm
group by account_id
having count(distinct account_key) = 1
