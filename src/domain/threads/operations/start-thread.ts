import { z } from 'zod';
import { notFound, refuse } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { fileIdsInput, fileNotReady } from '../../files/index.ts';
import { threadLife } from '../lifecycle.ts';
import { Words } from '../model/note.ts';
import { threadExists, threadStarted, threadSubjects, vendorHasNoOrder } from '../model/thread.ts';
import { thread } from '../nouns/thread.ts';
import { permissions } from '../policy.ts';
import { hasOrder, post, subjectOf } from '../store.ts';
import { namedSubject, subjectMembers } from '../subject-input.ts';
import { threads } from '../tables.ts';

export const startThread = command({
  name: 'startThread',
  summary:
    'Begin a conversation with one vendor about an order, a submission, an assignment or a timesheet. The client, and the worker whom it is about, take part where you say so; a client always takes part in its own.',
  rest: 'POST /threads',
  permission: permissions.start,
  input: z.strictObject({
    ...subjectMembers(threadSubjects),
    vendorId: reference('vendor').optional().meta({
      description: 'With whom, on an order; a vendor talks for itself, and everything else is one vendor’s.',
    }),
    topic: text(200),
    withClient: z.boolean().default(false),
    withWorker: z.boolean().default(false),
    body: Words,
    fileIds: fileIdsInput,
  }),
  output: thread,
  errors: [threadExists, vendorHasNoOrder, fileNotReady],
  example: {
    submissionId: '0198c0de-0000-7000-8000-000000000001',
    topic: 'Start date',
    body: 'Could she begin a week earlier?',
  },
  async handle({ vendorId: named, topic, withClient, withWorker, body, fileIds, ...about }, context) {
    const { tx, actor } = context;
    const { noun, id } = namedSubject(threadSubjects, about, actor);
    const subject = await subjectOf(noun, id, context);
    if (!subject) throw notFound();
    // Else a client that reviews a candidate blind learns whose it is by naming one vendor after another.
    if (named !== undefined && noun !== 'order' && actor.side === 'client')
      throw refuse('/vendorId', 'not_to_name', 'A vendor is named of an order alone.');
    const vendorId = subject.vendorId ?? actor.vendorId ?? named;
    if (vendorId == null) throw refuse('/vendorId', 'required', 'A thread on an order is with one vendor.');
    if (named !== undefined && named !== vendorId)
      throw refuse('/vendorId', 'other_vendor', 'It is another vendor’s.');
    if (withWorker && (noun === 'order' || noun === 'submission'))
      throw refuse('/withWorker', 'no_worker', 'A worker takes part once placed.');
    if (noun === 'order' && !(await hasOrder(vendorId, id, context))) throw vendorHasNoOrder();
    const { programId, facilityId, unitId, workerId } = subject;
    const [row] = await tx.insert(threads, [
      {
        subjectNoun: noun,
        subjectId: id,
        programId,
        facilityId,
        unitId,
        vendorId,
        workerId,
        withClient: withClient || actor.side === 'client',
        withWorker,
        topic,
        state: threadLife.initial,
      },
    ]);
    const { fact } = await post(row!, { body, fileIds }, context);
    return { result: row!, events: [threadStarted(row!, {}), fact] };
  },
});
