import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { factsFor } from '../../../kernel/event.ts';
import { oneOf } from '../../../kernel/shapes.ts';

export const listSources = ['oig_leie', 'sam', 'other'] as const;
/** `full`: whoever is not on it is excluded no more. `supplement` adds, `reinstatements` ends. */
export const listKinds = ['full', 'supplement', 'reinstatements'] as const;
export const listStates = ['loading', 'published', 'superseded', 'abandoned'] as const;

export const ExclusionListSource = oneOf('ExclusionListSource', listSources);
export const ExclusionListKind = oneOf('ExclusionListKind', listKinds);
export const ExclusionListState = oneOf('ExclusionListState', listStates);

export const exclusionListNotLoading = declareError(
  'exclusion_list_not_loading',
  'conflict',
  'The list takes no more records: it was published or abandoned.',
);
export const exclusionListIsOlder = declareError(
  'exclusion_list_is_older',
  'conflict',
  'A full list of a later day is in force.',
);
export const exclusionListIsEmpty = declareError(
  'exclusion_list_is_empty',
  'conflict',
  'A list without records would end every exclusion; it is not published.',
);

const fact = factsFor(['operator'], z.strictObject({}));
export const exclusionListCreated = fact('exclusion_list.created', 'An exclusion list takes its records.');
export const exclusionListAbandoned = fact(
  'exclusion_list.abandoned',
  'An exclusion list was given up before it was published.',
);
export const exclusionListPublished = factsFor(
  ['operator'],
  z.strictObject({ records: z.int(), added: z.int(), ended: z.int() }),
)('exclusion_list.published', 'An exclusion list is in force; everybody is screened by it.');
export const exclusionListSuperseded = fact(
  'exclusion_list.superseded',
  'A later full list is in force in its place.',
);
