import { add, parseAmount, percentOf, subtract, sum, type Amount } from '../../../kernel/money.ts';
import { chargeOf, type FeeTerms } from './fees.ts';

interface Explained extends FeeTerms {
  lineKey: string;
  correctsId: string | null;
  kind: string;
  state: string;
  sourceRevision: number;
  minutes: number | null;
  rate: string | null;
  amount: string;
  feeAmount: string;
  vendorAmount: string;
}

/** One step of how an item's money came about: in words with its inputs, and what came of it. */
export interface ExplanationStep {
  name: 'charge' | 'invoiced_before' | 'difference' | 'volume_step' | 'fee' | 'vendor_amount';
  detail: string;
  result: Amount;
}

const charge = (item: Explained) =>
  chargeOf({ amount: parseAmount(item.amount), vendorAmount: parseAmount(item.vendorAmount) }, item);
const chargesOf = (items: readonly Explained[]) => sum(items.map(charge));

function chargeSteps(
  item: Explained,
  version: readonly Explained[],
  earlier: readonly Explained[],
): ExplanationStep[] {
  const priced = (minutes: number | null) =>
    minutes === null || item.rate === null
      ? 'as stated by its source'
      : `${minutes} minutes × ${item.rate} ÷ 60, rounded once to cents, half away from zero`;
  if (item.kind !== 'adjustment')
    return [{ name: 'charge', detail: priced(item.minutes), result: charge(item) }];
  const before = earlier.filter(({ lineKey }) => lineKey === item.lineKey);
  const differing = version.filter(({ lineKey }) => lineKey === item.lineKey);
  const minutesOf = (items: readonly Explained[]) =>
    items.reduce((total, { minutes }) => total + (minutes ?? 0), 0);
  const minutesBefore = minutesOf(before);
  return [
    {
      name: 'charge',
      detail: `version ${item.sourceRevision} of the line: ${priced(minutesBefore + minutesOf(differing))}`,
      result: add(chargesOf(before), chargesOf(differing)),
    },
    {
      name: 'invoiced_before',
      detail: `${minutesBefore} minutes of the line, which stand as they were invoiced`,
      result: chargesOf(before),
    },
    {
      name: 'difference',
      detail:
        differing.length > 1
          ? 'the version less what was invoiced before: the part that takes back one of the items that billed it'
          : 'the version less what was invoiced before',
      result: charge(item),
    },
  ];
}

function feeDetail(item: Explained, versions: readonly Explained[], earlier: readonly Explained[]): string {
  const { feeModel, feeBasis, feePercent } = item;
  if (feeModel === 'none') return 'no agreement with a fee was in force on the first day worked';
  if (feeBasis === 'invoice')
    return `${feePercent} % of the vendor’s items on the document, shared by largest remainder`;
  if (feeBasis === 'line') return `${feePercent} % of the line`;
  const gross = add(chargesOf(versions), chargesOf(earlier));
  const whole = `${feePercent} % of the version’s gross ${gross} is ${percentOf(gross, feePercent)}`;
  if (item.kind !== 'adjustment') return `${whole}; shared over its lines by largest remainder`;
  const before = sum(earlier.map(({ feeAmount }) => parseAmount(feeAmount)));
  const difference = subtract(percentOf(gross, feePercent), before);
  return `${whole}, less ${before} invoiced before: ${difference} over the version’s differences`;
}

/** How an item's money came about, from the item and the others of its source. */
export function explain(item: Explained, siblings: readonly Explained[]): ExplanationStep[] {
  const earlier =
    item.kind === 'adjustment'
      ? siblings.filter(
          ({ sourceRevision, state }) => sourceRevision < item.sourceRevision && state !== 'void',
        )
      : [];
  const version = siblings.filter(({ sourceRevision }) => sourceRevision === item.sourceRevision);
  const onTop = item.feeModel === 'client_funded';
  return [
    ...chargeSteps(item, version, earlier),
    { name: 'fee', detail: feeDetail(item, version, earlier), result: parseAmount(item.feeAmount) },
    {
      name: 'vendor_amount',
      detail: onTop ? 'the charge; the client pays the fee on top' : 'the charge less the fee',
      result: parseAmount(item.vendorAmount),
    },
  ];
}

/** How the money of a volume's item came about: its step over the days of the week that it is for. */
export function explainVolume(
  item: Explained & { workDateFrom: string; workDateTo: string; description: string; lineKey: string },
): ExplanationStep[] {
  const [timesheetId, revision] = item.lineKey.split(':');
  const days = `${item.workDateFrom} to ${item.workDateTo}`;
  const what = `${item.description}, over version ${revision} of timesheet ${timesheetId}, ${days}`;
  const fees: Record<FeeTerms['feeBasis'], string> = {
    timesheet: `what ${item.feePercent} % of the version’s gross changes by`,
    line: `${item.feePercent} % of the change`,
    invoice: `${item.feePercent} % of the vendor’s items on the document, shared by largest remainder`,
  };
  const fee = item.feeModel === 'none' ? 'no agreement with a fee was in force' : fees[item.feeBasis];
  return [
    { name: 'volume_step', detail: `${what}, less what of it was invoiced before`, result: charge(item) },
    { name: 'fee', detail: fee, result: parseAmount(item.feeAmount) },
    {
      name: 'vendor_amount',
      detail:
        item.feeModel === 'client_funded'
          ? 'the change; the client bears the fee on top'
          : 'the change less the fee',
      result: parseAmount(item.vendorAmount),
    },
  ];
}
