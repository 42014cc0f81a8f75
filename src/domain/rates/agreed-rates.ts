import type { DaySpan } from '../../kernel/day-range.ts';
import { multiplyRate, parseRate, type Rate } from '../../kernel/money.ts';
import type { Context } from '../../kernel/operation.ts';
import { dayText, epochDay } from '../../kernel/zone.ts';
import { lineFor } from './model/resolution.ts';
import type { RateHourType } from './model/rate-line.ts';
import { linesOfHourTypes, type CardLine, type HourTypeLines } from './store/lines.ts';

/** For whose hours rates of hour types are looked for. */
export interface AgreedQuestion {
  vendorId: string;
  facilityId: string;
  unitId: string;
  profession: string;
  specialty: string | null;
}

/** What a line of a card says of an hour type: a rate of its own, or a factor of the agreed regular rate. */
export interface AgreedRate {
  hourType: Exclude<RateHourType, 'regular'>;
  rateLineId: string;
  cardName: string | null;
  billRate: Rate | null;
  multiplier: string | null;
}

/** What counts on some days of a span: the regular rate only where a card was named. */
export interface AgreedDays {
  days: DaySpan & { until: string };
  regular: Rate | null;
  rates: AgreedRate[];
}

/** Rates of hour types as a program's cards have them over some days: the span cut where what counts changes. */
export type AgreedRates = (asked: AgreedQuestion, days: DaySpan & { until: string }) => AgreedDays[];

const hourTypes = ['overtime', 'double_time', 'holiday', 'on_call', 'callback', 'orientation'] as const;

const rateOf = ({ billRate }: CardLine): Rate | null => (billRate === null ? null : parseRate(billRate));

const toAgreed = (line: CardLine): AgreedRate => ({
  hourType: line.hourType as AgreedRate['hourType'],
  rateLineId: line.id,
  cardName: line.cardName,
  billRate: line.multiplier === null ? rateOf(line) : null,
  multiplier: line.multiplier,
});

/** What an agreed rate makes of an hour whose regular rate is agreed too; to 4 places, half away from zero. */
export const priceAgreed = ({ billRate, multiplier }: AgreedRate, regular: Rate): Rate | null =>
  multiplier === null ? billRate : multiplyRate(regular, multiplier);

/**
 * Reads, as the caller, what the program's cards say of hours that are not regular on days of a span; or all that a
 * named card says. Regular hours are priced by what an assignment agreed; of others a card may say more than a
 * policy's multiplier.
 */
export async function agreedRates(asked: HourTypeLines, context: Context): Promise<AgreedRates> {
  const lines = await linesOfHourTypes(asked, context);
  const lineOn = (whose: AgreedQuestion, hourType: RateHourType, on: string) =>
    lineFor(
      lines.filter(({ profession }) => profession === whose.profession),
      { ...whose, shift: null, hourType, on },
    );
  return (whose, { from, until }) => {
    const parts: (AgreedDays & { key: string })[] = [];
    for (let day = epochDay(from); day < epochDay(until); day += 1) {
      const on = dayText(day);
      const days = { from: on, until: dayText(day + 1) };
      const regular = lines.length === 0 ? undefined : lineOn(whose, 'regular', on);
      const counting = hourTypes.flatMap((hourType) => lineOn(whose, hourType, on) ?? []);
      const key = [regular, ...counting].map((line) => line?.id).join();
      const last = parts.at(-1);
      if (last?.key === key) last.days = { ...last.days, until: days.until };
      else
        parts.push({
          days,
          regular: (regular && rateOf(regular)) ?? null,
          rates: counting.map(toAgreed),
          key,
        });
    }
    return parts;
  };
}
