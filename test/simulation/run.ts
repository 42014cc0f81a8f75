import { setTimeout as sleep } from 'node:timers/promises';
import { sql, type SQL } from 'drizzle-orm';
import { expect } from 'vitest';
import { systemActor } from '../../src/kernel/actor.ts';
import type { Answer, Client, Service } from '../support/service.ts';
import { ok } from '../support/weeks.ts';
import { dayAfter, Model, type Invoice } from './model.ts';
import { openScene, opensAt, type Scene } from './scene.ts';
import { seeded, type Chance } from './seeded.ts';
import type { Frame, Maker, Step } from './step.ts';
import { documentSteps } from './steps/documents.ts';
import { orderSteps } from './steps/orders.ts';
import { lastOpening, placementSteps } from './steps/placements.ts';
import { places } from './steps/places.ts';
import { weekSteps } from './steps/weeks.ts';

// What leads to paid work comes more often than what it rests on.
const makers: Maker[] = [
  ...places,
  ...orderSteps,
  ...placementSteps,
  ...placementSteps,
  ...weekSteps,
  ...weekSteps,
  ...documentSteps,
];
/** The clock stays before the day on which Columbus changes its own. */
const lastDay = '2026-03-01';

/** What a caller must send again to learn what came of it. */
const isUnknown = ({ status, body }: Answer) =>
  status === 503 || (status === 409 && ['request_in_progress', 'busy'].includes(body?.code));

/** Sends until the outcome is known; what is sent again has the same key. */
export async function untilKnown(send: () => Promise<Answer>): Promise<Answer> {
  for (let tries = 1; tries <= 60; tries += 1) {
    const answer = await send();
    if (!isUnknown(answer)) return answer;
    await sleep(Math.min(50, 5 * tries));
  }
  throw new Error('the outcome stays unknown');
}

/** One seed's run: random steps, some of them at once, each judged by the model. */
export class Run {
  readonly model = new Model(opensAt);
  readonly scene: Scene;
  readonly #service: Service;
  readonly #chance: Chance;
  readonly #frame: Frame;
  /** What was done, for the one who looks at a failure. */
  readonly history: string[] = [];
  #keys = 0;

  private constructor(service: Service, scene: Scene, seed: number) {
    this.#service = service;
    this.scene = scene;
    this.#chance = seeded(seed);
    this.#frame = { scene, model: this.model, chance: this.#chance };
  }

  static async open(service: Service, seed: number): Promise<Run> {
    return new Run(service, await openScene(service, `Seed ${seed}`), seed);
  }

  async go(batches: number): Promise<void> {
    for (let batch = 0; batch < batches; batch += 1) {
      const race = lastOpening(this.#frame);
      if (race && this.#chance.percent(50)) await this.#race(race);
      else if (this.#chance.percent(14) && this.model.today < lastDay) await this.#moveClock();
      else await this.#together(this.#batch());
      if (this.#chance.percent(10)) await this.drain();
    }
  }

  #batch(): Step[] {
    const wanted = 1 + this.#chance.whole(4);
    const steps: Step[] = [];
    const taken = new Set<string>();
    for (let tries = 0; tries < 40 && steps.length < wanted; tries += 1) {
      const step = this.#chance.pick(makers)(this.#frame);
      if (!step || step.subjects.some((subject) => taken.has(subject))) continue;
      for (const subject of step.subjects) taken.add(subject);
      steps.push(step);
    }
    return steps;
  }

  async #together(steps: readonly Step[]): Promise<void> {
    const answers = await Promise.all(steps.map((step) => this.#take(step)));
    for (const [at, step] of steps.entries()) {
      await this.#judge(step, answers[at]!);
      if (step.next && !step.refused) await this.#together([step.next()]);
    }
    await this.#learnIds();
  }

  /** Sends a step until its outcome is known, at times twice at once or again afterwards: the answer is one. */
  async #take(step: Step): Promise<Answer> {
    const { method, path, body, client } = step;
    this.#keys += 1;
    const headers = { 'content-type': 'application/json', 'idempotency-key': `step-${this.#keys}` };
    const send = () => client.send({ method, url: `/v1${path}`, headers, payload: JSON.stringify(body) });
    const twice = this.#chance.percent(12);
    const again = this.#chance.percent(12);
    const [answer, twin] = await Promise.all([untilKnown(send), twice ? untilKnown(send) : undefined]);
    this.history.push(
      `${method} ${path} ${JSON.stringify(body)} → ${answer.status} ${answer.body?.code ?? ''}`,
    );
    if (answer.status < 300) {
      if (twin) expect(twin.text).toBe(answer.text);
      if (again) {
        const replayed = await untilKnown(send);
        expect([replayed.status, replayed.text]).toEqual([answer.status, answer.text]);
        expect(replayed.headers['idempotency-replayed']).toBe('true');
      }
    }
    return answer;
  }

  async #judge(step: Step, answer: Answer): Promise<void> {
    const came = answer.status < 300 ? 'done' : `${answer.body?.code}`;
    if (came !== (step.refused ?? 'done'))
      throw new Error(
        `${step.name}: the model says ${step.refused ?? 'done'}, the service ${answer.status} ${answer.text}`,
      );
    if (came === 'done') await step.apply(answer.body);
  }

  async #race([one, other]: [Step, Step]): Promise<void> {
    const answers = await Promise.all([this.#take(one), this.#take(other)]);
    const won = answers.findIndex(({ status }) => status < 300);
    expect(won, 'one of the two takes the last opening').not.toBe(-1);
    const [winner, loser] = won === 0 ? [one, other] : [other, one];
    await this.#judge(winner, answers[won]!);
    await this.#judge({ ...loser, refused: 'no_open_position' }, answers[1 - won]!);
    await this.#learnIds();
  }

  /** Moves the tenant's clock to another noon; the worker may break down on the way. */
  async #moveClock(): Promise<void> {
    const to = `${dayAfter(this.model.today, 1 + this.#chance.whole(4))}T17:00:00Z`;
    const answer = await this.#take({
      name: 'moveClock',
      subjects: [],
      client: this.scene.manager,
      method: 'POST',
      path: '/clock/move',
      body: { to },
      apply: () => undefined,
    });
    const { id } = ok(answer, answer.status < 300 ? answer.status : 202) as { id: string };
    // It waits for what earlier timers have caused, and that may be on its fourth try.
    for (const until = Date.now() + 30_000; ;) {
      await this.#work();
      if ((await this.get(this.scene.manager, `/jobs/${id}`)).state === 'succeeded') break;
      if (Date.now() > until) throw new Error(`the clock did not come to ${to}`);
      await this.hasten();
    }
    this.model.now = to;
    for (const order of this.model.orders) this.model.openTier(order);
  }

