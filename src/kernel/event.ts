import type { z } from 'zod';
import type { Side } from './actor.ts';

/** The columns of a row that say whom a fact concerns. */
export interface Scoped {
  id: string;
  version: number;
  programId?: string | null;
  facilityId?: string | null;
  unitId?: string | null;
  vendorId?: string | null;
  workerId?: string | null;
}

/** A kind of fact, whatever its data. */
export interface AnyEvent {
  /** `noun.past_tense` */
  readonly type: string;
  readonly noun: string;
  readonly summary: string;
  /** The sides whose feeds show it, each within its own rows. */
  readonly sides: readonly Side[];
  readonly data: z.ZodType;
}

/** One fact that happened, before it has an id and an instant. */
export interface Fact<Data = unknown> {
  event: AnyEvent;
  subject: Scoped;
  reason?: string | undefined;
  data: Data;
}

/** A kind of fact; calling it with its subject's row makes the fact. */
export interface EventDeclaration<Data = unknown> extends AnyEvent {
  (subject: Scoped, data: Data, reason?: string): Fact<Data>;
  readonly data: z.ZodType<Data>;
}

/** Declares an event. Its data are ids and changed facts: never contact, health or identity values. */
export function event<Data>(declaration: {
  type: `${string}.${string}`;
  summary: string;
  sides: readonly Side[];
  data: z.ZodType<Data>;
}): EventDeclaration<Data> {
  const declared: EventDeclaration<Data> = Object.assign(
    (subject: Scoped, data: Data, reason?: string) => ({ event: declared, subject, data, reason }),
    { ...declaration, noun: declaration.type.slice(0, declaration.type.indexOf('.')) },
  );
  return declared;
}

/** Declares events alike but for their type and words: `const fact = factsFor(['operator'], z.strictObject({}))`. */
export const factsFor =
  <Data>(sides: readonly Side[], data: z.ZodType<Data>) =>
  (type: `${string}.${string}`, summary: string): EventDeclaration<Data> =>
    event({ type, summary, sides, data });

/** Something due at an instant of the tenant's clock. */
export interface TimerFact {
  name: string;
  dueAt: string;
  subjectId: string;
  data: Readonly<Record<string, unknown>>;
  /** Among timers of one instant the higher rank fires later; 0 unless told. */
  rank?: number;
}
