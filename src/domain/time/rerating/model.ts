import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { factsFor } from '../../../kernel/event.ts';
import { oneOf } from '../../../kernel/shapes.ts';
import { reratingLineStates, reratingStates } from './words.ts';

export const ReratingState = oneOf('ReratingState', reratingStates);
export const ReratingLineState = oneOf('ReratingLineState', reratingLineStates);

const fact = factsFor(['operator'], z.strictObject({}));
export const reratingCreated = fact(
  'rerating.created',
  'Weeks of a period are compared with how they would be rated.',
);
export const reratingPrepared = fact(
  'rerating.prepared',
  'What rating a period anew would change can be read.',
);
export const reratingFailed = fact('rerating.failed', 'A period could not be compared, with the reason.');
export const reratingBegun = fact('rerating.begun', 'The weeks of a period that differ are rated anew.');
export const reratingApplied = fact(
  'rerating.applied',
  'The weeks of a period that differed were rated anew.',
);
export const reratingDiscarded = fact(
  'rerating.discarded',
  'A comparison was put away without being applied.',
);

export const reratingBeyondScope = declareError(
  'rerating_beyond_scope',
  'forbidden',
  'This touches weeks of the program that your membership is not bound to.',
);
