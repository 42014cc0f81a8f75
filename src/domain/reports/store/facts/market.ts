import { sql, type SQL } from 'drizzle-orm';
import type { From } from '../../metrics/fact.ts';

// All of the unique key but its last column is told, so that the latest is one look into the index.
const latest = (from: From, day: SQL, specialty: SQL, state: SQL): SQL => sql`(
  select c.disclosed_p50 from ${from('market_rates', 'c')}
  where c.tenant_id = r.tenant_id and c.benchmark_set_id = s.benchmark_set_id and c.profession = o.profession and c.state ${state}
    and c.specialty ${specialty} and c.metro is null and c.effective_from <= ${day} and c.disclosed_p50 is not null
  order by c.effective_from desc limit 1)`;

/**
 * What the market charged for an hour at the median on a day, by the set that the program's savings were then reckoned
 * against: the specialty's figure before the profession's, the state's before the nation's, the latest of those. Of a row
 * `r` with its order `o` and its facility `f`; null where nothing is known that may be shown.
 */
export function marketMedian(from: From, day: SQL): SQL {
  const [own, whole] = [sql`= o.specialty`, sql`is null`];
  const [here, nation] = [sql`= f.state`, sql`is null`];
  return sql`(
    select coalesce(${latest(from, day, own, here)}, ${latest(from, day, own, nation)}, ${latest(from, day, whole, here)},
      ${latest(from, day, whole, nation)})
    from (select s.benchmark_set_id from ${from('savings_benchmarks', 's')}
      where s.tenant_id = r.tenant_id and s.program_id = r.program_id and s.effective_from <= ${day} and s.currency = r.currency
      order by s.effective_from desc limit 1) s)`;
}
