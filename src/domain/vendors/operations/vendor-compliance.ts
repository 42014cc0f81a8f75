import { z } from 'zod';
import { query } from '../../../kernel/operation.ts';
import { Day, Id, reference } from '../../../kernel/shapes.ts';
import { localDate } from '../../../kernel/zone.ts';
import {
  isAsked,
  isByState,
  remedyFor,
  Shortfall,
  standingOf,
  type DocumentRequirement,
} from '../model/vendor-compliance.ts';
import { DocumentSeverity } from '../model/vendor-document-requirement.ts';
import { VendorDocumentKind } from '../model/vendor-document.ts';
import { permissions } from '../policy.ts';
import { complianceFacts, type PanelProgram } from '../store/compliance.ts';

const Item = z
  .strictObject({
    requirementId: Id,
    programId: Id,
    state: z.string().nullable().meta({ description: 'Of the facilities it is about; null: all.' }),
    kind: VendorDocumentKind,
    severity: DocumentSeverity,
    met: z.boolean(),
    blocks: z.boolean().meta({ description: 'Whether it keeps new orders from the vendor today.' }),
    shortfall: Shortfall.nullable(),
    documentId: Id.nullable(),
    expiresOn: Day.nullable(),
    remedy: z.string().nullable().meta({ description: 'What mends it.' }),
    byOn: Day.nullable().meta({
      description: 'The last day on which it does not block; null: it never will, or does already.',
    }),
  })
  .meta({ id: 'VendorComplianceItem' });

const Block = z
  .strictObject({
    programId: Id,
    state: z.string().nullable().meta({ description: 'Of the facilities it is about; null: all.' }),
  })
  .meta({ id: 'ReleaseBlock' });

/** The states for which a requirement is judged apart in a program; null is once for all. */
const statesFor = (requirement: DocumentRequirement, { states }: PanelProgram): (string | null)[] =>
  isByState(requirement) && states.length > 0 ? states : [null];

export const vendorCompliance = query({
  name: 'vendorCompliance',
  summary:
    'What each program demands of a vendor on its panel, met or why not, what mends it and by when; what blocks releases.',
  rest: 'GET /vendors/{vendorId}/compliance',
  permission: permissions.readDocuments,
  input: z.strictObject({
    vendorId: reference('vendor'),
    programId: reference('program').optional(),
  }),
  output: z
    .strictObject({ vendorId: Id, releaseBlocks: z.array(Block), items: z.array(Item) })
    .meta({ id: 'VendorCompliance' }),
  async handle({ vendorId, programId }, context) {
    const { vendor, programs, requirements, documents } = await complianceFacts(
      { vendorId, programId },
      context,
    );
    const items = programs.flatMap((place) =>
      requirements.flatMap((requirement) =>
        statesFor(requirement, place).flatMap((state) => {
          const asked = { vendorKind: vendor.kind, programId: place.programId, state };
          if (!isAsked(requirement, asked)) return [];
          const today = localDate(context.now, place.timeZone);
          const { by, ...standing } = standingOf(requirement, documents, asked, today);
          const { shortfall } = standing;
          return {
            requirementId: requirement.id,
            programId: place.programId,
            state,
            kind: requirement.kind as z.output<typeof VendorDocumentKind>,
            severity: requirement.severity as z.output<typeof DocumentSeverity>,
            ...standing,
            remedy: shortfall && remedyFor[shortfall],
            byOn: by,
          };
        }),
      ),
    );
    const blocks = new Map(
      items
        .filter((item) => item.blocks)
        .map(({ programId: id, state }) => [`${id} ${state}`, { programId: id, state }]),
    );
    return { vendorId, releaseBlocks: [...blocks.values()], items };
  },
});
