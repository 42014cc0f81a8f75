import type { Fact } from '../../kernel/event.ts';
import { step } from '../../kernel/lifecycle.ts';
import type { Context } from '../../kernel/operation.ts';
import type { Row } from '../../kernel/transaction.ts';
import { standingLife } from './lifecycle/panel-membership.ts';
import { standingChanged, type Standing } from './model/panel-membership.ts';
import { membershipIdOf } from './store/coverage.ts';
import { panelMemberships } from './tables.ts';

type Verb = keyof typeof standingLife.verbs;
export type PanelPlace = Row<typeof panelMemberships>;

const ways: Readonly<Record<Standing, Partial<Record<Standing, readonly Verb[]>>>> = {
  good: { probation: ['warn'], no_new_releases: ['restrict'], exited: ['exit'] },
  probation: { good: ['restore'], no_new_releases: ['restrict'], exited: ['exit'] },
  no_new_releases: { good: ['restore'], probation: ['restore', 'warn'], exited: ['exit'] },
  exited: { probation: ['readmit'], good: ['readmit', 'restore'], no_new_releases: ['readmit', 'restrict'] },
};

/** The place of a vendor in a program, held until the transaction ends; undefined where it has none. */
export async function holdPlace(
  { programId, vendorId }: { programId: string; vendorId: string },
  context: Context,
): Promise<PanelPlace | undefined> {
  const id = await membershipIdOf(programId, vendorId, context);
  return id === undefined ? undefined : context.tx.find(panelMemberships, id, { lock: true });
}

/** Takes the verbs that lead a vendor's place, which is held, to a standing, each told with the reason; nothing where it has it. */
export async function moveStanding(
  place: PanelPlace,
  to: Standing,
  reason: string,
  { tx }: Pick<Context, 'tx'>,
): Promise<Fact[]> {
  const facts: Fact[] = [];
  let held = place;
  for (const verb of ways[held.standing][to] ?? []) {
    const standing = step(standingLife, verb, held.standing);
    held = await tx.change(panelMemberships, held, { standing });
    facts.push(standingChanged(held, { standing }, reason));
  }
  return facts;
}
