-- A row of the ownership seed that names a layer or cause which nothing has owns nothing, and what it meant falls to the owner of
-- everything else unseen.
with ownership as (
    select * from {{ ref('ownership') }}
),

layers as (
    select layer from {{ ref('reconciliation_layers') }}
    union
    select layer from {{ ref('cause_policy') }}
),

causes as (
    select cause from {{ ref('cause_policy') }}
)

select
    ownership.layer,
    ownership.cause,
    ownership.owner
from ownership
left join layers on ownership.layer = layers.layer
left join causes on ownership.cause = causes.cause
where
    (ownership.layer is not null and layers.layer is null)
    or (ownership.cause is not null and causes.cause is null)
