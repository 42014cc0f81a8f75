import type { Client } from '../support/service.ts';
import { ok } from '../support/weeks.ts';
import { listed, type Listed } from './figures-by-hand.ts';
import type { Keys } from './recounting.ts';

const nouns = [
  'billingItems',
  'timesheets',
  'timesheetLines',
  'timesheetDisputes',
  'workforceMeasures',
  'timeExceptions',
  'vendorDocuments',
  'facilities',
  'units',
  'assignments',
  'orders',
  'panelMemberships',
] as const;
type Noun = (typeof nouns)[number];

/** What happened to each week, as its history has it: the type of each event and when. */
export type Histories = ReadonlyMap<string, readonly { at: string; types: readonly string[] }[]>;

/** The history of each week that the client lists. */
export async function historiesOf(client: Client): Promise<Histories> {
  const found = new Map<string, { at: string; types: string[] }[]>();
  for (const { id } of await listed(client, '/timesheets')) {
    const { entries } = ok(await client.get(`/timesheets/${id}/history?limit=200`));
    found.set(
      id,
      (entries as Listed[]).map(({ at, events }) => ({
        at,
        types: events.map((one: Listed) => one['type']),
      })),
    );
  }
  return found;
}

interface Beside {
  histories: Histories;
  /** Who made each order, as a user. */
  makers: ReadonlyMap<string, string>;
  asOf?: string | undefined;
  /** What it lists nothing of, and counts nothing of. */
  without?: readonly Noun[];
}

/** What a role lists of time and money, now or as of an instant. */
export async function timeSeenBy(client: Client, { histories, makers, asOf, without = [] }: Beside) {
  const all = await Promise.all(
    nouns.map(async (noun): Promise<readonly Listed[]> => {
      if (without.includes(noun)) return [];
      const path = noun.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      return listed(client, `/${path}${asOf ? `?asOf=${asOf}` : ''}`);
    }),
  );
  const lists = Object.fromEntries(nouns.map((noun, at) => [noun, all[at]!])) as Record<
    Noun,
    readonly Listed[]
  >;
  const byId = (noun: Noun) => new Map(lists[noun].map((row) => [row['id'] as string, row]));
  const [orders, facilities, units] = [byId('orders'), byId('facilities'), byId('units')];
  const [sheets, assignments] = [byId('timesheets'), byId('assignments')];
  const tiers = new Map(
    lists.panelMemberships.map(({ programId, vendorId, tier }) => [`${programId} ${vendorId}`, String(tier)]),
  );
  const until = asOf === undefined ? Infinity : Date.parse(asOf);
  return {
    ...lists,
    sheetOf: (id: string) => sheets.get(id),
    zoneOf: (facilityId: string) => facilities.get(facilityId)!['timeZone'] as string,
    /** When a week was handed in, sent back and so on, in order. */
    when: (sheetId: string, type: string): string[] =>
      (histories.get(sheetId) ?? [])
        .filter(({ at, types }) => types.includes(type) && Date.parse(at) <= until)
        .map(({ at }) => at)
        .toSorted(Temporal.Instant.compare),
    /** Where a row of somebody's work belongs. */
    keysOf(row: Listed, assignmentId: string | null): Keys {
      const assignment = assignmentId === null ? undefined : assignments.get(assignmentId);
      const order = assignment && orders.get(assignment['orderId']);
      return {
        program: row['programId'],
        facility: row['facilityId'] ?? null,
        unit: row['unitId'] ?? null,
        cost_center: units.get(row['unitId'])?.['costCenterId'] ?? null,
        vendor: row['vendorId'] ?? null,
        tier: tiers.get(`${row['programId']} ${row['vendorId']}`) ?? null,
        profession: order?.['profession'] ?? null,
        specialty: order?.['specialty'] ?? null,
        order_type: order?.['type'] ?? null,
        engagement_kind: order ? (order['type'] === 'direct_hire' ? 'direct_hire' : 'staffing') : null,
        state: facilities.get(row['facilityId'])?.['state'] ?? null,
        requester: order ? (makers.get(order['id']) ?? null) : null,
      };
    },
  };
}
export type TimeSeen = Awaited<ReturnType<typeof timeSeenBy>>;
