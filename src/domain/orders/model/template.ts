import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { factsFor } from '../../../kernel/event.ts';
import { lockableTerms, toldTerms } from '../shapes.ts';
import { OrderType } from './order.ts';

/** What a template fills an order with. */
export const OrderTemplateTerms = z
  .strictObject({ type: OrderType.optional(), ...toldTerms })
  .omit({ customValues: true })
  .meta({ id: 'OrderTemplateTerms' });

/** A term that a template may lock. */
export const LockableTerm = z
  .string()
  .refine((term) => lockableTerms.includes(term), 'It is no term that a template may lock.')
  .meta({ examples: ['profession'] });

export const templateNameTaken = declareError(
  'order_template_name_taken',
  'conflict',
  'Another order template of the program has this name.',
);

const fact = factsFor(['operator', 'client'], z.strictObject({}));
export const templateCreated = fact('order_template.created', 'An order template was created.');
export const templateChanged = fact('order_template.changed', 'An order template was changed.');
export const templateArchived = fact('order_template.archived', 'An order template was archived.');
export const templateRestored = fact('order_template.restored', 'An order template was restored.');
