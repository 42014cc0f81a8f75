import { add, parseAmount, percentOf, subtract, sum } from '../../../kernel/money.ts';
import { isDecided } from './corrections.ts';
import { chargeOf, type FeeTerms } from './fees.ts';

interface Explained extends FeeTerms {
  sourceNoun: string;
  lineKey: string;
  correction: string | null;
  round: number;
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
  name: string;
  detail: string;
  result: string;
}

const charge = (item: Explained) =>
  chargeOf({ amount: parseAmount(item.amount), vendorAmount: parseAmount(item.vendorAmount) }, item);
// Credits that were decided for one line are told apart behind its key.
const plainKey = ({ lineKey }: Pick<Explained, 'lineKey'>) => lineKey.split('#')[0];
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
  if (earlier.length === 0) return [{ name: 'charge', detail: priced(item.minutes), result: charge(item) }];
  const before = earlier.filter((one) => plainKey(one) === plainKey(item));
  const differing = version.filter((one) => plainKey(one) === plainKey(item));
  const minutesOf = (items: readonly Explained[]) =>
    items.reduce((total, { minutes }) => total + (minutes ?? 0), 0);
  const minutesBefore = minutesOf(before);
  return [
    {
      name: 'charge',
      detail: `version ${item.sourceRevision} of the line${before.some(isDecided) ? ', less what was conceded' : ''}: ${priced(minutesBefore + minutesOf(differing))}`,
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
  if (feeModel === 'none')
    return item.sourceNoun === 'timesheet'
      ? 'no agreement with a fee was in force on the first day worked'
      : 'it bears no fee';
  if (feeBasis === 'invoice')
    return `${feePercent} % of the vendor’s items on the document, shared by largest remainder`;
  if (feeBasis === 'line') return `${feePercent} % of the line`;
  const gross = add(chargesOf(versions), chargesOf(earlier));
  const whole = `${feePercent} % of the version’s gross ${gross} is ${percentOf(gross, feePercent)}`;
  if (earlier.length === 0) return `${whole}; shared over its lines by largest remainder`;
  const before = sum(earlier.map(({ feeAmount }) => parseAmount(feeAmount)));
  const difference = subtract(percentOf(gross, feePercent), before);
  return `${whole}, less ${before} invoiced before: ${difference} over the version’s differences`;
}

const vendorStep = (item: Explained): ExplanationStep => ({
  name: 'vendor_amount',
  detail:
    item.feeModel === 'client_funded'
      ? 'the charge; the client pays the fee on top'
      : 'the charge less the fee',
  result: parseAmount(item.vendorAmount),
});

/** How an item's money came about, from the item and the others of its source. */
export function explain(item: Explained, siblings: readonly Explained[]): ExplanationStep[] {
  const isFirst = item.sourceNoun === 'timesheet' && item.kind !== 'adjustment';
  const earlier = siblings.filter(
    ({ sourceRevision, state }) => !isFirst && sourceRevision < item.sourceRevision && state !== 'void',
  );
  const version = siblings.filter(
    (one) => one.sourceRevision === item.sourceRevision && one.round === item.round && !isDecided(one),
  );
  return [
    ...chargeSteps(item, version, earlier),
    { name: 'fee', detail: feeDetail(item, version, earlier), result: parseAmount(item.feeAmount) },
    vendorStep(item),
  ];
}

const taken: Record<'concession' | 'reversal' | 'again', [charge: string, fee: string]> = {
  concession: ['what was conceded of the item that it corrects', 'the fee of that part, given back'],
  reversal: ['all that stood of the item that it corrects', 'all of the fee that stood of it'],
  again: [
    'as it stood when its document was taken back; the round before is credited',
    'the fee that stood of it then, or the next document’s',
  ],
};

/** How the money of a credit that was decided, or of what is billed again, came about; nothing of other items. */
export function explainDecided(item: Explained): ExplanationStep[] {
  const how = isDecided(item) ? (item.correction as 'concession') : item.round > 1 ? 'again' : undefined;
  if (!how) return [];
  return [
    { name: 'charge', detail: taken[how][0], result: charge(item) },
    { name: 'fee', detail: taken[how][1], result: parseAmount(item.feeAmount) },
    vendorStep(item),
  ];
}

/** How the money of what is no time came about: its own steps, what it states, and its fee. */
export function explainStated(
  item: Explained & {
    explanation: readonly ExplanationStep[];
    quantity: string | null;
    unitOfMeasure: string | null;
  },
  siblings: readonly Explained[],
): ExplanationStep[] {
  const steps = explain(item, siblings).map((step) => {
    if (step.name !== 'charge' || item.quantity === null || item.rate === null) return step;
    const detail = `${item.quantity} ${item.unitOfMeasure ?? ''} × ${item.rate}, as its source says`;
    return { ...step, detail: detail.replace('  ', ' ') };
  });
  return [...item.explanation, ...steps];
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
