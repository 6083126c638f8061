-- Every model downstream assumes that a raw row which it does not see does not exist. A rejected row breaks that, so it is
-- shown here: a warning in dev, an error in ci and prod.
{{ config(severity='warn' if target.name == 'dev' else 'error') }}
select system, table_name, row_key, reason
from {{ ref('rejected_rows') }}
