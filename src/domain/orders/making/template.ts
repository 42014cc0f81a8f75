import { refuse } from '../../../kernel/errors.ts';
import type { Context } from '../../../kernel/operation.ts';
import type { Row } from '../../../kernel/transaction.ts';
import { orderTemplates } from '../tables.ts';

export type OrderTemplateRow = Row<typeof orderTemplates>;

/** The template of which an order of the unit is made; refuses at /templateId one that is not for it, or out of use. */
export async function templateFor(
  templateId: string | undefined,
  unit: { id: string; facilityId: string; programId: string },
  { tx }: Context,
): Promise<OrderTemplateRow | undefined> {
  if (templateId === undefined) return undefined;
  const template = (await tx.find(orderTemplates, templateId))!;
  const isForIt =
    template.programId === unit.programId &&
    (template.facilityId ?? unit.facilityId) === unit.facilityId &&
    (template.unitId ?? unit.id) === unit.id;
  if (!isForIt) throw refuse('/templateId', 'not_for_unit', 'The template is not for orders of this unit.');
  if (template.archivedAt !== null) throw refuse('/templateId', 'archived', 'The template is out of use.');
  return template;
}
