import type { Actor } from '../../kernel/actor.ts';
import type { Command } from '../../kernel/operation.ts';
import type { Absence } from '../reads/compile.ts';
import type { Selection } from '../reads/request.ts';
import type { Happening } from './happenings.ts';

/** What both surfaces know of a request. */
export interface Caller {
  actor: Actor;
  requestId: string;
  address: string | null;
}

export interface CommandCall extends Caller {
  operation: Command;
  input: unknown;
  expectedVersion?: number | undefined;
  idempotencyKey?: string | undefined;
  dryRun: boolean;
  /** What to show of the noun that the command answers, and how absent fields show. */
  selection: Selection;
  absence: Absence;
  /** Names the surface and what it selected: an answer is kept for each. */
  view: string;
}

export interface CommandAnswer {
  /** The noun or the declared result, as JSON text. */
  result: string;
  events: readonly Happening[];
  version: number | undefined;
  id: string | null;
  replayed: boolean;
}

export interface Page {
  rows: string[];
  /** The places of the rows, as JSON texts. */
  places: string[];
  hasMore: boolean;
  total?: number;
}
