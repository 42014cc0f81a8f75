import type { SignedAuditHead } from '../../kernel/audit-head.ts';
import { genesis, sealOf, type AuditEntry } from './chain.ts';
import { isSigned } from './head-signer.ts';

/** What an exported log is held against besides itself. */
export interface Trusted {
  /** Raw Ed25519 keys, base64url, that heads may be signed with; none where any key will do. */
  publicKeys: ReadonlySet<string>;
  /** Heads kept outside the database and the file. */
  heads: readonly SignedAuditHead[];
}

/** What a verification found: the head it is sound up to, or where it first fails. */
export type Verdict =
  | { sound: true; entries: number; head: SignedAuditHead }
  /** `sequence` is of the first entry that does not hold. */
  | { sound: false; sequence: number; line: number; why: string };

class Unsound extends Error {}
const assert: (holds: unknown, why: string) => asserts holds = (holds, why) => {
  if (!holds) throw new Unsound(why);
};

interface Line {
  entry?: AuditEntry;
  hash?: string;
  head?: SignedAuditHead;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

// A line is what JSON.stringify makes of it: then every bit of it means something.
function parse(text: string): Line {
  let line: unknown;
  try {
    line = JSON.parse(text);
  } catch {
    throw new Unsound('the line is not JSON');
  }
  assert(isObject(line) && JSON.stringify(line) === text, 'the line is not written as it was exported');
  const members = Object.keys(line).join();
  assert(members === 'entry,hash' || members === 'head', 'the line is neither an entry nor a head');
  assert(isObject(line['entry'] ?? line['head']), 'the line is neither an entry nor a head');
  return line as Line;
}

/** Follows the chain through the lines of a log, holding one at a time. */
class Walk {
  sequence = 0;
  hash = genesis;
  tenantId: string | undefined;
  /** The head that the last line was, if it was one. */
  closing: SignedAuditHead | undefined;
  readonly #publicKeys: ReadonlySet<string>;
  readonly #kept = new Map<number, string>();

  constructor({ publicKeys, heads }: Trusted) {
    this.#publicKeys = publicKeys;
    for (const head of heads) {
      this.#assertTrusted(head);
      const known = this.#kept.get(head.sequence);
      assert(
        known === undefined || known === head.hash,
        'two kept heads of one sequence contradict each other',
      );
      this.#kept.set(head.sequence, head.hash);
    }
  }

  #assertTrusted(head: SignedAuditHead): void {
    assert(isSigned(head), 'the signature of a head does not hold');
    assert(
      this.#publicKeys.size === 0 || this.#publicKeys.has(head.publicKey),
      `a head is signed with another key: ${head.publicKey}`,
    );
    this.tenantId ??= head.tenantId;
    assert(head.tenantId === this.tenantId, 'a head is of another tenant');
  }

  take(text: string): void {
    const { entry, hash, head } = parse(text);
    if (entry) this.#takeEntry(entry, hash!);
    else this.#takeHead(head!);
    this.closing = head;
  }

  #takeEntry(entry: AuditEntry, hash: string): void {
    this.tenantId ??= entry.tenantId;
    assert(entry.tenantId === this.tenantId, 'the entry is of another tenant');
    const expected = this.sequence + 1;
    assert(
      entry.sequence === expected,
      `entry ${expected} is due here and not ${entry.sequence}: entries were removed, inserted or moved`,
    );
    assert(sealOf(this.hash, entry) === hash, 'the hash does not follow from the entry and its predecessor');
    const kept = this.#kept.get(expected);
    assert(kept === undefined || kept === hash, 'a head kept here has another hash: the log was rewritten');
    this.#kept.delete(expected);
    this.sequence = expected;
    this.hash = hash;
  }

  #takeHead(head: SignedAuditHead): void {
    this.#assertTrusted(head);
    assert(
      head.sequence === this.sequence && head.hash === this.hash,
      'the head signs another log than the one above it',
    );
  }

  end(): SignedAuditHead {
    assert(this.closing, 'the log ends without a signed head: it was cut off');
    assert(
      this.closing.isEnd,
      'the log goes on behind its last head: it was cut off, or not exported to its end',
    );
    this.#kept.delete(0);
    // What is left stands behind the last entry.
    let beyond = 0;
    for (const sequence of this.#kept.keys()) beyond = Math.max(beyond, sequence);
    assert(beyond === 0, `a kept head says that entry ${beyond} exists: the log was cut off`);
    return this.closing;
  }
}

/** Whether an exported log is whole and unchanged. Needs nothing but its lines; holds one of them at a time. */
export async function verifyLog(
  lines: AsyncIterable<string> | Iterable<string>,
  trusted: Trusted,
): Promise<Verdict> {
  let line = 0;
  let walk: Walk | undefined;
  try {
    walk = new Walk(trusted);
    for await (const text of lines) {
      line += 1;
      walk.take(text);
    }
    return { sound: true, head: walk.end(), entries: walk.sequence };
  } catch (error) {
    const why = (error as Error).message;
    return { sound: false, sequence: (walk?.sequence ?? 0) + 1, line, why };
  }
}
