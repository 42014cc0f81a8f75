import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { registry } from '../../src/app.ts';
import { systemActor } from '../../src/kernel/actor.ts';
import type { Field, Noun } from '../../src/kernel/noun.ts';
import { compilePage } from '../../src/server/reads/compile.ts';
import { operatorsOf } from '../../src/server/reads/filter.ts';
import { outlineOfList } from '../../src/server/reads/outline.ts';
import { Slots } from '../../src/server/reads/plans.ts';
import { unwrap, type Condition, type ListRequest } from '../../src/server/reads/request.ts';

const actor = systemActor(randomUUID());
const pairs = new Map<Field, unknown[]>();
const ids = [randomUUID(), randomUUID()];

/** Two values that the field takes: by them alone two conditions can be told apart. */
function pairFor(field: Field): unknown[] {
  const known = pairs.get(field);
  if (known) return known;
  const { shape } = unwrap(field.shape);
  const options = 'options' in shape && Array.isArray(shape.options) ? (shape.options as unknown[]) : [];
  const candidates: unknown[] = [
    ...options,
    true,
    false,
    ...ids,
    '2026-01-01',
    '2026-02-02',
    '2026-01-01T00:00:00Z',
    '2026-02-02T00:00:00Z',
    'America/New_York',
    'America/Chicago',
    'USD',
    'EUR',
    'one',
    'two',
    'one@test.example',
    'two@test.example',
    '+13125550100',
    '+13125550101',
    '1.00',
    '2.00',
    1,
    2,
    '06:00',
    '07:00',
    '1234567893',
    '1245319599',
    'IL',
    'NY',
    '163W00000X',
    '163WC0200X',
  ];
  const found = candidates.filter((each) => shape.safeParse(each).success).slice(0, 2);
  if (found.length < 2 && options.length !== 1) throw new Error('no two values of a field are known');
  pairs.set(field, found);
  return found;
}

/** Every filter of a noun at once, its own and through its links; in round n a value is told by the nth bit of its place. */
function everyFilter(noun: Noun, round: number): Condition[] {
  let place = 0;
  const of = (owner: Noun, link?: string): Condition[] =>
    Object.entries(owner.fields)
      .filter(([, { filter }]) => filter)
      .flatMap(([field, declared]) =>
        operatorsOf(declared)
          // What has one value only cannot stand in another's place to any effect.
          .filter((operator) => operator !== 'isNull' && pairFor(declared).length > 1)
          .map((operator) => {
            const pair = operator === 'startsWith' ? ['a', 'b'] : pairFor(declared);
            const next = () => pair[(place++ >> round) & 1];
            const value = operator === 'in' ? [next(), next()] : next();
            return { field, operator, value, ...(link !== undefined && { link }) } as Condition;
          }),
      );
  const links = [...noun.links.values()].filter(({ many, isOpenTo }) => !many && isOpenTo(actor));
  return [...of(noun), ...links.flatMap(({ name, target }) => of(target, name))];
}

const rounds = 10;

test.each([...registry.nouns.values()].map((noun) => [noun.name, noun] as const))(
  'a kept statement takes the values of %s in the order in which it is written',
  (_, noun) => {
    const searched = Object.values(noun.fields).some(({ search }) => search);
    const sorted = Object.entries(noun.fields)
      .flatMap(([field, { sort, staged }]) => (sort && !staged && field !== noun.key ? [field] : []))
      .slice(0, 2);
    const seen = new Map<number, unknown[]>();
    for (let round = 0; round < rounds; round += 1) {
      const list = {
        filter: everyFilter(noun, round),
        sort: sorted.map((field) => ({ field, descending: false })),
        after: [...sorted, noun.key].map((field) => `${field} ${round}`),
        keys: false,
        limit: 41 + round,
        count: false,
        archived: false,
        ...(searched && { search: `words ${round}` }),
        ...(!noun.shared && { updatedSince: `2025-0${1 + (round % 9)}-07T00:00:00Z` }),
      } satisfies ListRequest;
      const slots = new Slots();
      compilePage(
        noun,
        list,
        { fields: new Set([noun.key]), links: new Map() },
        { actor, absence: 'omit', slots },
      );
      const { values } = outlineOfList(noun, list, actor);
      expect(slots.values).toEqual(values);
      for (const [place, value] of values.entries()) seen.set(place, [...(seen.get(place) ?? []), value]);
    }
    // The proof: over the rounds no two places had the same values, so none could stand where another does.
    const columns = [...seen.values()].map((column) => JSON.stringify(column));
    const alike = columns.filter((column, index) => columns.indexOf(column) !== index);
    expect(alike).toEqual([]);
  },
);
