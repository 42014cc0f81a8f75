import { bulkCommand } from '../../../kernel/operation.ts';
import { assignmentNotActive } from '../../assignments/index.ts';
import { PunchInput } from '../model/input.ts';
import { assignmentAmbiguous, noAssignmentForPunch, punchTaken, vouchesForOwn } from '../model/punch.ts';
import { punch } from '../nouns.ts';
import { permissions } from '../policy.ts';
import { recordAll } from '../recording/record.ts';

export const recordPunch = bulkCommand({
  name: 'recordPunch',
  summary: 'Record that somebody came, went, ate or moved; sent again, it is the same punch.',
  rest: 'POST /punches',
  permission: permissions.record,
  bulk: {
    name: 'recordPunches',
    rest: 'POST /punches/batch',
    summary: 'Record up to 1,000 punches of a clock or a telephone, in any order, late or repeated.',
  },
  input: PunchInput,
  example: { kind: 'in', occurredAt: '2026-02-03T00:00:00Z', clientId: 'k7-000123' },
  output: punch,
  errors: [assignmentNotActive, noAssignmentForPunch, assignmentAmbiguous, punchTaken, vouchesForOwn],
  handleMany: recordAll,
});
