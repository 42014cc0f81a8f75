import { z } from 'zod';
import { bulkCommand } from '../../../kernel/operation.ts';
import { codeOf, Day, ExternalId } from '../../../kernel/shapes.ts';
import { belongsElsewhere, externalIdTaken, externalSystemUnknown } from '../../identifiers/index.ts';
import { Coordinates, locatedAt } from '../../programs/index.ts';
import { Email, LastFour, Npi, npiTaken, PersonName, Phone, Specialties } from '../model.ts';
import { workerMerged } from '../matches/model.ts';
import { worker } from '../nouns.ts';
import { permissions } from '../policy.ts';
import { Experiences, TaxonomyCodes } from '../profile/model.ts';
import { upsertWorkers } from '../upsert.ts';

export const upsertWorker = bulkCommand({
  name: 'upsertWorker',
  summary:
    'Create a worker, or change the one that the external id names or that is the same person; unchanged content makes no version.',
  rest: 'PUT /workers/{externalId}',
  permission: permissions.manage,
  concurrency: 'optional',
  input: z.strictObject({
    externalId: ExternalId,
    firstName: PersonName,
    lastName: PersonName,
    birthDate: Day.nullish(),
    npi: Npi.nullish(),
    lastFour: LastFour.nullish(),
    email: Email.nullish(),
    phone: Phone.nullish(),
    homeState: codeOf('state', 'OH'),
    homeCoordinates: Coordinates.nullish().meta({
      description: 'From which the worker’s distances are told.',
    }),
    profession: codeOf('profession', 'rn'),
    specialties: Specialties.optional(),
    experience: Experiences.optional(),
    taxonomyCodes: TaxonomyCodes.optional(),
  }),
  output: worker,
  errors: [belongsElsewhere, externalIdTaken, externalSystemUnknown, npiTaken, workerMerged],
  bulk: {
    name: 'upsertWorkers',
    rest: 'POST /workers/bulk',
    summary: 'Create or change up to 1,000 by their external ids, with a result for each row.',
  },
  handleMany: (inputs, context) =>
    upsertWorkers(
      inputs.map(({ homeCoordinates, ...told }) => ({
        ...told,
        ...locatedAt(homeCoordinates, 'homeLatitude', 'homeLongitude'),
      })),
      context,
    ),
});
