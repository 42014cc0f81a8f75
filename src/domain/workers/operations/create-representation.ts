import { z } from 'zod';
import { command } from '../../../kernel/operation.ts';
import { codeOf, Day, Instant, Rate } from '../../../kernel/shapes.ts';
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
  unborn,
  workerCreated,
} from '../model.ts';
import { representation } from '../nouns.ts';
import { permissions } from '../policy.ts';
import { keepRepresentation } from '../representing.ts';
import { insertWorker, recognize } from '../store.ts';

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
    const fault = unborn(given.birthDate, context.now);
    if (fault) throw fault;
    const [{ verdict, workerId, newId } = { verdict: 'no', workerId: null, newId: '' } as const] =
      await recognize([given], context);
    if (verdict === 'yes') {
      const row = await keepRepresentation(workerId!, given, context);
      return { result: row, events: [representationCreated(row, {})] };
    }
    const made = await insertWorker(newId, given, context);
    const row = await keepRepresentation(made.id, given, context);
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
