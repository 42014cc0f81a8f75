import { sql } from 'drizzle-orm';
import { expect } from 'vitest';
import { systemActor } from '../../src/kernel/actor.ts';
import { verifyLog, type Trusted, type Verdict } from '../../src/server/audit/verify-log.ts';
import type { Client, Service } from './service.ts';

/** The tenant's log as it is exported: pages of NDJSON, one behind the other, as the loop in the README does it. */
export async function exportLog(client: Client, limit = 1_000): Promise<string[]> {
  const lines: string[] = [];
  for (let after = 0; ;) {
    const { status, text } = await client.get(`/audit-log?after=${after}&limit=${limit}`, {
      accept: 'application/x-ndjson',
    });
    expect([status, text.slice(-1)], text.slice(0, 300)).toEqual([200, '\n']);
    lines.push(...text.slice(0, -1).split('\n'));
    const { head } = JSON.parse(lines.at(-1)!) as { head: { sequence: number; isEnd: boolean } };
    if (head.isEnd) return lines;
    after = head.sequence;
  }
}

/** What the verifier says of the tenant's log as it is exported now. */
export const verifyExport = async (client: Client, trusted: Partial<Trusted> = {}): Promise<Verdict> =>
  verifyLog(await exportLog(client), { publicKeys: new Set(), heads: [], ...trusted });

/** The tenant's events in the order of the feed, and its seals in their order. */
export const sealsAndEvents = (service: Service, tenantId: string) =>
  service.as(systemActor(tenantId), async (tx) => ({
    events: (await tx.rows<{ id: string }>(sql`select id from events order by transaction_id, position`)).map(
      ({ id }) => id,
    ),
    seals: await tx.rows<{ sequence: string; event_id: string }>(
      sql`select sequence, event_id from event_seals order by sequence`,
    ),
  }));
