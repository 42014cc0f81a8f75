import { sql, type SQL } from 'drizzle-orm';
import type { From } from '../../metrics/fact.ts';

// A branch for the state and one for the nation, so that each is one look into the index.
const cells = (from: From, day: SQL, place: SQL): SQL => sql`
  select c.disclosed_p50, c.specialty, c.state, c.effective_from from ${from('market_rates', 'c')}
  where c.tenant_id = r.tenant_id and c.benchmark_set_id = s.benchmark_set_id and c.profession = o.profession and ${place}
    and c.metro is null and (c.specialty is null or c.specialty = o.specialty) and c.effective_from <= ${day} and c.disclosed_p50 is not null`;

/**
 * What the market charged for an hour at the median on a day, by the set that the program's savings were then reckoned
 * against: the specialty's figure before the profession's, the state's before the nation's, the latest of those. Of a row
 * `r` with its order `o` and its facility `f`; null where nothing is known that may be shown.
 */
export const marketMedian = (from: From, day: SQL): SQL => sql`(
  select b.disclosed_p50 from (
    select s.benchmark_set_id from ${from('savings_benchmarks', 's')}
    where s.tenant_id = r.tenant_id and s.program_id = r.program_id and s.effective_from <= ${day} and s.currency = r.currency
    order by s.effective_from desc limit 1) s
  cross join lateral (${cells(from, day, sql`c.state = f.state`)} union all ${cells(from, day, sql`c.state is null`)}) b
  order by (b.specialty is null), (b.state is null), b.effective_from desc limit 1)`;
