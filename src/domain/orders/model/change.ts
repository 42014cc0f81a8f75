import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { factsFor } from '../../../kernel/event.ts';
import { minutesOf } from '../../../kernel/hours.ts';
import { compare, parseAmount, parseRate } from '../../../kernel/money.ts';
import { oneOf } from '../../../kernel/shapes.ts';
import { CustomValues } from '../../custom-fields/index.ts';
import { OrderTemplateTerms } from './template.ts';
import type { Terms } from './terms.ts';

export const OrderChangeKind = oneOf('OrderChangeKind', ['terms', 'surge', 'rush']);
export const OrderChangeState = oneOf('OrderChangeState', ['pending', 'applied', 'rejected', 'withdrawn']);

/** Terms of an order before or after a change. */
export const OrderChangeTerms = z
  .strictObject({ ...OrderTemplateTerms.shape, customValues: CustomValues.optional() })
  .meta({ id: 'OrderChangeTerms' });

export const orderChangePending = declareError(
  'order_change_pending',
  'conflict',
  'Another change of the order waits for approval; withdraw it first.',
);
export const surgeRunning = declareError(
  'surge_running',
  'conflict',
  'The order has a surge rate; end it first.',
);
export const noSurge = declareError('no_surge', 'conflict', 'The order has no surge rate.');

const fact = factsFor(
  ['operator', 'client'],
  z.strictObject({ orderId: z.string(), changed: z.array(z.string()) }),
);
export const changeRequested = fact(
  'order_change.requested',
  'A change of an open order waits for its approvers; the order keeps its terms meanwhile.',
);
export const changeApplied = fact(
  'order_change.applied',
  'A change of an open order was approved and holds.',
);
export const changeRejected = fact('order_change.rejected', 'A change of an open order was not approved.');
export const changeWithdrawn = fact(
  'order_change.withdrawn',
  'A change of an open order is no longer asked for.',
);

type Priced = Terms & { weeks: number };

const isMoreMoney = (before: string | null, after: string | null) =>
  after !== null && (before === null || compare(parseRate(after), parseRate(before)) > 0);
const isLessMoney = (before: string | null, after: string | null) =>
  before !== null && after !== null && compare(parseRate(after), parseRate(before)) < 0;
const minutes = (hours: string | null) => (hours === null ? 0 : minutesOf(hours)!);

/** What approvers agreed to and is now more: the change is asked of them anew. */
export const raised = (before: Priced, after: Priced): string[] => [
  ...(['positions', 'weeks'] as const).filter((key) => after[key] > before[key]),
  ...(['hoursPerWeek', 'guaranteedHours'] as const).filter(
    (key) => minutes(after[key]) > minutes(before[key]),
  ),
  ...(isMoreMoney(before.billRate, after.billRate) ? ['billRate'] : []),
  ...(isHigherLimit(before, after) ? ['maxBillRate'] : []),
  ...(isMoreSalary(before, after) ? ['salaryTo'] : []),
  ...(isMoreFee(before, after) ? ['placementFeeEstimate'] : []),
];

// Without a maximum an offer of any price goes unasked.
function isHigherLimit({ maxBillRate: before }: Terms, { maxBillRate: after }: Terms): boolean {
  return before !== null && (after === null || isMoreMoney(before, after));
}

// The fee of a placement is a share of the salary, whatever was estimated.
function isMoreSalary({ salaryTo: before }: Terms, { salaryTo: after }: Terms): boolean {
  return before !== null && after !== null && compare(parseAmount(after), parseAmount(before)) > 0;
}

function isMoreFee({ placementFeeEstimate: before }: Terms, { placementFeeEstimate: after }: Terms): boolean {
  if (before === null) return false;
  return after === null || compare(parseAmount(after), parseAmount(before)) > 0;
}

/** What those who were proposed counted on and is now less: they are asked anew. */
export const cut = (before: Terms, after: Terms): string[] => [
  ...(['billRate', 'postedRateTo'] as const).filter((key) => isLessMoney(before[key], after[key])),
  ...(minutes(after.guaranteedHours) < minutes(before.guaranteedHours) ? ['guaranteedHours'] : []),
];

const seenByVendors = new Set([
  'title',
  'positions',
  'specialty',
  'startsOn',
  'endsOn',
  'weeks',
  'hoursPerWeek',
  'guaranteedHours',
  'shiftPattern',
  'payRateFrom',
  'payRateTo',
  'postedRateFrom',
  'postedRateTo',
  'salaryFrom',
  'salaryTo',
  'payUnit',
  'benefitsText',
  'otherCompensation',
  'remoteStates',
  'extraCredentialTypeIds',
  'description',
  'respondBy',
  'submissionCap',
]);

/** Those of the fields that a vendor sees of an order. */
export const visibleOf = (changed: readonly string[]): string[] =>
  changed.filter((key) => seenByVendors.has(key));

const posted = new Set([
  'payRateFrom',
  'payRateTo',
  'salaryFrom',
  'salaryTo',
  'payUnit',
  'benefitsText',
  'otherCompensation',
  'remoteStates',
  'respondBy',
]);

/** Whether the posting has to be held against the laws of pay transparency again. */
export const isPosted = (changed: readonly string[]): boolean => changed.some((key) => posted.has(key));
