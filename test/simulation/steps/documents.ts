import { waitingOf, type Invoice, type Week } from '../model.ts';
import { oneOf, type Maker } from '../step.ts';

const settle = (weeks: readonly Week[]): number => {
  let cents = 0;
  for (const week of weeks) {
    const waiting = waitingOf(week);
    cents += waiting;
    week.charged += waiting;
    week.state = 'invoiced';
  }
  return cents;
};

/** One invoice of everything approved; what is given back waits for its credit memo. */
const run: Maker = (frame) => {
  const { scene, model, chance } = frame;
  if (!chance.percent(40)) return undefined;
  const due = model.weeks.filter((week) => waitingOf(week) > 0);
  if (due.length === 0 && !chance.percent(20)) return undefined;
  return {
    name: 'runInvoices',
    subjects: ['billing', ...model.weeks.map(({ id }) => `week ${id}`)],
    client: scene.manager,
    method: 'POST',
    path: '/invoice-runs',
    body: { programId: scene.programId, periodStart: '2026-01-01', periodEnd: '2026-12-31' },
    ...(due.length === 0 && { refused: 'nothing_to_invoice' }),
    apply() {
      const invoice: Invoice = { id: '', kind: 'client_invoice', cents: settle(due) };
      for (const week of due) week.invoices.push(invoice);
      model.invoices.push(invoice);
      model.happened('invoice_run.completed');
      model.happened('invoice.issued');
    },
  };
};

/** Gives back what was charged too much on one invoice. */
const credit: Maker = (frame) => {
  const { scene, model } = frame;
  const owed = model.weeks.filter((week) => waitingOf(week) < 0);
  const invoice = oneOf(
    owed.length > 0
      ? owed.map(({ invoices }) => invoices[0]!)
      : model.invoices.filter(({ kind }) => kind === 'client_invoice' && frame.chance.percent(10)),
    frame,
  );
  if (!invoice) return undefined;
  const due = owed.filter(({ invoices }) => invoices[0] === invoice);
  return {
    name: 'issueCreditMemo',
    subjects: ['billing', ...model.weeks.map(({ id }) => `week ${id}`)],
    client: scene.manager,
    method: 'POST',
    path: '/credit-memos',
    body: { invoiceId: invoice.id, reason: 'Hours were corrected' },
    ...(due.length === 0 && { refused: 'nothing_to_credit' }),
    apply({ id }) {
      for (const week of due) week.credited = true;
      model.invoices.push({ id, kind: 'credit_memo', cents: settle(due) });
      model.happened('invoice.issued');
    },
  };
};

export const documentSteps: Maker[] = [run, credit];
