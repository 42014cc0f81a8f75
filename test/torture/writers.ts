import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Ground } from './ground.ts';

/** What a client was told was done: a name that only it writes, and the id it got for it. */
interface Acknowledged {
  programs: Map<string, string>;
  batches: Set<string>;
  /** By writer, the last name that its cost center was given. */
  last: Map<string, string>;
}

export interface WritersOptions {
  address: () => string;
  /** Whether an answer that is missing or 503 is sent again under its key, until the outcome is known. */
  persistent?: boolean;
  /** Milliseconds between two calls of a writer. */
  pause?: number;
}

/** Clients that write without pause, remember what was acknowledged, and send again what was not. */
export class Writers {
  readonly acknowledged: Acknowledged = { programs: new Map(), batches: new Set(), last: new Map() };
  /** How often each status came; `none` where no answer did. */
  readonly statuses = new Map<string, number>();
  /** Milliseconds of each answer. */
  readonly took: number[] = [];
  readonly #ground: Ground;
  readonly #options: WritersOptions;
  readonly #stopping = new AbortController();
  #running: Promise<unknown> = Promise.resolve();

  constructor(ground: Ground, options: WritersOptions) {
    this.#ground = ground;
    this.#options = options;
  }

  start(many: number): void {
    this.#running = Promise.all(Array.from({ length: many }, (_, at) => this.#write(`W${at}`)));
    // One that fails is told of when all are stopped.
    this.#running.catch(() => undefined);
  }

  /** Ends after each has learned the outcome of its last call. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  get acks(): number {
    const { programs, batches } = this.acknowledged;
    return programs.size + batches.size + this.#named;
  }

  #named = 0;

  async #write(writer: string): Promise<void> {
    const { programId } = this.#ground;
    for (let turn = 0; !this.#stopping.signal.aborted; turn += 1) {
      const name = `${writer}-${turn}`;
      const program = await this.#send('POST', '/programs', `p-${name}`, {
        name,
        timeZone: 'America/New_York',
      });
      if (program) this.acknowledged.programs.set(name, program.id);
      const items = Array.from({ length: 5 }, (_, at) => ({
        externalId: { system: 'hris', id: `${name}-${at}` },
        programId,
        facilityId: 'ext:hris:F1',
        name,
      }));
      if (await this.#send('POST', '/units/bulk', `b-${name}`, { mode: 'all_or_nothing', items }))
        this.acknowledged.batches.add(name);
      const center = { programId, code: writer, name };
      if (await this.#send('PUT', `/cost-centers/ext:hris:${writer}`, `c-${name}`, center)) {
        this.acknowledged.last.set(writer, name);
        this.#named += 1;
      }
    }
  }

  async #send(method: string, path: string, key: string, body: object): Promise<any> {
    if (this.#options.pause) await sleep(this.#options.pause);
    for (;;) {
      const began = performance.now();
      const answer = await fetch(`${this.#options.address()}/v1${path}`, {
        method,
        headers: {
          authorization: `Bearer ${this.#ground.token}`,
          'content-type': 'application/json',
          'idempotency-key': key,
        },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(30_000),
      })
        .then(async (response) => ({ status: response.status, text: await response.text() }))
        .catch(() => undefined);
      const status = answer ? String(answer.status) : 'none';
      this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1);
      if (answer) this.took.push(performance.now() - began);
      if (answer && answer.status < 300) return JSON.parse(answer.text);
      if (this.#options.persistent === false) return undefined;
      const passing = !answer || answer.status === 503 || isInProgress(answer);
      if (!passing) throw new Error(`${method} ${path} → ${answer.status} ${answer.text}`);
      await sleep(20);
    }
  }
}

const isInProgress = ({ status, text }: { status: number; text: string }): boolean =>
  status === 409 && /"(request_in_progress|busy)"/.test(text);

/** What was acknowledged and is not there, and what is there twice or in halves. */
export async function lossesOf(
  { acknowledged }: Writers,
  { adminUrl, tenantId }: Ground,
): Promise<{ lost: string[]; doubled: string[] }> {
  const client = new pg.Client(adminUrl);
  await client.connect();
  try {
    const rows = async (text: string) =>
      (await client.query<{ name: string; id: string; n: number }>(text, [tenantId])).rows;
    const programs = await rows(
      `select name, min(id::text) as id, count(*)::int as n from programs where tenant_id = $1 and name like 'W%' group by name`,
    );
    const units = await rows(
      `select name, null as id, count(*)::int as n from units where tenant_id = $1 and name like 'W%' group by name`,
    );
    const centers = await rows(
      `select code as id, name, 1 as n from cost_centers where tenant_id = $1 and code like 'W%'`,
    );
    const idOf = new Map(programs.map(({ name, id }) => [name, id]));
    const sizeOf = new Map(units.map(({ name, n }) => [name, n]));
    const nameOf = new Map(centers.map(({ id, name }) => [id, name]));
    return {
      lost: [
        ...[...acknowledged.programs].filter(([name, id]) => idOf.get(name) !== id).map(([name]) => name),
        ...[...acknowledged.batches].filter((name) => !sizeOf.has(name)),
        ...[...acknowledged.last].filter(([code, name]) => nameOf.get(code) !== name).map(([code]) => code),
      ],
      doubled: [
        ...programs.filter(({ n }) => n !== 1).map(({ name }) => name),
        ...units.filter(({ n }) => n !== 5).map(({ name }) => name),
      ],
    };
  } finally {
    await client.end();
  }
}
