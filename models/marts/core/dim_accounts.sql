select
    account_key,
    account_name,
    segment,
    crm_account_id,
    owner,
    partner_id,
    tax_id,
    email_domain,
    record_count
from {{ ref('int_entities__account_profiles') }}
