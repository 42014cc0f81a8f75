import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SignedAuditHead } from '../../src/kernel/audit-head.ts';
import { canonical } from '../../src/server/audit/canonical.ts';
import { genesis, sealOf, type AuditEntry } from '../../src/server/audit/chain.ts';
import { HeadSigner, isSigned, publicKeyOf } from '../../src/server/audit/head-signer.ts';
import { linesOf } from '../../src/server/audit/lines.ts';
import { verifyLog, type Trusted } from '../../src/server/audit/verify-log.ts';

const newKey = () =>
  generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
const pem = newKey();
const ours = new HeadSigner(() => pem);
const theirs = new HeadSigner(newKey);
const tenantId = '0198c0de-0000-7000-8000-000000000001';
const otherTenant = '0198c0de-0000-7000-8000-000000000002';
const byKey: Trusted = { publicKeys: new Set([publicKeyOf(pem)]), heads: [] };
const byAnyKey: Trusted = { publicKeys: new Set(), heads: [] };

type Content = Omit<AuditEntry, 'tenantId' | 'sequence'>;
const content = fc.record({
  type: fc.constantFrom('order.submitted', 'user.deactivated'),
  reason: fc.option(fc.string({ unit: 'binary', maxLength: 12 })),
  data: fc.jsonValue({ maxDepth: 2 }),
  versions: fc.option(fc.constant('ab'.repeat(32))),
}) as fc.Arbitrary<Content>;
const contents = fc.array(content, { minLength: 1, maxLength: 12 });

/** A log as it is exported: entries, with a head behind every `page` of them and at the end. */
function exported(given: readonly Content[], { tenant = tenantId, signer = ours, page = 5 } = {}): string[] {
  const lines: string[] = [];
  let hash = genesis;
  given.forEach((each, index) => {
    const entry: AuditEntry = { ...each, tenantId: tenant, sequence: index + 1 } as AuditEntry;
    hash = sealOf(hash, entry);
    lines.push(JSON.stringify({ entry, hash }));
    const isEnd = index + 1 === given.length;
    if (isEnd || (index + 1) % page === 0)
      lines.push(JSON.stringify({ head: signer.sign(tenant, { sequence: index + 1, hash, isEnd }) }));
  });
  return lines;
}

const headOf = (lines: readonly string[]) => (JSON.parse(lines.at(-1)!) as { head: SignedAuditHead }).head;
const isEntry = (line: string) => line.startsWith('{"entry"');
const entriesOf = (lines: readonly string[]) => lines.filter(isEntry);

async function* inChunks(bytes: Buffer, size = 97): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
const verifyBytes = (bytes: Buffer, trusted: Trusted) => verifyLog(linesOf(inChunks(bytes)), trusted);
const bytesOf = (lines: readonly string[]) => Buffer.from(lines.map((line) => `${line}\n`).join(''));
/** What the verifier says of lines: through bytes, as of a file. */
const verify = (lines: readonly string[], trusted: Trusted = byKey) => verifyBytes(bytesOf(lines), trusted);

const holds = (property: fc.IAsyncProperty<any>, runs = 150) => fc.assert(property, { numRuns: runs });
const tampered = <T>(arbitrary: fc.Arbitrary<T>, break_: (value: T) => readonly string[] | undefined) =>
  holds(
    fc.asyncProperty(arbitrary, async (value) => {
      const lines = break_(value);
      fc.pre(lines !== undefined);
      expect(await verify(lines!)).toMatchObject({ sound: false });
    }),
  );

