import { z } from 'zod';
import { expect, test } from 'vitest';
import { registry } from '../../src/app.ts';
import { holds, permissionCatalog, roles, sideOf, systemActor, type Actor } from '../../src/kernel/actor.ts';
import { closedSubjects, type Noun } from '../../src/kernel/noun.ts';
import { camel, pascal } from '../../src/kernel/words.ts';
import { seenBy } from '../../src/server/execute/happenings.ts';

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

test('every event is of a noun, so that its readers are those of the noun', () => {
  const without = [...registry.events.values()].filter((event) => !nounOf.has(named(event.noun)));
  expect(without.map(({ type }) => type)).toEqual([]);
});

test('no role is told what becomes of a thing that it may not read', () => {
  let looked = 0;
  const shown = { id: 'e', type: 't', at: '', reason: null, data: {} };
  for (const event of registry.events.values()) {
    const noun = nounOf.get(named(event.noun))!;
    for (const actor of roles.map((role): Actor => ({
      ...systemActor('t'),
      kind: 'membership',
      role,
      side: sideOf[role],
      vendorId: 'v',
      workerId: 'w',
    }))) {
      const subject = { id: 's', version: 1, vendorId: 'v', workerId: 'w' };
      const seen = seenBy(actor, [
        { event, subject, shown: { ...shown, subject: { ...subject, type: event.noun } } },
      ]);
      const expected = holds(actor, noun.read) && event.sides.some((one) => one === actor.side);
      expect(seen.length > 0, `${event.type} to ${actor.role}`).toBe(expected);
      expect(closedSubjects(actor).includes(event.noun)).toBe(!holds(actor, noun.read));
      looked += 1;
    }
  }
  expect(looked).toBeGreaterThan(500);
});