  // A worker that breaks down is one that was killed between two steps: another looks again.
  #work = (): Promise<void> => this.#service.drain(this.scene.tenantId).catch(() => undefined);

  async drain(): Promise<void> {
    await this.#work();
  }

  /** Brings forward the next try of what broke down: seconds of waiting show nothing. */
  async hasten(): Promise<void> {
    await this.#service.as(systemActor(this.scene.tenantId), async (tx) => {
      await tx.rows(
        sql`update reaction_runs set due_at = clock_timestamp() where state = 'due' and due_at > clock_timestamp()`,
      );
      await tx.rows(sql`update timers set retry_at = clock_timestamp() where retry_at > clock_timestamp()`);
    });
  }

  #counts(text: SQL): Promise<{ key: string; n: number }[]> {
    return this.#service.as(systemActor(this.scene.tenantId), (tx) => tx.rows(text));
  }

  /** Reactions that are still to run. */
  async owed(): Promise<number> {
    const due = await this.#counts(
      sql`select reaction as key, count(*)::int as n from reaction_runs where state = 'due' group by reaction`,
    );
    return due.length;
  }

  /** How many events of each type the tenant has. */
  async eventCounts(): Promise<Map<string, number>> {
    const counts = await this.#counts(sql`select type as key, count(*)::int as n from events group by type`);
    return new Map(counts.map(({ key, n }) => [key, n]));
  }

  /** Reads until it is answered. */
  async get(client: Client, path: string): Promise<any> {
    return ok(await untilKnown(() => client.get(path)));
  }

  /** Every row of a list. */
  async all(client: Client, path: string): Promise<any[]> {
    const rows: any[] = [];
    for (let cursor = ''; ;) {
      const { data, page } = await this.get(
        client,
        `${path}${path.includes('?') ? '&' : '?'}limit=200${cursor && `&cursor=${cursor}`}`,
      );
      rows.push(...data);
      if (!page.hasMore) return rows;
      cursor = encodeURIComponent(page.nextCursor);
    }
  }

  /** The ids of what came to be as a consequence. */
  async #learnIds(): Promise<void> {
    for (const assignment of this.model.assignments) {
      if (assignment.id !== '') continue;
      const { data } = await this.get(this.scene.manager, `/assignments?offerId=${assignment.offer.id}`);
      expect(data).toHaveLength(1);
      assignment.id = data[0].id;
    }
    const nameless = this.model.invoices.filter(({ id }) => id === '');
    if (nameless.length === 0) return;
    const known = new Set(this.model.invoices.map(({ id }: Invoice) => id));
    const fresh = (await this.all(this.scene.manager, '/invoices?kind=client_invoice')).filter(
      ({ id }) => !known.has(id),
    );
    expect(fresh).toHaveLength(nameless.length);
    nameless[0]!.id = fresh[0].id;
  }
}