describe('canonical JSON (RFC 8785)', () => {
  test('sorts members by UTF-16 code units and says numbers and text as ECMAScript does', () => {
    expect(canonical({ '\u20ac': 1, '\r': 2, '\ufb33': 3, 1: 4, '\u{1f600}': 5, '\u0080': 6, ö: 7 })).toBe(
      '{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}',
    );
    expect(canonical([333333333.3333333, 1e30, 4.5, 2e-3, 1e-27, -0, null, true])).toBe(
      '[333333333.3333333,1e+30,4.5,0.002,1e-27,0,null,true]',
    );
    expect(canonical('\u20ac$\u000f\nA\'B"\\')).toBe('"€$\\u000f\\nA\'B\\"\\\\"');
  });

  test('is the same for the same value, whatever the order it came in', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const turned = JSON.parse(JSON.stringify(value), (_, inner: unknown) =>
          inner && typeof inner === 'object' && !Array.isArray(inner)
            ? Object.fromEntries(Object.entries(inner).toReversed())
            : inner,
        ) as unknown;
        expect(canonical(turned)).toBe(canonical(value));
        expect(JSON.parse(canonical(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});

describe('a whole log', () => {
  test('is sound, page behind page, by its key and its kept heads', () =>
    holds(
      fc.asyncProperty(contents, async (given) => {
        const lines = exported(given);
        const head = headOf(lines);
        expect(await verify(lines)).toEqual({ sound: true, entries: given.length, head });
        expect(
          await verify(lines, { ...byKey, heads: [headOf(exported(given.slice(0, 3))), head] }),
        ).toMatchObject({
          sound: true,
        });
      }),
    ));

  test('without an entry is sound', async () => {
    const head = ours.sign(tenantId, { sequence: 0, hash: genesis, isEnd: true });
    expect(await verify([JSON.stringify({ head })])).toMatchObject({ sound: true, entries: 0 });
    expect(await verify([])).toMatchObject({ sound: false });
  });

  test('goes on behind a head that was its end when it was signed', async () => {
    const given = fc.sample(content, 7);
    const before = exported(given.slice(0, 4));
    const after = exported(given).filter((line) => !isEntry(line) || JSON.parse(line).entry.sequence > 4);
    expect(await verify([...before, ...after])).toMatchObject({ sound: true, entries: 7 });
  });
});

describe('found is', () => {
  test('one bit flipped anywhere, also without a key', () =>
    holds(
      fc.asyncProperty(contents, fc.nat(), fc.nat(7), async (given, where, bit) => {
        const bytes = bytesOf(exported(given));
        bytes[where % bytes.length]! ^= 1 << bit;
        expect(await verifyBytes(bytes, byKey)).toMatchObject({ sound: false });
        expect(await verifyBytes(bytes, byAnyKey)).toMatchObject({ sound: false });
      }),
      1_000,
    ));

  test('every single bit of a small log', async () => {
    const [given] = fc.sample(content, { numRuns: 1, seed: 7 });
    const bytes = bytesOf(exported([given!]));
    const missed: number[] = [];
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      bytes[bit >> 3]! ^= 1 << (bit & 7);
      if ((await verifyBytes(bytes, byAnyKey)).sound) missed.push(bit);
      bytes[bit >> 3]! ^= 1 << (bit & 7);
    }
    expect(missed).toEqual([]);
    expect(await verifyBytes(bytes, byKey)).toMatchObject({ sound: true });
  });

  test('an entry removed, with its head or without', () =>
    tampered(fc.tuple(contents, fc.nat()), ([given, where]) => {
      const lines = exported(given);
      const at = lines.indexOf(entriesOf(lines)[where % given.length]!);
      return lines.toSpliced(at, 1);
    }));

  test('an entry inserted, or given twice', () =>
    tampered(fc.tuple(contents, fc.nat(), content, fc.boolean()), ([given, where, more, again]) => {
      const lines = exported(given);
      const at = where % lines.length;
      const entry = { ...more, tenantId, sequence: at + 1 } as AuditEntry;
      const forged = JSON.stringify({ entry, hash: sealOf(genesis, entry) });
      return lines.toSpliced(at, 0, again ? entriesOf(lines)[where % given.length]! : forged);
    }));

  test('two entries swapped', () =>
    tampered(fc.tuple(contents, fc.nat(), fc.nat()), ([given, one, two]) => {
      const lines = exported(given, { page: 100 });
      const [first, second] = [one % given.length, two % given.length];
      if (first === second) return undefined;
      return lines.with(first, lines[second]!).with(second, lines[first]!);
    }));

  test('an end cut off anywhere, in the middle of a line too', () =>
    holds(
      fc.asyncProperty(contents, fc.nat(), fc.boolean(), async (given, where, wholeLines) => {
        const lines = exported(given);
        const bytes = bytesOf(wholeLines ? lines.slice(0, where % lines.length) : lines);
        const cut = wholeLines ? bytes : bytes.subarray(0, where % bytes.length);
        expect(await verifyBytes(cut, byKey)).toMatchObject({ sound: false });
      }),
      300,
    ));

  test('a chain rewritten from k without the key: by its signature, or by a head that was kept', () =>
    holds(
      fc.asyncProperty(contents, fc.nat(), async (given, where) => {
        const k = where % given.length;
        const rewritten = given.with(k, { ...given[k]!, type: 'order.rewritten' } as never);
        const kept = [headOf(exported(given))];
        const forged = exported(rewritten, { signer: theirs });
        expect(await verify(forged)).toMatchObject({ sound: false });
        // Consistent in itself: only what was kept outside tells.
        expect(await verify(forged, byAnyKey)).toMatchObject({ sound: true });
        expect(await verify(forged, { ...byAnyKey, heads: kept })).toMatchObject({ sound: false });
        // The thief of the key rewrites it whole.
        const stolen = exported(rewritten);
        expect(await verify(stolen)).toMatchObject({ sound: true });
        expect(await verify(stolen, { ...byKey, heads: kept })).toMatchObject({
          sound: false,
          sequence: given.length,
          why: expect.stringContaining('rewritten'),
        });
        // The old signatures do not fit the new chain.
        const reused = forged.map((line, index) => (isEntry(line) ? line : exported(given)[index]!));
        expect(await verify(reused, byAnyKey)).toMatchObject({ sound: false });
      }),
    ));

  test('a log that ends before a head that was kept', () =>
    holds(
      fc.asyncProperty(contents, fc.nat(), async (given, where) => {
        const shorter = exported(given.slice(0, where % given.length));
        fc.pre(shorter.length > 0);
        expect(await verify(shorter)).toMatchObject({ sound: true });
        expect(await verify(shorter, { ...byKey, heads: [headOf(exported(given))] })).toMatchObject({
          sound: false,
          why: expect.stringContaining(`entry ${given.length} exists`),
        });
      }),
    ));

  test("two tenants' entries exchanged", () =>
    tampered(fc.tuple(contents, contents, fc.nat()), ([given, foreign, where]) => {
      const lines = exported(given, { page: 100 });
      const others = exported(foreign, { page: 100, tenant: otherTenant });
      const at = where % Math.min(given.length, foreign.length);
      return lines.with(at, others[at]!);
    }));

  test("another tenant's head, or one that says what it does not sign", async () => {
    const given = fc.sample(content, 3);
    const lines = exported(given);
    const foreign = ours.sign(otherTenant, { ...headOf(lines), isEnd: true });
    expect(await verify(lines.with(-1, JSON.stringify({ head: foreign })))).toMatchObject({ sound: false });
    const head = headOf(lines);
    for (const changed of [
      { ...head, at: '2020-01-01T00:00:00Z' },
      { ...head, more: 1 },
      { ...head, publicKey: 'AA' },
    ])
      expect(isSigned(changed)).toBe(false);
    expect(isSigned(head)).toBe(true);
  });

  test('the first entry that does not hold, with its line', async () => {
    const lines = exported(fc.sample(content, 9));
    const changed = lines.with(6, lines[6]!.replace('"sequence":6', '"sequence":7'));
    expect(await verify(changed)).toMatchObject({ sound: false, sequence: 6, line: 7 });
    expect(await verify(lines.toSpliced(2, 1))).toMatchObject({
      sound: false,
      sequence: 3,
      line: 3,
      why: expect.stringContaining('removed'),
    });
  });
});
