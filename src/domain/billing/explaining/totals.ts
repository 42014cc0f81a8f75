import { negate, parseAmount, subtract, sum, type Amount } from '../../../kernel/money.ts';

interface Settled {
  vendorId: string | null;
  gross: string;
  fee: string;
  net: string;
  total: string;
  paidAmount: string;
  creditedAmount: string;
}

interface TaxOfDocument {
  name: string;
  percent: string;
  base: string;
  amount: string;
}

interface TotalStep {
  name: string;
  detail: string;
  result: Amount;
}

/** What of a document is still open: its total less what was paid and credited; of a credit what may still be used, negative. */
export const balanceOf = ({
  total,
  paidAmount,
  creditedAmount,
}: Pick<Settled, 'total' | 'paidAmount' | 'creditedAmount'>): Amount =>
  subtract(parseAmount(total), sum([parseAmount(paidAmount), parseAmount(creditedAmount)]));

/** How a document's lines became its total, and what of that is still open. */
export function totalSteps(
  document: Settled,
  lineCount: number,
  taxes: readonly TaxOfDocument[],
): TotalStep[] {
  const { vendorId, gross, fee, net, total, paidAmount, creditedAmount } = document;
  const lines = `${lineCount} line${lineCount === 1 ? '' : 's'}`;
  const toClient = vendorId === null;
  return [
    { name: 'gross', detail: `what the client is charged, over ${lines}`, result: parseAmount(gross) },
    { name: 'fee', detail: `the fee within it, over ${lines}`, result: parseAmount(fee) },
    { name: 'net', detail: 'the gross less the fee: what vendors are paid', result: parseAmount(net) },
    ...taxes.map(({ name, percent, base, amount }) => ({
      name: 'tax',
      detail: `${name}: ${percent} % of ${base}, rounded once to cents, half away from zero`,
      result: parseAmount(amount),
    })),
    {
      name: 'total',
      detail: toClient ? (taxes.length > 0 ? 'the gross and the taxes' : 'the gross') : 'the net',
      result: parseAmount(total),
    },
    { name: 'paid', detail: 'payments applied', result: negate(parseAmount(paidAmount)) },
    { name: 'credited', detail: 'credits applied', result: negate(parseAmount(creditedAmount)) },
    { name: 'balance', detail: 'the total less what was paid and credited', result: balanceOf(document) },
  ];
}
