import { Gauge, type Registry } from 'prom-client';
import type pg from 'pg';

const mostCounted = 10_000;

/** How far the seals are behind the events, over all tenants. */
interface Lag {
  events: number;
  seconds: number;
}

/** Says in the metrics how far the seals are behind; both figures of a scrape come of one look. */
export function watchLag(metrics: Registry, pool: pg.Pool): void {
  let looking: Promise<Lag | undefined> | undefined;
  const look = () =>
    (looking ??= pool
      .query<Lag>(
        `select coalesce(sum(waiting), 0)::int as events,
          coalesce(extract(epoch from clock_timestamp() - min(since)), 0)::float8 as seconds from app.unsealed($1)`,
        [mostCounted],
      )
      // The process's own figures are given also where the database gives none.
      .then(
        ({ rows }) => rows[0],
        () => undefined,
      )
      .finally(() => (looking = undefined)));
  const tell = (name: string, help: string, figure: keyof Lag) =>
    new Gauge({
      name,
      help,
      registers: [metrics],
      async collect() {
        const lag = await look();
        if (lag) this.set(lag[figure]);
        else this.remove();
      },
    });
  tell(
    'requisite_audit_unsealed_events',
    `Events that are not sealed, counted up to ${mostCounted} a tenant.`,
    'events',
  );
  tell('requisite_audit_unsealed_seconds', 'Age of the oldest event that is not sealed.', 'seconds');
}
