import { z } from 'zod';
import { refuse, stepNotAllowed } from '../../../kernel/errors.ts';
import { parseRate } from '../../../kernel/money.ts';
import { command } from '../../../kernel/operation.ts';
import { codeOf, Day, Instant, Rate, reference } from '../../../kernel/shapes.ts';
import { differences } from '../../identifiers/index.ts';
import { Coordinates, locatedAt } from '../../programs/index.ts';
import { Email, Phone, representationChanged, Specialties } from '../model.ts';
import { representation } from '../nouns.ts';
import { permissions } from '../policy.ts';
import { Experiences, kept, TaxonomyCodes } from '../profile/model.ts';
import { assertCodes } from '../profile/store.ts';
import { representations } from '../tables.ts';

export const updateRepresentation = command({
  name: 'updateRepresentation',
  summary: 'Change it: absent keeps, null clears.',
  rest: 'PATCH /representations/{representationId}',
  permission: permissions.represent,
  input: z.strictObject({
    representationId: reference('representation'),
    email: Email.nullish(),
    phone: Phone.nullish(),
    homeState: codeOf('state', 'OH').optional(),
    homeCoordinates: Coordinates.nullish().meta({ description: 'From which distances to shifts are told.' }),
    profession: codeOf('profession', 'rn').optional(),
    specialties: Specialties.optional(),
    experience: Experiences.optional(),
    taxonomyCodes: TaxonomyCodes.optional(),
    availableOn: Day.nullish(),
    payRate: Rate.nullish(),
    rightToRepresentFrom: Instant.optional(),
    rightToRepresentUntil: Instant.optional(),
  }),
  output: representation,
  errors: [stepNotAllowed],
  async handle({ representationId, payRate, experience, homeCoordinates, ...told }, context) {
    await assertCodes(told.taxonomyCodes, context);
    const row = await context.take(representations, representationId);
    if (row.state !== 'active') throw stepNotAllowed({ detail: 'representation is withdrawn.' });
    const wanted = {
      ...told,
      ...locatedAt(homeCoordinates, 'homeLatitude', 'homeLongitude'),
      experience: kept(experience),
      ...(payRate !== undefined && { payRate: payRate && parseRate(payRate) }),
    };
    const from = told.rightToRepresentFrom ?? row.rightToRepresentFrom;
    const until = told.rightToRepresentUntil ?? row.rightToRepresentUntil;
    if (Temporal.Instant.compare(until, from) <= 0)
      throw refuse('/rightToRepresentUntil', 'before_start', 'The right ends before it begins.');
    const changes = differences(row, wanted as Partial<typeof row>);
    if (Object.keys(changes).length === 0) return { result: row, unchanged: true };
    const changed = await context.tx.change(representations, row, changes);
    return { result: changed, events: [representationChanged(changed, {})] };
  },
});
