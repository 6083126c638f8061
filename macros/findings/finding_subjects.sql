{#- What data findings are about, a model int_findings__<subject> each: the mart and the test that it is whole read the same ones. -#}
{% macro finding_subjects() -%}
    {{ return(['metering', 'billing', 'cash', 'deals', 'pipeline', 'prices', 'exceptions', 'entities', 'channel']) }}
{%- endmacro %}
