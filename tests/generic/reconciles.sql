{#- The tolerance test of one reconciliation layer: fails on each row beyond tolerance, and on each key that one side lacks, that is
    neither approved nor waived. Tagged in the mart's YAML with the layer's cadence; a warning in dev, an error in ci and prod. -#}
{% test reconciles(model, layer) %}
{{ config(
    store_failures=true,
    severity='warn' if target.name == 'dev' else 'error',
) }}
select
    layer,
    status,
    account_key,
    subject_id,
    service_month,
    currency,
    left_amount,
    timing_amount,
    right_amount,
    variance_amount,
    variance_pct,
    owner
from {{ model }}
where
    layer = '{{ layer }}'
    and status in ('breach', 'orphan_left', 'orphan_right')
    and not is_approved
    and not is_waived
{% endtest %}
