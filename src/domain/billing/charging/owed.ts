import { compare, parseAmount, subtract, zeroAmount, type Amount } from '../../../kernel/money.ts';
import { chargeOfBilled, least, type Billed } from './corrections.ts';
import type { ChargeLine } from './version.ts';

type Named = Pick<ChargeLine, 'lineKey' | 'hourType' | 'differentialCode'>;

/** What was conceded of a line of a timesheet, for good. */
export interface Conceded extends Named {
  minutes: number;
  charge: Amount;
}

const sameLine = (one: Named, other: Named) => one.lineKey === other.lineKey;
const sameHours = (one: Named, other: Named) =>
  one.hourType === other.hourType && one.differentialCode === other.differentialCode;

/** What was conceded among invoiced items, line by line; what was taken back for another reason is none of it. */
export function concededOf(items: readonly (Billed & Named & { correction: string | null })[]): Conceded[] {
  const originals = new Map(items.map((item) => [item.id, item]));
  return items
    .filter(({ correction }) => correction === 'concession')
    .map((item) => {
      const { lineKey, hourType, differentialCode } = originals.get(item.correctsId!)!;
      const charge = subtract(zeroAmount, chargeOfBilled(item));
      return { lineKey, hourType, differentialCode, minutes: -(item.minutes ?? 0), charge };
    });
}

/**
 * What is owed of a version: its charge lines less what was conceded of the timesheet, never below nothing. What was
 * conceded of a line that is gone or smaller now is held against other rates of the same hours, then against the rest.
 */
export function owedLines(lines: readonly ChargeLine[], conceded: readonly Conceded[]): ChargeLine[] {
  const owed = lines.map((line) => ({ ...line, amount: parseAmount(line.amount) }));
  const open = conceded.map((one) => ({ ...one }));
  const hold = (concerns: (line: Named, one: Named) => boolean, withMinutes: boolean) => {
    for (const one of open)
      for (const line of owed) {
        if (!concerns(line, one)) continue;
        const charge = least(one.charge, line.amount);
        const minutes = withMinutes ? Math.min(one.minutes, line.minutes ?? 0) : 0;
        if (compare(charge, zeroAmount) > 0) {
          line.amount = subtract(line.amount, charge);
          one.charge = subtract(one.charge, charge);
        }
        if (line.minutes !== null) line.minutes -= minutes;
        one.minutes -= minutes;
      }
  };
  hold(sameLine, true);
  hold(sameHours, true);
  hold(() => true, false);
  return owed;
}
