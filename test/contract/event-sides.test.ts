import { z } from 'zod';
import { expect, test } from 'vitest';
import { registry } from '../../src/app.ts';
import { holds, permissionCatalog, roles, sideOf, systemActor, type Actor } from '../../src/kernel/actor.ts';
import type { Noun } from '../../src/kernel/noun.ts';
import { camel, pascal } from '../../src/kernel/words.ts';

const nounOf = new Map([...registry.nouns.values()].map((noun) => [noun.name, noun] as [string, Noun]));
/** `release_plan` → `releasePlan` */
const named = (subject: string) => camel(subject.split('_').map(pascal).join(''));

/** Somebody of each role that reads the feed. */
const readers: Actor[] = roles
  .map((role): Actor => ({ ...systemActor('t'), kind: 'membership', role, side: sideOf[role] }))
  .filter((actor) => holds(actor, permissionCatalog.get('integrations.read_events')!));

const membersOf = ({ data }: { data: z.ZodType }) =>
  data instanceof z.ZodObject ? Object.keys(data.shape) : [];

test('an event tells no role of its sides what it may not read of the subject itself', () => {
  const wrong: string[] = [];
  let looked = 0;
  for (const event of registry.events.values()) {
    const noun = nounOf.get(named(event.noun));
    if (!noun) continue;
    for (const member of membersOf(event)) {
      const field = noun.fields[member];
      if (!field) continue;
      for (const actor of readers.filter(({ side }) => event.sides.some((one) => one === side))) {
        looked += 1;
        const hidden = field.readers?.(actor) === false;
        if (hidden) wrong.push(`${event.type}.${member} to ${actor.role}`);
      }
    }
  }
  expect(looked).toBeGreaterThan(20);
  expect(wrong).toEqual([]);
});
