import { z } from 'zod';
import { type Problem, refuse } from '../../../kernel/errors.ts';
import { bulkCommand, type Context, type Outcome } from '../../../kernel/operation.ts';
import { Amount, codeOf, Day, Hours, reference, text } from '../../../kernel/shapes.ts';
import { differences } from '../../identifiers/index.ts';
import { Currency } from '../../programs/index.ts';
import { measureRecorded, measureRestated, measureToldTwice } from '../model.ts';
import { workforceMeasure } from '../nouns.ts';
import { permissions } from '../policy.ts';
import { keyOf, measuresOf, programsOf } from '../store.ts';
import { workforceMeasures } from '../tables.ts';

const notNegative = Amount.regex(/^\d/, 'It is not below 0.');
const input = z.strictObject({
  facilityId: reference('facility'),
  profession: codeOf('profession', 'rn'),
  workedOn: Day.meta({ description: 'By the facility’s zone.' }),
  employedHours: Hours.nullish().meta({ description: 'Worked by the client’s own staff.' }),
  employedCost: notNegative.nullish().meta({ description: 'What they cost.' }),
  addressableSpend: notNegative.nullish().meta({
    description:
      'What was spent, through the program or past it, on work that the program could have supplied.',
  }),
  currency: Currency.optional().meta({ description: 'The program’s unless told.' }),
  source: text(200).nullish(),
});
type Told = z.output<typeof input>;

const scaled = (decimal: string | null | undefined): string | null => {
  if (decimal === null || decimal === undefined) return null;
  const [whole, fraction = ''] = decimal.split('.');
  return `${whole}.${fraction.padEnd(2, '0')}`;
};

const valuesOf = (told: Told, currency: string) => ({
  employedHours: scaled(told.employedHours),
  employedCost: scaled(told.employedCost),
  addressableSpend: scaled(told.addressableSpend),
  currency: told.currency ?? currency,
  source: told.source ?? null,
});

const isEmpty = ({ employedHours, employedCost, addressableSpend }: ReturnType<typeof valuesOf>) =>
  employedHours === null && employedCost === null && addressableSpend === null;

async function recordAll(
  inputs: readonly Told[],
  context: Context,
): Promise<(Outcome<{ id: string }> | Problem)[]> {
  const programs = await programsOf([...new Set(inputs.map(({ facilityId }) => facilityId))], context);
  const present = await measuresOf(inputs, context);
  const outcomes: (Outcome<{ id: string }> | Problem)[] = [];
  const seen = new Set<string>();
  const fresh: {
    at: number;
    row: Parameters<typeof context.tx.insert<typeof workforceMeasures>>[1][number];
  }[] = [];
  const changed: {
    at: number;
    row: { id: string; version: number };
    changes: ReturnType<typeof valuesOf>;
  }[] = [];
  for (const [at, told] of inputs.entries()) {
    const key = keyOf(told);
    const { programId, currency } = programs.get(told.facilityId)!;
    const values = valuesOf(told, currency);
    const held = present.get(key);
    if (isEmpty(values)) outcomes[at] = refuse('/employedHours', 'required', 'A measure tells something.');
    else if (seen.has(key)) outcomes[at] = measureToldTwice();
    else if (!held) {
      const { facilityId, profession, workedOn } = told;
      fresh.push({ at, row: { programId, facilityId, profession, workedOn, ...values } });
    } else if (Object.keys(differences(held, values)).length === 0)
      outcomes[at] = { result: held, unchanged: true };
    else changed.push({ at, row: held, changes: values });
    seen.add(key);
  }
  const inserted = await context.tx.insert(
    workforceMeasures,
    fresh.map(({ row }) => row),
  );
  for (const [place, row] of inserted.entries())
    outcomes[fresh[place]!.at] = { result: row, events: [measureRecorded(row, {})] };
  const restated = await context.tx.changeAll(workforceMeasures, changed);
  for (const [place, row] of restated.entries())
    outcomes[changed[place]!.at] = { result: row, events: [measureRestated(row, {})] };
  return outcomes;
}

export const recordWorkforceMeasure = bulkCommand({
  name: 'recordWorkforceMeasure',
  summary:
    'Tell hours and cost of the client’s own staff, or what could be spent, of a facility, profession and day; told again it takes the place of what was told before.',
  rest: 'POST /workforce-measures',
  permission: permissions.record,
  input,
  example: {
    facilityId: '0198c0de-0000-7000-8000-000000000001',
    profession: 'rn',
    workedOn: '2026-02-02',
    employedHours: '812.50',
    employedCost: '43875.00',
  },
  output: workforceMeasure,
  errors: [measureToldTwice],
  bulk: {
    name: 'recordWorkforceMeasures',
    rest: 'POST /workforce-measures/bulk',
    summary: 'Tell up to 1,000, with a result for each row.',
  },
  handleMany: recordAll,
});
