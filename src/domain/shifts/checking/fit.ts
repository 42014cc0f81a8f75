import type { ErrorDeclaration, Problem } from '../../../kernel/errors.ts';
import { isBlocking, workerNotEligible, type Judgment } from '../../eligibility/index.ts';
import type { OrderRow } from '../../orders/index.ts';
import { mayRepresent, representationNotCurrent } from '../../submissions/index.ts';
import {
  orderTakesNoShifts,
  overtimeNotAllowed,
  restTooShort,
  shiftTaken,
  workerNotAvailable,
} from '../model/shift.ts';
import type { Check } from '../model/shift-fit.ts';
import type { Claimant } from '../store/claimant.ts';
import type { ShiftRow, ShiftSettings } from '../store/shift.ts';
import { takesShifts } from './assert.ts';
import type { Schedule } from './schedule.ts';

/** All that is known of a worker and a shift. */
export interface Known {
  shift: Pick<ShiftRow, 'state' | 'startsAt'>;
  order: Pick<OrderRow, 'type' | 'state'>;
  claimant: Claimant;
  /** Whether the shift is shown to that worker of that vendor. */
  isShown: boolean;
  supplyProblem: Problem | void;
  judgment: Judgment;
  schedule: Schedule;
  settings: Pick<ShiftSettings, 'shiftOvertime' | 'minimumRestMinutes'>;
  now: string;
}

const passed = (check: Check['check']): Check => ({
  check,
  outcome: 'passed',
  code: null,
  why: null,
  items: [],
  neighbors: [],
});

const against = (
  check: Check['check'],
  { code, title }: ErrorDeclaration,
  more: Partial<Check> = {},
): Check => ({
  ...passed(check),
  outcome: 'failed',
  code,
  why: title,
  ...more,
});

function orderCheck({ shift, order, now }: Known): Check {
  if (shift.state !== 'open') return against('order', shiftTaken);
  const isOpen = takesShifts(order) && Temporal.Instant.compare(shift.startsAt, now) > 0;
  return isOpen ? passed('order') : against('order', orderTakesNoShifts);
}

function overtimeCheck({ schedule: { overtimeMinutes }, settings: { shiftOvertime } }: Known): Check {
  if (overtimeMinutes === 0) return passed('overtime');
  if (shiftOvertime === 'block') return against('overtime', overtimeNotAllowed);
  const why = `${overtimeMinutes} minutes of the workweek would be overtime.`;
  return { ...passed('overtime'), outcome: 'warned', why };
}

/** What a booking would check, in its order, and what it would find. */
export function checksOf(known: Known): Check[] {
  const { claimant, isShown, supplyProblem, judgment, schedule, settings, now } = known;
  const blocking = judgment.items.filter(isBlocking);
  return [
    orderCheck(known),
    mayRepresent(claimant, now)
      ? passed('representation')
      : against('representation', representationNotCurrent),
    supplyProblem ? against('supplier', supplyProblem.declaration) : passed('supplier'),
    judgment.eligible
      ? passed('eligibility')
      : against('eligibility', workerNotEligible, {
          why: blocking.map(({ why }) => why).join(' '),
          items: blocking,
        }),
    schedule.isAvailable && isShown ? passed('availability') : against('availability', workerNotAvailable),
    schedule.tooClose.length === 0
      ? passed('rest')
      : against('rest', restTooShort, {
          why: `The program demands ${settings.minimumRestMinutes} minutes between shifts.`,
          neighbors: schedule.tooClose,
        }),
    overtimeCheck(known),
  ];
}

/** Whether nothing stands in the way. */
export const fits = (checks: readonly Check[]): boolean =>
  checks.every(({ outcome }) => outcome !== 'failed');
