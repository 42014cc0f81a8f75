import { z } from 'zod';
import { exactAmount, rounded, scale } from '../../../kernel/exact.ts';
import { query, type Context } from '../../../kernel/operation.ts';
import { Day, Id, reference } from '../../../kernel/shapes.ts';
import { bandOf, bandsOf, StepValue, Volume, VolumeMeasure, VolumeStepKind } from '../../vendors/index.ts';
import { monthOf } from '../month.ts';
import { permissions } from '../policy.ts';
import { missing } from '../projection.ts';
import { soFar, type SoFar } from '../so-far.ts';
import { bandedAgreements, measuredMonths, type MeasuredMonth } from '../store.ts';

const VolumeUtilizationRow = z
  .strictObject({
    programId: Id,
    vendorId: Id,
    agreementId: Id,
    monthStart: Day,
    isClosed: z.boolean().meta({ description: 'Whether the month is over and measured.' }),
    measure: VolumeMeasure,
    volume: Volume,
    projectedVolume: Volume.nullable().meta({ description: 'Of the running month, if it goes on so.' }),
    bandId: Id.nullable().meta({ description: 'The band of the volume, as bands are now; null: none.' }),
    stepKind: VolumeStepKind.nullable(),
    stepValue: StepValue.nullable(),
    topThreshold: Volume.meta({ description: 'Where the highest band begins.' }),
    utilization: z
      .string()
      .nullable()
      .meta({
        scalar: 'Decimal',
        format: 'decimal',
        examples: ['0.8125'],
        description: 'Volume ÷ top threshold, 4 places; null where that is 0.',
      }),
    missingVolume: Volume.nullable().meta({
      description: 'What the next threshold needs; null: none is left.',
    }),
  })
  .meta({ id: 'VolumeUtilizationRow' });
type Utilization = z.output<typeof VolumeUtilizationRow>;

type Bands = SoFar['bands'];

function against(bands: Bands, volume: string) {
  const band = bandOf(bands, volume);
  const starts = bands.map(({ from }) => from);
  const topThreshold = starts.at(-1)!;
  const top = exactAmount(topThreshold);
  return {
    bandId: band?.id ?? null,
    stepKind: band?.stepKind ?? null,
    stepValue: band?.stepValue ?? null,
    topThreshold,
    utilization:
      top.numerator === 0n ? null : rounded(scale(exactAmount(volume), top.denominator, top.numerator), 4),
    missingVolume: starts.map((start) => missing(volume, start)).find((needed) => needed !== null) ?? null,
  };
}

async function closedRows(months: readonly MeasuredMonth[], context: Context): Promise<Utilization[]> {
  const known = new Map<string, Awaited<ReturnType<typeof bandsOf>>>();
  const rows: Utilization[] = [];
  for (const { month, measure, volume, ...whose } of months) {
    const bands = known.get(whose.agreementId) ?? (await bandsOf(whose.agreementId, context));
    known.set(whose.agreementId, bands);
    // Bands that were taken away, or are of another measure now, leave nothing to hold a month against.
    if (bands[0]?.measure !== measure) continue;
    const found = { ...whose, monthStart: month, isClosed: true, measure, volume, projectedVolume: null };
    rows.push({ ...found, ...against(bands, volume) });
  }
  return rows;
}

export const volumeUtilization = query({
  name: 'volumeUtilization',
  summary:
    'How far the agreements of a program or vendor are used, month by month and the running one so far: the volume against the bands as they are now.',
  rest: 'GET /volume-utilization',
  permission: permissions.read,
  input: z.strictObject({
    programId: reference('program').optional(),
    vendorId: reference('vendor').optional(),
    from: Day.meta({ description: 'A day of the first month.' }),
    to: Day.meta({ description: 'A day of the last month.' }),
  }),
  output: z.strictObject({ rows: z.array(VolumeUtilizationRow) }).meta({ id: 'VolumeUtilization' }),
  rows: 'rows',
  heavy: true,
  example: { from: '2026-01-01', to: '2026-03-31' },
  async handle({ from, to, ...whose }, context) {
    const span = { ...whose, from: monthOf(from), to: monthOf(to) };
    const closed = await measuredMonths(span, context);
    const done = new Set(closed.map(({ agreementId, month }) => `${agreementId} ${month}`));
    const rows = await closedRows(closed, context);
    for (const held of await bandedAgreements({ ...span, to }, context)) {
      const { monthStart, bands, measure, volume, projectedVolume } = await soFar(held, context);
      if (monthStart < span.from || monthStart > span.to || done.has(`${held.id} ${monthStart}`)) continue;
      const { id: agreementId, programId, vendorId } = held;
      rows.push({
        programId,
        vendorId,
        agreementId,
        monthStart,
        isClosed: false,
        measure: measure!,
        volume: volume!,
        projectedVolume,
        ...against(bands, volume!),
      });
    }
    const keyOf = ({ monthStart, agreementId }: Utilization) => `${monthStart} ${agreementId}`;
    return { rows: rows.toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1)) };
  },
});
