import type { Fact, TimerFact } from '../../../kernel/event.ts';
import { step } from '../../../kernel/lifecycle.ts';
import type { Context } from '../../../kernel/operation.ts';
import { chainLife } from '../lifecycle/approval-chain.ts';
import { stepLife } from '../lifecycle/approval-step.ts';
import { approvalGranted, stepOpened, stepPaused } from '../model/chain.ts';
import { stepsOf } from '../store/chains.ts';
import { hasDecider } from '../store/deciders.ts';
import type { ChainRow, StepRow } from '../store/rows.ts';
import { approvalChains, approvalSteps } from '../tables.ts';
import { escalateStep, remindStep } from '../timers.ts';
import { settle, subjectOf, tellStep } from './settle.ts';

/** A chain after a move, what happened and what is to happen in time. */
export interface Advanced {
  chain: ChainRow;
  events: Fact[];
  timers: TimerFact[];
}

const after = (now: string, hours: number) => Temporal.Instant.from(now).add({ hours }).toString();

const timersOf = ({ id, remindAfterHours, escalatesAt }: StepRow, { now }: Context): TimerFact[] => [
  ...(remindAfterHours === null ? [] : [remindStep(after(now, remindAfterHours), id, {})]),
  ...(escalatesAt === null ? [] : [escalateStep(escalatesAt, id, {})]),
];

async function open(waiting: StepRow, context: Context): Promise<StepRow> {
  const { now, tx } = context;
  const state = (await hasDecider(waiting, context)) ? 'pending' : 'paused';
  const { escalateAfterHours } = waiting;
  return tx.change(approvalSteps, waiting, {
    state: step(stepLife, 'open', waiting.state, state),
    openedAt: now,
    escalatesAt: escalateAfterHours === null ? null : after(now, escalateAfterHours),
  });
}

/**
 * Opens the steps of the next waiting stage of a pending chain, and stalls the chain where nobody could end that stage;
 * with no step left the chain is approved. That the chain paused is told last.
 */
export async function advance(chain: ChainRow, context: Context): Promise<Advanced> {
  const waiting = await stepsOf(chain.id, ['waiting'], context);
  const next = waiting.filter(({ position }) => position === waiting[0]!.position);
  if (next.length === 0) {
    const approved = await context.tx.change(approvalChains, chain, {
      state: step(chainLife, 'approve', chain.state),
    });
    return { chain: approved, events: [approvalGranted(approved, subjectOf(approved))], timers: [] };
  }
  const opened: StepRow[] = [];
  for (const one of next) opened.push(await open(one, context));
  const events: Fact[] = opened.map((one) =>
    (one.state === 'paused' ? stepPaused : stepOpened)(one, tellStep(one)),
  );
  const settled = await settle(chain, opened, context);
  return {
    chain: settled.chain,
    events: [...events, ...settled.events],
    timers: opened.flatMap((one) => timersOf(one, context)),
  };
}
