import { z } from 'zod';
import { notFound, refuse } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { programs, units } from '../../programs/index.ts';
import { orderLife } from '../lifecycle/order.ts';
import { NewOrderType, orderCreated, withAuthor } from '../model/order.ts';
import { canonical, priced, titleOf } from '../model/terms.ts';
import { order } from '../nouns/order.ts';
import { permissions } from '../policy.ts';
import { optionalTerms, requiredTerms } from '../shapes.ts';
import { orders } from '../tables.ts';
import { isAhead } from '../taking.ts';

export const createOrder = command({
  name: 'createOrder',
  summary: 'Draft an order of a unit; nobody sees it before it is submitted, approved and released.',
  rest: 'POST /orders',
  permission: permissions.manage,
  input: z.strictObject({
    unitId: reference('unit'),
    type: NewOrderType.default('contract'),
    title: text(200).optional().meta({ description: 'Made of profession, specialty and pattern if absent.' }),
    ...requiredTerms,
    ...optionalTerms,
  }),
  output: order,
  async handle({ unitId, title, ...told }, context) {
    const { tx, now } = context;
    const unit = await tx.find(units, unitId);
    const program = unit && (await tx.find(programs, unit.programId));
    if (!unit || !program) throw notFound();
    const terms = canonical(told);
    if (!isAhead(terms.respondBy, now)) throw refuse('/respondBy', 'in_past', 'The time to respond is past.');
    const [row] = await tx.insert(orders, [
      {
        ...terms,
        ...priced(terms),
        programId: unit.programId,
        facilityId: unit.facilityId,
        unitId,
        title: title ?? titleOf(terms.profession, terms.specialty, terms.shiftPattern),
        currency: program.currency,
        authors: withAuthor([], context.actor),
        state: orderLife.initial,
      },
    ]);
    return { result: row!, events: [orderCreated(row!, {})] };
  },
});
