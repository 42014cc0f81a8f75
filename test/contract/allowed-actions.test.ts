import { beforeAll, expect, test } from 'vitest';
import { holds, sideOf, type Actor } from '../../src/kernel/actor.ts';
import type { Noun } from '../../src/kernel/noun.ts';
import { isNoun, type Command } from '../../src/kernel/operation.ts';
import { kebab } from '../../src/kernel/words.ts';
import { collectionOf } from '../../src/server/registry.ts';
import { problemIn, sampleInput, viaRest } from '../support/sample.ts';
import { exercisedElsewhere, situate, situated } from '../support/situations.ts';
import { keyOf, openTheater, registry, type Stage, type Theater } from '../support/stage.ts';

let theater: Theater;

beforeAll(async () => {
  theater = await openTheater();
});

/** The command that takes a verb, where it is one command on that noun's own row. */
const commandOf = (noun: Noun, verb: string): Command | undefined =>
  [...registry.operations.values()].find(
    (operation): operation is Command =>
      operation.kind === 'command' &&
      isNoun(operation.output) &&
      operation.output === noun &&
      operation.permission === noun.lifecycle!.verbs[verb]!.by &&
      (operation.name === `${verb}${noun.type}` || operation.rest.endsWith(`Id}/${kebab(verb)}`)),
  );

const lives = [...registry.nouns.values()].filter(({ lifecycle }) => lifecycle);
const taken = lives.flatMap((noun) =>
  Object.keys(noun.lifecycle!.verbs).flatMap((verb) => {
    const command = commandOf(noun, verb);
    return command && !(command.name in exercisedElsewhere) ? [{ noun, verb, command }] : [];
  }),
);

/** Rows beside the noun's own that one real story would have left otherwise than the stage's one row of each. */
const coherent: Record<string, Record<string, Record<string, unknown>>> = {
  order: { submissions: { state: 'hired' }, approval_chains: { state: 'withdrawn' } },
  placement: {
    submissions: { state: 'hired' },
    positions: { state: 'filled', filled_at: '2026-01-09T00:00:00Z' },
  },
  assignment: {
    submissions: { state: 'hired' },
    positions: { state: 'filled', filled_at: '2026-01-09T00:00:00Z' },
  },
};

/** What the role is told it may do with the stage's row, or nothing where it does not see the row. */
async function actionsOf(stage: Stage, noun: Noun, role: keyof Stage['members']) {
  const answer = await stage.members[role].get(`${collectionOf(noun)}/${keyOf(stage, noun)}`);
  return answer.status === 200 ? (answer.body.allowedActions as string[]) : undefined;
}

async function trial(stage: Stage, command: Command, role: keyof Stage['members']) {
  const input = situated(command, stage, sampleInput(command, stage));
  const version = await stage.members[role].get(
    `${collectionOf(command.output as Noun)}/${keyOf(stage, command.output as Noun)}?fields=version`,
  );
  const headers: Record<string, string> = { prefer: 'dry-run' };
  if (command.concurrency === 'required') headers['if-match'] = `"${version.body.version}"`;
  return viaRest(stage.members[role], command, input, headers);
}

test('most verbs that somebody takes have a command here', () => {
  expect(taken.length).toBeGreaterThan(35);
});

test.each(taken.map((one) => [one.command.name, one] as const))(
  '%s is listed where it can be done, and what is not listed is refused',
  async (_, { noun, verb, command }) => {
    const wanted = taken
      .filter((one) => one.noun === noun)
      .flatMap(({ command }) => [...command.permission.roles]);
    const stage = await theater.stage(new Set(wanted));
    for (const [table, differences] of Object.entries(coherent[noun.name] ?? {}))
      await theater.set(stage, table, differences);
    await situate(command, stage, theater);
    const wrong: string[] = [];
    let done = 0;
    for (const role of command.permission.roles) {
      const actions = await actionsOf(stage, noun, role);
      if (!actions) continue;
      const answer = await trial(stage, command, role);
      if (actions.includes(verb) !== (answer.status === 200))
        wrong.push(`${verb} by ${role}: ${answer.text}`);
      if (answer.status === 200) done += 1;
    }
    // What the state of this situation does not allow is refused to those who would else be allowed it.
    for (const other of taken.filter((one) => one.noun === noun && one.verb !== verb)) {
      for (const role of other.command.permission.roles) {
        if (!holds({ role, side: sideOf[role], scopes: null } as Actor, noun.read)) continue;
        const actions = await actionsOf(stage, noun, role);
        if (!actions) continue;
        const answer = await trial(stage, other.command, role);
        const status = Number(problemIn(answer)?.['status'] ?? 200);
        const listed = actions.includes(other.verb);
        if (listed ? status !== 200 : ![403, 409].includes(status))
          wrong.push(`${other.verb} by ${role}, ${listed ? 'listed' : 'not listed'}: ${answer.text}`);
        break;
      }
    }
    expect(wrong).toEqual([]);
    expect(done, 'nobody can').toBeGreaterThan(0);
  },
);
