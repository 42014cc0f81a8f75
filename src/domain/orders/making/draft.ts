import { invalidInput, notFound, refuse } from '../../../kernel/errors.ts';
import type { Context } from '../../../kernel/operation.ts';
import type { NewRow } from '../../../kernel/transaction.ts';
import { checkedCustomValues } from '../../custom-fields/index.ts';
import { attachFiles } from '../../files/index.ts';
import { programs, units } from '../../programs/index.ts';
import { orderLife } from '../lifecycle/order.ts';
import { withAuthor } from '../model/order.ts';
import { checkedQuestions } from '../model/question-rules.ts';
import { canonical, priced, titleOf, type Terms } from '../model/terms.ts';
import { requiredTerms, untold } from '../shapes.ts';
import type { OrderRow } from '../store.ts';
import { orders } from '../tables.ts';
import { isAhead } from '../taking.ts';
import { assertUnlocked } from './locks.ts';
import { replaceQuestions } from './questions.ts';
import type { NewOrder } from './shape.ts';
import { templateFor, type OrderTemplateRow } from './template.ts';

type Values = NewRow<typeof orders>;

const toldOf = (members: object) =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));

/** What is told over what the template says, with what its type brings; every term that is needed is there. */
function filled(told: object, template: OrderTemplateRow | undefined): Values & Terms {
  const given = canonical(toldOf(told) as Partial<Terms>);
  const from = canonical((template?.terms ?? {}) as Partial<Terms>);
  if (template) assertUnlocked(template.lockedFields, from as never, given as never);
  const terms = { type: 'contract' as const, ...untold, ...from, ...given } as Partial<Values & Terms>;
  if (terms.type === 'direct_hire') {
    terms.hoursPerWeek ??= '40.00';
    if (terms.startsOn) terms.endsOn ??= terms.startsOn;
  }
  const errors = requiredTerms
    .filter((key) => terms[key] === undefined || terms[key] === null)
    .map((key) => ({ pointer: `/${key}`, code: 'required', message: 'It is needed.' }));
  if (errors.length > 0) throw invalidInput({ errors });
  return terms as Values & Terms;
}

/** Drafts an order, of a template where one is named, with its questions and files. */
export async function draftOrder(
  { unitId, templateId, title, customValues = [], questions, fileIds, ...told }: NewOrder,
  context: Context,
): Promise<OrderRow> {
  const { tx, now, actor } = context;
  const unit = await tx.find(units, unitId);
  const program = unit && (await tx.find(programs, unit.programId));
  if (!unit || !program) throw notFound();
  const template = await templateFor(templateId, unit, context);
  const terms = filled({ title, ...told }, template);
  if (!isAhead(terms.respondBy, now)) throw refuse('/respondBy', 'in_past', 'The time to respond is past.');
  const asked = questions ? checkedQuestions(questions) : (template?.questions ?? []);
  const place = { programId: unit.programId, facilityId: unit.facilityId, unitId };
  const [row] = await tx.insert(orders, [
    {
      ...terms,
      ...priced(terms),
      ...place,
      title: terms.title ?? titleOf(terms.profession, terms.specialty, terms.shiftPattern),
      customValues: await checkedCustomValues(
        { noun: 'order', programId: unit.programId, values: customValues, partial: true },
        context,
      ),
      templateId: template?.id ?? null,
      lockedFields: template?.lockedFields ?? [],
      currency: program.currency,
      authors: withAuthor([], actor),
      state: orderLife.initial,
    },
  ]);
  await replaceQuestions(row!, asked, context);
  await attachFiles(fileIds, { noun: 'order', id: row!.id, dataClass: 'general', ...place }, context);
  return row!;
}
