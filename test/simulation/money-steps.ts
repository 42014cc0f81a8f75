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

/** A part of an amount, to the cent, above nothing. */
const part = (chance: Chance, of: string) => {
  const whole = Math.round(Number(of) * 100);
  return (Math.max(1, chance.whole(Math.max(1, whole))) / 100).toFixed(2);
};

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
    const inBackground = chance.percent(20);
    const started = await money.weeks.manager.post('/invoice-runs', {
      programId: money.weeks.programId,
      periodStart: '2026-02-01',
      periodEnd: chance.pick(['2026-02-07', '2026-02-14', '2026-02-14']),
      ...(inBackground && { inBackground }),
    });
    if (inBackground) await money.service.drain(money.weeks.tenantId);
    return started;
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
    const approver = vendorId ? money.checker : money.weeks.finance;
    const approved = await approver.post(`/invoices/${id}/approve`);
    if (approved.status >= 300 || chance.percent(30)) return approved;
    return money.weeks.manager.post(`/invoices/${id}/send`);
  },

  async void(money, chance) {
    const documents = await clientDocuments(money);
    if (documents.length === 0) return undefined;
    return money.weeks.manager.post(`/invoices/${chance.pick(documents).id}/void`, {
      reason: 'Billed to the wrong entity',
      ...(chance.percent(30) && { rebill: false }),
    });
  },

  async pay(money, chance) {
    const open = (await documentsOf(money, ['client_invoice', 'vendor_statement'])).filter(
      (one) => ['sent', 'partially_paid'].includes(one.state) && Number(one.open) > 0,
    );
    if (open.length === 0) return undefined;
    const first = chance.pick(open);
    const settles = open.filter(({ vendorId }) => vendorId === first.vendorId).slice(0, 1 + chance.whole(2));
    const applications = settles.map(({ id, open: left }) => ({
      invoiceId: id,
      amount: chance.percent(60) ? left : part(chance, left),
    }));
    const applied = applications.reduce((sum, { amount }) => sum + Math.round(Number(amount) * 100), 0);
    money.payments += 1;
    return money.cashier.post('/payments', {
      programId: money.weeks.programId,
      direction: first.vendorId ? 'paid' : 'received',
      ...(first.vendorId && { vendorId: first.vendorId }),
      method: 'ach',
      reference: `P-${money.payments}`,
      paidOn: '2026-02-16',
      amount: ((applied + chance.pick([0, 0, 500])) / 100).toFixed(2),
      applications,
    });
  },

  async reverse(money, chance) {
    const payments = await rowsOf<{ id: string }>(
      money,
      sql`select id from payments where program_id = ${money.weeks.programId} order by created_at, id`,
    );
    if (payments.length === 0) return undefined;
    return money.cashier.post(`/payments/${chance.pick(payments).id}/reverse`, { reason: 'Returned unpaid' });
  },

  async useCredit(money, chance) {
    const credits = await documentsOf(money, ['credit_memo', 'vendor_credit']);
    if (credits.length === 0) return undefined;
    const credit = chance.pick(credits);
    const targets = (await documentsOf(money, ['client_invoice', 'vendor_statement'])).filter(
      ({ vendorId }) => vendorId === credit.vendorId,
    );
    if (targets.length === 0) return undefined;
    return money.cashier.post('/credit-applications', {
      creditId: credit.id,
      invoiceId: chance.pick(targets).id,
    });
  },

  async takeCreditBack(money, chance) {
    const uses = await rowsOf<{ id: string }>(
      money,
      sql`select a.id from credit_applications a join invoices d on d.tenant_id = a.tenant_id and d.id = a.invoice_id
        where a.program_id = ${money.weeks.programId} and a.reverses_id is null and d.state <> 'voided'
          and not exists (select from credit_applications b where b.tenant_id = a.tenant_id and b.reverses_id = a.id)
        order by a.created_at, a.id`,
    );
    if (uses.length === 0) return undefined;
    return money.cashier.post(`/credit-applications/${chance.pick(uses).id}/reverse`, {
      reason: 'Of another',
    });
  },

  async unapplyPayment(money, chance) {
    const uses = await rowsOf<{ id: string }>(
      money,
      sql`select a.id from payment_applications a where a.program_id = ${money.weeks.programId} and a.reverses_id is null
          and not exists (select from payment_applications b where b.tenant_id = a.tenant_id and b.reverses_id = a.id)
        order by a.created_at, a.id`,
    );
    if (uses.length === 0) return undefined;
    return money.cashier.post(`/payment-applications/${chance.pick(uses).id}/reverse`, {
      reason: 'Of another',
    });
  },

  async disputeLine(money, chance) {
    const lines = await rowsOf<{ id: string; amount: string }>(
      money,
      sql`select l.id, l.amount::text as amount from invoice_lines l join invoices d on d.tenant_id = l.tenant_id and d.id = l.invoice_id
        where l.program_id = ${money.weeks.programId} and l.side = 'client' and d.kind = 'client_invoice'
          and d.state in ('sent', 'partially_paid', 'disputed') order by l.created_at, l.id`,
    );
    if (lines.length === 0) return undefined;
    const { id, amount } = chance.pick(lines);
    return money.weeks.finance.post('/invoice-disputes', {
      invoiceLineId: id,
      reason: chance.pick(['hours', 'rate', 'other']),
      explanation: 'Not as agreed',
      expectedAmount: chance.percent(30) || Number(amount) <= 0 ? '0.00' : part(chance, amount),
    });
  },

  async settleDispute(money, chance) {
    const open = await rowsOf<{ id: string; amount: string }>(
      money,
      sql`select id, amount::text as amount from invoice_disputes where program_id = ${money.weeks.programId} and state = 'open' order by created_at, id`,
    );
    if (open.length === 0) return undefined;
    const { id, amount } = chance.pick(open);
    const path = `/invoice-disputes/${id}`;
    if (chance.percent(20)) return money.weeks.finance.post(`${path}/withdraw`, {});
    if (chance.percent(25)) return money.weeks.manager.post(`${path}/uphold`, { reason: 'As worked' });
    return money.weeks.manager.post(`${path}/credit`, {
      reason: 'As agreed',
      ...(chance.percent(50) && { amount: part(chance, amount) }),
    });
  },

  async spend(money, chance) {
    if (money.placed.length === 0) return undefined;
    const { assignmentId, worker } = chance.pick(money.placed);
    const claimed = await worker.post('/expenses', {
      assignmentId,
      categoryId: money.expenseCategoryId,
      incurredOn: chance.pick(['2026-02-03', '2026-02-10']),
      amount: cents(chance, 90),
    });
    if (claimed.status >= 300) return claimed;
    const path = `/expenses/${claimed.body.id}`;
    ok(await worker.post(`${path}/submit`));
    money.expenses.push(path);
    return money.weeks.approver.post(`${path}/approve`);
  },

  async unspend(money, chance) {
    if (money.expenses.length === 0) return undefined;
    return money.weeks.manager.post(`${chance.pick(money.expenses)}/void`, { reason: 'Claimed twice' });
  },

  async send(money, chance) {
    const kinds = ['fee', 'deliverable', 'service_credit', 'penalty'];
    const known = money.imported.length > 0 && chance.percent(40) ? chance.pick(money.imported) : undefined;
    const sent = known ?? {
      reference: `item-${money.imported.length + 1}-${chance.whole(1_000_000)}`,
      revision: 0,
      vendorId: chance.pick(money.suppliers).id,
      kind: chance.pick(kinds),
    };
    if (!known) money.imported.push(sent);
    sent.revision += 1;
    const amount = cents(chance, 900);
    return money.feeds.post('/billing-items', {
      programId: money.weeks.programId,
      vendorId: sent.vendorId,
      sourceSystem: 'revenue-cycle',
      sourceReference: sent.reference,
      revision: sent.revision,
      kind: sent.kind,
      description: 'As the other system says',
      workDateFrom: '2026-02-05',
      amount:
        sent.revision > 1 && chance.percent(15)
          ? '0.00'
          : sent.kind === 'service_credit'
            ? `-${amount}`
            : amount,
    });
  },

  async unsend(money, chance) {
    const waiting = await rowsOf<{ id: string }>(
      money,
      sql`select id from billing_items where program_id = ${money.weeks.programId} and source_system is not null and state = 'approved' order by id`,
    );
    if (waiting.length === 0) return undefined;
    return money.feeds.post(`/billing-items/${chance.pick(waiting).id}/void`, { reason: 'Sent in error' });
  },

  async order(money, chance) {
    money.purchaseOrders += 1;
    return money.weeks.finance.post('/purchase-orders', {
      programId: money.weeks.programId,
      number: `45-${money.purchaseOrders}`,
      amount: cents(chance, 5_000),
      effectiveFrom: '2026-01-01',
      whenExhausted: chance.percent(25) ? 'block' : 'warn',
      // The others are on no panel: the client's finance does not see them.
      ...(chance.percent(60) && { vendorId: money.suppliers[0]!.id }),
    });
  },

  async orderStep(money, chance) {
    const orders = await rowsOf<{ id: string; state: string; version: number }>(
      money,
      sql`select id, state, version from purchase_orders where program_id = ${money.weeks.programId} order by number`,
    );
    if (orders.length === 0) return undefined;
    const { id, state } = chance.pick(orders);
    return money.weeks.finance.post(`/purchase-orders/${id}/${state === 'open' ? 'close' : 'reopen'}`, {});
  },

  async regroup(money, chance) {
    return money.weeks.manager.put(`/programs/${money.weeks.programId}/billing-profile`, {
      grouping: chance.pick(['program', 'facility', 'cost_center', 'purchase_order']),
      termsDays: chance.pick([15, 30]),
    });
  },
} satisfies Record<string, MoneyStep>;

export type MoneyStepName = keyof typeof moneySteps;
