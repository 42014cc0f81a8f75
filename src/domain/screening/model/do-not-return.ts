import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { event } from '../../../kernel/event.ts';
import { oneOf } from '../../../kernel/shapes.ts';

export const doNotReturnKinds = ['clinical', 'professional'] as const;
export const doNotReturnStates = ['active', 'lifted'] as const;

export const DoNotReturnKind = oneOf('DoNotReturnKind', doNotReturnKinds);
export const DoNotReturnState = oneOf('DoNotReturnState', doNotReturnStates);

export const doNotReturnExists = declareError(
  'do_not_return_exists',
  'conflict',
  'The worker may not return there already.',
);

export const doNotReturnBeyondScope = declareError(
  'do_not_return_beyond_scope',
  'forbidden',
  'A whole program is closed and opened to a worker only by those whose membership covers all of it.',
);

// The facility or the program, and the vendor that supplied the worker; nobody else, and never why.
const nothing = z.strictObject({});
export const doNotReturnPlaced = event({
  type: 'do_not_return.placed',
  summary: 'A worker may not return to a facility, or to a whole program.',
  sides: ['operator', 'client', 'vendor'],
  data: nothing,
});
export const doNotReturnLifted = event({
  type: 'do_not_return.lifted',
  summary: 'A worker may return to a facility or a program again.',
  sides: ['operator', 'client', 'vendor'],
  data: nothing,
});
