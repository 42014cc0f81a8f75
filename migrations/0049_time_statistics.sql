-- Why: until a table is analyzed, a planner knows nothing of it; a service that begins with it empty then keeps, for as
-- long as its connections live, plans that look for a week among all weeks of the tenant. So it is told what it will find:
-- weeks of one tenant, each with an id of its own, opened at many instants. The first analysis puts its own figures there.

select pg_restore_attribute_stats('schemaname', 'public', 'relname', 'timesheets', 'attname', known.name, 'inherited', false,
  'null_frac', 0::real, 'avg_width', known.width, 'n_distinct', known.distinct_values)
from (values ('tenant_id', 16, 1::real), ('id', 16, (-1)::real), ('created_at', 8, (-0.1)::real)) as known (name, width, distinct_values)
-- Where it has been analyzed, that stands.
where not exists (select from pg_stats s where s.schemaname = 'public' and s.tablename = 'timesheets');
