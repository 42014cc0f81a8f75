import { z } from 'zod';
import { refuse } from '../../../kernel/errors.ts';
import { parseRate } from '../../../kernel/money.ts';
import { command, type Context } from '../../../kernel/operation.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { codeOf, Day, Instant, Rate } from '../../../kernel/shapes.ts';
import { representationLife } from '../lifecycle.ts';
import {
  Email,
  LastFour,
  Npi,
  PersonName,
  Phone,
  representationCreated,
  representationExists,
  representationMatchReviewNeeded,
  Specialties,
  workerCreated,
} from '../model.ts';
import { representation } from '../nouns.ts';
import { permissions } from '../policy.ts';
import { insertWorker, recognize, representationOf } from '../store.ts';
import { representations } from '../tables.ts';

const input = z.strictObject({
  firstName: PersonName,
  lastName: PersonName,
  birthDate: Day.optional(),
  npi: Npi.optional(),
  lastFour: LastFour.optional().meta({ description: 'Of the social security number; for recognition only.' }),
  email: Email.optional(),
  phone: Phone.optional(),
  homeState: codeOf('state', 'OH'),
  profession: codeOf('profession', 'rn'),
  specialties: Specialties.default([]),
  availableOn: Day.optional(),
  payRate: Rate.optional(),
  rightToRepresentFrom: Instant.optional().meta({ description: 'Now, unless told.' }),
  rightToRepresentUntil: Instant,
});

async function keep(workerId: string, given: z.output<typeof input>, context: Context) {
  const { lastFour: _, rightToRepresentFrom = context.now, payRate, ...told } = given;
  const values = {
    birthDate: null,
    npi: null,
    email: null,
    phone: null,
    availableOn: null,
    ...told,
    rightToRepresentFrom,
    payRate: payRate === undefined ? null : parseRate(payRate),
  };
  if (Temporal.Instant.compare(values.rightToRepresentUntil, rightToRepresentFrom) <= 0)
    throw refuse('/rightToRepresentUntil', 'before_start', 'The right ends before it begins.');
  const own = await representationOf(workerId, context);
  if (own?.state === 'active') throw representationExists({ facts: { representationId: own.id } });
  if (own) {
    const state = step(representationLife, 'renew', own.state);
    return context.tx.change(representations, own, { ...values, state });
  }
  const vendorId = context.actor.vendorId!;
  const [row] = await context.tx.insert(representations, [
    { ...values, vendorId, workerId, state: 'active' },
  ]);
  return row!;
}

export const createRepresentation = command({
  name: 'createRepresentation',
  summary:
    'Represent a worker; the person is recognized or made anew, and the answer is the same either way.',
  rest: 'POST /representations',
  permission: permissions.represent,
  input,
  output: representation,
  errors: [representationExists],
  async handle(given, context) {
    const [{ verdict, workerId, newId } = { verdict: 'no', workerId: null, newId: '' } as const] =
      await recognize([given], context);
    if (verdict === 'yes') {
      const row = await keep(workerId!, given, context);
      return { result: row, events: [representationCreated(row, {})] };
    }
    const made = await insertWorker(newId, given, context);
    const row = await keep(made.id, given, context);
    const review = representationMatchReviewNeeded(row, {
      workerId: made.id,
      possibleWorkerId: workerId ?? made.id,
    });
    return {
      result: row,
      events: [
        representationCreated(row, {}),
        workerCreated(made, {}),
        ...(verdict === 'review' ? [review] : []),
      ],
    };
  },
});
