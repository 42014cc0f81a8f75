import { z } from 'zod';
import { bulkCommand } from '../../../kernel/operation.ts';
import { codeOf, ExternalId, reference, text } from '../../../kernel/shapes.ts';
import { belongsElsewhere, externalIdTaken, externalSystemUnknown } from '../../identifiers/index.ts';
import { CareSetting, Coordinates, facilityChanged, facilityCreated, locatedAt, TimeZone } from '../model.ts';
import { facility } from '../nouns.ts';
import { permissions } from '../policy.ts';
import { upsertOf } from '../store.ts';
import { facilities } from '../tables.ts';

const placed = <Given extends { coordinates?: z.output<typeof Coordinates> | null | undefined }>({
  coordinates,
  ...told
}: Given) => ({ ...told, ...locatedAt(coordinates, 'latitude', 'longitude') });

export const upsertFacility = bulkCommand({
  name: 'upsertFacility',
  summary:
    'Create one, or change the one that the external id names already; unchanged content makes no version.',
  rest: 'PUT /facilities/{externalId}',
  permission: permissions.manage,
  concurrency: 'optional',
  input: z.strictObject({
    externalId: ExternalId,
    programId: reference('program'),
    name: text(200),
    state: codeOf('state', 'OH'),
    timeZone: TimeZone,
    ccn: z
      .string()
      .regex(/^[0-9A-Z]{6}$/, 'A CCN is six capital letters and digits.')
      .nullish()
      .meta({ examples: ['360001'] }),
    address: text(300).nullish(),
    city: text(100).nullish(),
    beds: z.int().min(0).max(20_000).nullish(),
    county: text(100).nullish().meta({ description: 'Some states’ rate caps differ by it.' }),
    careSetting: CareSetting.nullish(),
    coordinates: Coordinates.nullish().meta({ description: 'From which distances are told.' }),
  }),
  output: facility,
  errors: [belongsElsewhere, externalIdTaken, externalSystemUnknown],
  bulk: {
    name: 'upsertFacilities',
    rest: 'POST /facilities/bulk',
    summary: 'Create or change up to 1,000 by their external ids, with a result for each row.',
  },
  handleMany: (inputs, context) =>
    upsertOf(
      'facility',
      facilities,
      inputs.map(placed),
      { created: facilityCreated, changed: facilityChanged },
      context,
    ),
});
