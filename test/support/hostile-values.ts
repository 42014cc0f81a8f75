import fc from 'fast-check';
import type { Input } from './sample.ts';

/** What breaks parsers, casts, patterns and prototypes. */
export const hostile = fc.constantFrom<unknown>(
  null,
  true,
  false,
  0,
  -1,
  1.5,
  2 ** 31,
  -(2 ** 31),
  Number.MAX_SAFE_INTEGER,
  1e300,
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\u202e',
  "'",
  '"',
  '\\',
  '%',
  '_',
  '%00',
  '../..',
  '${1}',
  '{{1}}',
  "' or 1=1 --",
  'null',
  'undefined',
  'NaN',
  'Infinity',
  'infinity',
  'now',
  'epoch',
  'allballs',
  '24:00',
  '23:59:60',
  '-0',
  '1e5',
  '0x10',
  '10.005',
  '99999999999999999999',
  '1,5',
  '{}',
  '[]',
  [],
  {},
  [null],
  [[]],
  { a: 1 },
  { $gt: '' },
  { toString: 1 },
  { length: 1e9 },
  '00000000-0000-0000-0000-000000000000',
  '0198C0DE-0000-7000-8000-000000000001',
  '{0198c0de-0000-7000-8000-000000000001}',
  '0198c0de00007000800000000000000f',
  'ext:workday:1',
  'ext::',
  'ext:workday:',
  'ext:WORKDAY:1',
  'ext:workday:a:b:c',
  'missing',
  '2026-02-30',
  '2026-W09-1',
  '0000-00-00',
  '-000001-01-01',
  '+010000-01-01',
  '1899-12-31',
  '2200-01-01',
  '2026-03-02T12:00:00',
  '2026-03-02T12:00:00+99:99',
  '2026-03-08T02:30:00-05:00',
  '𝒳'.repeat(300),
  'a'.repeat(5_000),
  '\ud83d\ude00',
  'constructor',
  '__proto__',
  'toString',
  'hasOwnProperty',
  'ﬁ',
  'İ',
  '=1+1',
);

/** Any value as GraphQL text. */
export const quoted = (value: unknown) =>
  JSON.stringify(value !== null && typeof value === 'object' ? JSON.stringify(value) : String(value));

/** The sample with one to three members replaced, dropped or added, at any depth. */
export function broken(input: Input, value: fc.GeneratorValue): Input {
  const copy = structuredClone(input);
  const places: [any, string][] = [];
  const walk = (at: any) => {
    for (const key of Object.keys(at)) {
      places.push([at, key]);
      if (at[key] !== null && typeof at[key] === 'object') walk(at[key]);
    }
  };
  walk(copy);
  for (let change = value(fc.nat, { max: 2 }); change >= 0 && places.length > 0; change -= 1) {
    const [at, key] = places[value(fc.nat, { max: places.length - 1 })]!;
    const how = value(fc.nat, { max: 9 });
    if (how === 0 && !Array.isArray(at)) delete at[key];
    else if (how === 1)
      at[value(fc.constantFrom, 'nothing', 'version', 'tenantId', 'state')] = value(() => hostile);
    else at[key] = value(() => hostile);
  }
  return copy;
}
