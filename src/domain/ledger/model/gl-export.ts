import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { event } from '../../../kernel/event.ts';
import { oneOf } from '../../../kernel/shapes.ts';

export const glExportStates = ['ready', 'acknowledged', 'failed'] as const;
export const GlExportState = oneOf('GlExportState', glExportStates);

export const nothingToPost = declareError(
  'nothing_to_post',
  'conflict',
  'Nothing was posted on these days that this ledger was not told.',
);
export const accountsMissing = declareError(
  'accounts_missing',
  'conflict',
  'No account is for some of what was posted; `faults` names it. Nothing was exported.',
);
export const alreadyPosted = declareError(
  'already_posted',
  'conflict',
  'Some of this was told to this ledger by another request at the same time.',
);
export const laterExportStands = declareError(
  'later_export_stands',
  'conflict',
  'A later export takes back what this one accrued; fail that one first.',
);

const nothing = z.strictObject({});
const clientSide = ['operator', 'client'] as const;

export const glExported = event({
  type: 'gl_export.created',
  summary: 'What was posted is ready for the client’s ledger.',
  sides: clientSide,
  data: nothing,
});
export const operatorGlExported = event({
  type: 'gl_export.created_by_operator',
  summary: 'What was posted is ready for the operator’s ledger.',
  sides: ['operator'],
  data: nothing,
});
export const glAcknowledged = event({
  type: 'gl_export.acknowledged',
  summary: 'The client’s ledger took an export.',
  sides: clientSide,
  data: nothing,
});
export const operatorGlAcknowledged = event({
  type: 'gl_export.acknowledged_by_operator',
  summary: 'The operator’s ledger took an export.',
  sides: ['operator'],
  data: nothing,
});
export const glFailed = event({
  type: 'gl_export.failed',
  summary: 'The client’s ledger did not take an export; what it told waits again.',
  sides: clientSide,
  data: nothing,
});
export const operatorGlFailed = event({
  type: 'gl_export.failed_by_operator',
  summary: 'The operator’s ledger did not take an export; what it told waits again.',
  sides: ['operator'],
  data: nothing,
});
