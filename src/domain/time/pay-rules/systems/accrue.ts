import type { HourSpan } from '../overtime.ts';
import type { Rule } from '../rules.ts';
import { isWithin } from '../span.ts';
import type { Span } from '../span.ts';
import type { WorkedSpan } from '../split.ts';

/** From so many minutes of a workday on, minutes are of this type. */
export interface Tier {
  readonly afterMinutes: number;
  readonly hourType: 'overtime' | 'double_time';
  readonly rule: Rule;
}

/** Worked minutes of one workday and the tiers that hold on it, in ascending order. */
export interface DayPart {
  readonly span: WorkedSpan;
  readonly workday: number;
  readonly tiers: readonly Tier[];
}

/** The straight minutes of the base that stay regular, and the rules of those and of the ones beyond. */
export interface StraightLimit {
  readonly base: Span;
  readonly minutes: number;
  readonly regular: Rule;
  readonly overtime: Rule;
}

/**
 * Counts minutes in order of time: what a workday's tier takes is premium time by the day and is not counted again
 * toward the limit of the week or period, so no hour carries two premiums.
 */
export function accrue(parts: readonly DayPart[], limit: StraightLimit): HourSpan[] {
  const ofDay = new Map<number, number>();
  const found: HourSpan[] = [];
  let straight = 0;
  const put = (
    span: WorkedSpan,
    { start, end }: Span,
    rest: Pick<HourSpan, 'hourType' | 'rule' | 'limitMinutes'>,
  ) => {
    if (start < end) found.push({ ...span, start, end, ...rest });
  };
  for (const { span, workday, tiers } of parts) {
    const before = ofDay.get(workday) ?? 0;
    ofDay.set(workday, before + span.end - span.start);
    if (!isWithin(span, limit.base)) continue;
    const turns = tiers.map(({ afterMinutes }) =>
      Math.min(span.end, Math.max(span.start, span.start + afterMinutes - before)),
    );
    const straightEnd = turns[0] ?? span.end;
    const over = Math.min(straightEnd, Math.max(span.start, span.start + limit.minutes - straight));
    straight += straightEnd - span.start;
    const limitMinutes = Number.isFinite(limit.minutes) ? limit.minutes : null;
    put(span, { start: span.start, end: over }, { hourType: 'regular', rule: limit.regular, limitMinutes });
    put(
      span,
      { start: over, end: straightEnd },
      { hourType: 'overtime', rule: limit.overtime, limitMinutes },
    );
    for (const [index, { hourType, rule, afterMinutes }] of tiers.entries()) {
      const end = turns[index + 1] ?? span.end;
      put(span, { start: turns[index]!, end }, { hourType, rule, limitMinutes: afterMinutes });
    }
  }
  return found;
}
