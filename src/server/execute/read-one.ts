import type { Actor } from '../../kernel/actor.ts';
import type { Noun } from '../../kernel/noun.ts';
import { isId } from '../../kernel/shapes.ts';
import type { OpenTransaction } from '../database/transaction.ts';
import { compileOne, type Absence } from '../reads/compile.ts';
import type { Selection } from '../reads/request.ts';

/** One row by its key, as JSON text, if the actor may see it. */
export async function readOne(
  noun: Noun,
  key: string,
  selection: Selection,
  actor: Actor,
  absence: Absence,
  tx: OpenTransaction,
  asOf?: string,
): Promise<string | undefined> {
  if (noun.key === 'id' && !isId(key)) return undefined;
  const [row] = await tx.rows<{ j: string }>(compileOne(noun, key, selection, { actor, absence, asOf }));
  return row?.j;
}
