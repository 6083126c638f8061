{#- A normalized name in the letters that banks can write: without accents, ä, ae and a the same, ß as ss. Coarser than the name
    itself, so it may only be trusted where it is unique. -#}
{% macro folded_name(name) -%}
    replace(replace(replace(replace(
        translate({{ normalized_name(name) }}, 'äàáâãåæçèéêëìíîïñöòóôõøùúûüýÿ', 'aaaaaaaceeeeiiiinoooooouuuuyy'),
    'ß', 'ss'), 'ae', 'a'), 'oe', 'o'), 'ue', 'u')
{%- endmacro %}
