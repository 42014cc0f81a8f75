import { z } from 'zod';
import { refuse, stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command } from '../../../kernel/operation.ts';
import { assertProvided } from '../../../kernel/provisos.ts';
import { Instant, reference, text } from '../../../kernel/shapes.ts';
import { differences } from '../../identifiers/index.ts';
import { callFault, futureFault, saidOfPunch } from '../model/input.ts';
import {
  PunchKind,
  PunchRole,
  punchCorrected,
  punchSuperseded,
  punchTaken,
  vouchesForOwn,
} from '../model/punch.ts';
import { punch } from '../nouns.ts';
import { punchLife } from '../lifecycle.ts';
import { permissions, sourceOf } from '../policy.ts';
import { restate } from '../stating/restate.ts';
import { strayPlaces } from '../store/find.ts';
import { punches } from '../tables.ts';
import { timersOf } from '../timers.ts';
import { heldPunch } from '../recording/held.ts';

export const correctPunch = command({
  name: 'correctPunch',
  summary: 'Put another punch in the place of one that is wrong, with the reason; both are kept.',
  rest: 'POST /punches/{punchId}/correct',
  permission: permissions.correct,
  input: z.strictObject({
    punchId: reference('punch'),
    kind: PunchKind.optional(),
    occurredAt: Instant.optional(),
    ...saidOfPunch,
    roles: z.array(PunchRole).max(5).optional(),
    reason: text(2_000).meta({ description: 'How the right one is known.' }),
  }),
  example: { occurredAt: '2026-02-03T00:05:00Z', reason: 'The kiosk was down until five past.' },
  output: punch,
  errors: [stepNotAllowed, punchTaken, vouchesForOwn],
  async handle({ punchId, reason, ...changes }, context) {
    const { tx, actor, now } = context;
    const { row, assignments } = await heldPunch(punchId, context);
    const state = step(punchLife, 'correct', row.state);
    await assertProvided(punchLife, 'correct', punches, row, context);
    if (Object.keys(differences(row, changes)).length === 0) return { result: row, unchanged: true };
    const { id: _, version: __, createdAt: ___, updatedAt: ____, tenantId: _____, ...said } = row;
    const defined = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
    const right = { ...said, ...defined };
    const fault = futureFault(right.occurredAt, now) ?? callFault(right);
    if (fault) throw fault;
    for (const key of ['workedUnitId', 'costCenterId'] as const) {
      const placeId = right[key];
      const asked = placeId ? [{ programId: row.programId, placeId }] : [];
      if ((await strayPlaces(asked, context)).size > 0)
        throw refuse(`/${key}`, 'not_in_program', 'It is not one of the program.');
    }
    const isVouched = sourceOf(actor) === 'manager';
    const superseded = await tx.change(punches, row, { state, withdrawnBecause: reason });
    const [corrected] = await tx.insert(punches, [
      {
        ...right,
        // Whoever says it anew says it by another way than the clock did.
        source: isVouched ? 'manager' : 'import',
        receivedAt: now,
        clientId: null,
        attestedBy: isVouched ? actor.membershipId : null,
        attestation: isVouched ? reason : null,
        supersedesId: row.id,
        withdrawnBecause: null,
        state: punchLife.initial,
      },
    ]);
    const events = await restate(assignments, [row, corrected!], context);
    const told = (one: typeof row) => ({ assignmentId: one.assignmentId, kind: one.kind });
    return {
      result: corrected!,
      events: [
        punchCorrected(corrected!, told(corrected!), reason),
        punchSuperseded(superseded, told(superseded), reason),
        ...events,
      ],
      timers: await timersOf([corrected!], context),
    };
  },
});
