import { z } from 'zod';
import { notFound } from '../../../kernel/errors.ts';
import { query } from '../../../kernel/operation.ts';
import { Day, Id, reference } from '../../../kernel/shapes.ts';
import {
  agreements,
  bandOf,
  rateStepOn,
  Volume,
  VolumeMeasure,
  VolumeStepKind,
  StepValue,
} from '../../vendors/index.ts';
import { permissions } from '../policy.ts';
import { missing } from '../projection.ts';
import { soFar } from '../so-far.ts';

const Band = z
  .strictObject({
    bandId: Id,
    volumeFrom: Volume,
    volumeUnder: Volume.nullable(),
    stepKind: VolumeStepKind,
    stepValue: StepValue,
  })
  .meta({ id: 'UtilizationBand' });

export const explainUtilization = query({
  name: 'explainUtilization',
  summary:
    'The month so far against an agreement’s bands: what it comes to if it goes on so, what the next band needs, and the step in force today.',
  rest: 'GET /agreements/{agreementId}/utilization',
  permission: permissions.read,
  input: z.strictObject({ agreementId: reference('agreement') }),
  output: z
    .strictObject({
      agreementId: Id,
      monthStart: Day,
      asOfDate: Day,
      measure: VolumeMeasure.nullable().meta({ description: 'Null: the agreement has no bands.' }),
      volume: Volume.nullable(),
      projectedVolume: Volume.nullable().meta({
        description: 'What the month comes to if it goes on as it did; a headcount stays as it is.',
      }),
      bands: z.array(Band),
      bandId: Id.nullable().meta({ description: 'The band of the volume so far.' }),
      projectedBandId: Id.nullable(),
      nextThreshold: Volume.nullable(),
      missingVolume: Volume.nullable().meta({ description: 'What the next threshold still needs.' }),
      stepInForce: z
        .strictObject({
          bandId: Id,
          stepKind: VolumeStepKind,
          stepValue: StepValue,
          monthStart: Day.meta({ description: 'Of the month whose volume set it.' }),
          volume: Volume,
        })
        .meta({ id: 'StepInForce' })
        .nullable(),
    })
    .meta({ id: 'UtilizationExplanation' }),
  async handle({ agreementId }, context) {
    const held = await context.tx.find(agreements, agreementId);
    if (!held) throw notFound();
    const { asOfDate, monthStart, bands, measure, volume, projectedVolume } = await soFar(held, context);
    const next = volume === null ? undefined : bands.find(({ from }) => missing(volume, from) !== null);
    const { programId, vendorId } = held;
    const step = await rateStepOn({ programId, vendorId, day: asOfDate }, context);
    return {
      agreementId: held.id,
      monthStart,
      asOfDate,
      measure,
      volume,
      projectedVolume,
      bands: bands.map(({ id, from, under, stepKind, stepValue }) => ({
        bandId: id,
        volumeFrom: from,
        volumeUnder: under,
        stepKind,
        stepValue,
      })),
      bandId: volume === null ? null : (bandOf(bands, volume)?.id ?? null),
      projectedBandId: projectedVolume === null ? null : (bandOf(bands, projectedVolume)?.id ?? null),
      nextThreshold: next?.from ?? null,
      missingVolume: next && volume !== null ? missing(volume, next.from) : null,
      stepInForce: step
        ? {
            bandId: step.bandId,
            stepKind: step.kind,
            stepValue: step.value,
            monthStart: step.utilization.month,
            volume: step.utilization.value,
          }
        : null,
    };
  },
});
