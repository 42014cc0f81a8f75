import { sql } from 'drizzle-orm';
import type { Answer } from '../support/service.ts';
import { ok, shift } from '../support/weeks.ts';
import { documentsOf, rowsOf, weekStarts, type Money, type Standing } from './money-ground.ts';
import type { Chance } from './seeded.ts';

/** One act on what there is; nothing where there is nothing to act on. */
export type MoneyStep = (money: Money, chance: Chance) => Promise<Answer | undefined>;

const hour = (value: number) => `${String(value).padStart(2, '0')}:00`;
const cents = (chance: Chance, most: number) => ((1 + chance.whole(most * 100)) / 100).toFixed(2);

function entries(chance: Chance, weekStartsOn: string) {
  const first = Temporal.PlainDate.from(weekStartsOn);
  const days = [1, 2, 3, 4, 5].filter(() => chance.percent(55));
  return (days.length > 0 ? days : [2]).map((day) => {
    const ends = 9 + chance.whole(14);
    return shift(
      first.add({ days: day }).toString(),
      hour(8),
      chance.percent(30) ? `${String(ends).padStart(2, '0')}:20` : hour(ends),
    );
  });
}

const sheetOf = (
  money: Money,
  chance: Chance,
): { of: Standing; weekStartsOn: string; path: string } | undefined => {
  const worked = money.placed.filter(({ weeks }) => weeks.size > 0);
  if (worked.length === 0) return undefined;
  const of = chance.pick(worked);
  const [weekStartsOn, path] = chance.pick([...of.weeks]);
  return { of, weekStartsOn, path };
};

const clientDocuments = (money: Money) => documentsOf(money, ['client_invoice']);
const anyDocuments = (money: Money) =>
  documentsOf(money, ['client_invoice', 'vendor_statement', 'credit_memo', 'vendor_credit']);

/** By name, what moves money, or what it is made of. */
export const moneySteps = {
  async work(money, chance) {
    const of =
      money.placed.length > 0 && chance.percent(40)
        ? chance.pick(money.placed)
        : (money.spare.pop() ?? chance.pick(money.placed));
    if (!money.placed.includes(of)) money.placed.push(of);
    const weekStartsOn = weekStarts.find((first) => !of.weeks.has(first));
    if (!weekStartsOn) return undefined;
    of.weeks.set(weekStartsOn, '');
    const path = await money.weeks.approved(of, entries(chance, weekStartsOn), weekStartsOn);
    of.weeks.set(weekStartsOn, path);
    return money.weeks.manager.get(path);
  },

  async agree(money, chance) {
    const sheet = sheetOf(money, chance);
    if (!sheet?.path) return undefined;
    const disputed = await money.weeks.approver.post(`${sheet.path}/dispute`, {
      reason: 'Other hours',
      proposedEntries: entries(chance, sheet.weekStartsOn),
    });
    if (disputed.status >= 300) return disputed;
    return chance.percent(75)
      ? sheet.of.supplier.recruiter.post(`${sheet.path}/resolve-dispute`, { decision: 'accept' })
      : money.weeks.manager.post(`${sheet.path}/resolve-dispute`, { decision: 'uphold' });
  },

  async adjust(money, chance) {
    const sheet = sheetOf(money, chance);
    if (!sheet?.path) return undefined;
    return money.weeks.manager.post(`${sheet.path}/adjust`, {
      entries: entries(chance, sheet.weekStartsOn),
      reason: 'Kiosk clock',
    });
  },

  async revise(money, chance) {
    if (money.placed.length === 0) return undefined;
    return money.weeks.manager.post(`/assignments/${chance.pick(money.placed).assignmentId}/revise`, {
      effectiveFrom: chance.pick(['2026-02-01', '2026-02-04', '2026-02-09']),
      billRate: `${90 + chance.whole(15)}.${chance.pick(['00', '50', '3333'])}`,
      reason: 'As agreed',
    });
  },

  async allocate(money, chance) {
    if (money.placed.length === 0) return undefined;
    const centers = await rowsOf<{ id: string }>(
      money,
      sql`select id from cost_centers where program_id = ${money.weeks.programId} order by code limit 3`,
    );
    const first = 1 + chance.whole(99);
    const shares = centers.length > 1 ? [first, 100 - first] : [100];
    return money.weeks.finance.post(`/assignments/${chance.pick(money.placed).assignmentId}/allocations`, {
      effectiveFrom: chance.pick(['2026-02-01', '2026-02-05']),
      shares: shares.map((percent, at) => ({ costCenterId: centers[at]!.id, percent: String(percent) })),
    });
  },

  async run(money, chance) {
    return money.weeks.manager.post('/invoice-runs', {
      programId: money.weeks.programId,
      periodStart: '2026-02-01',
      periodEnd: chance.pick(['2026-02-07', '2026-02-14']),
    });
  },

  async memo(money, chance) {
    const documents = await clientDocuments(money);
    if (documents.length === 0) return undefined;
    return money.weeks.manager.post('/credit-memos', {
      invoiceId: chance.pick(documents).id,
      reason: 'As agreed',
    });
  },

  async deliver(money, chance) {
    const documents = (await anyDocuments(money)).filter(({ state }) =>
      ['issued', 'approved'].includes(state),
    );
    if (documents.length === 0) return undefined;
    const { id, state, vendorId } = chance.pick(documents);
    if (state === 'approved') return money.weeks.manager.post(`/invoices/${id}/send`);
    const approver = vendorId ? money.cashier : money.weeks.finance;
    return approver.post(`/invoices/${id}/approve`);
  },
} satisfies Record<string, MoneyStep>;

export type MoneyStepName = keyof typeof moneySteps;
export { cents, ok };
