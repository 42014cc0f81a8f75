import type { z } from 'zod';
import type { Standing } from '../../vendors/index.ts';
import type { ConsequenceKind } from '../model/vendor-consequence.ts';

const severity: readonly Standing[] = ['good', 'probation', 'no_new_releases', 'exited'];

/** The standing that a consequence asks for. */
export const standingFor: Readonly<Record<z.output<typeof ConsequenceKind>, Standing>> = {
  warn: 'good',
  probation: 'probation',
  no_new_releases: 'no_new_releases',
  exit: 'exited',
};

/** Whether one standing is worse than another. */
export const isWorse = (one: Standing, other: Standing): boolean =>
  severity.indexOf(one) > severity.indexOf(other);

/** The worst of some standings, of none good. */
export const worst = (standings: readonly Standing[]): Standing =>
  standings.reduce((held, one) => (isWorse(one, held) ? one : held), 'good');

/** A consequence as far as standings go. */
export interface Held {
  kind: z.output<typeof ConsequenceKind>;
  standingBefore: Standing;
}

/**
 * The standing that is left where a consequence ends: what it was before, or what another that is still held asks for if
 * that is worse. Null where it stays: something else set it since, or it would not be better.
 */
export function standingAfter(ended: Held, others: readonly Held[], present: Standing): Standing | null {
  if (present !== standingFor[ended.kind]) return null;
  const left = worst([ended.standingBefore, ...others.map(({ kind }) => standingFor[kind])]);
  return isWorse(present, left) ? left : null;
}

/** Whether a consequence, when it came, found the standing that an earlier one, which ends, had made worse. */
export const cameUpon = (later: Held, ended: Held): boolean =>
  isWorse(standingFor[ended.kind], ended.standingBefore) && later.standingBefore === standingFor[ended.kind];
