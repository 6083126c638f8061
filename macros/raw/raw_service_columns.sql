{#- Names of the columns that raw_rows itself reads where a table has them, whether declared or not. -#}
{% macro raw_service_columns() %}
    {{ return(['_fivetran_synced', '_fivetran_active', '_fivetran_deleted', 'is_deleted', 'livemode']) }}
{% endmacro %}
