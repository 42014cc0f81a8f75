import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from '../../app.ts';
import { nameTenant, provisionMember, provisionTenant, reopenTenant, type Member } from '../../provision.ts';
import type { Config } from '../../server/config.ts';
import { Client } from './client.ts';
import { inventedHospitals } from './hospitals.ts';
import { setStage } from './lakeshore.ts';
import { orderStep, releaseStep, submitStep } from './story.ts';

export type Tokens = Record<string, string>;

const name = 'Keystone MSP sandbox';
/** Where a new sandbox's clock stands. */
const opensAt = '2026-01-05T14:00:00Z';

function remembered(file: string): Tokens | undefined {
  try {
    return (JSON.parse(readFileSync(file, 'utf8')) as { tokens: Tokens }).tokens;
  } catch {
    return undefined;
  }
}

const works = (address: string, tokens: Tokens) =>
  new Client(address, tokens['program_manager'] ?? '').get('/me').then(
    () => true,
    () => false,
  );

/** Seeds a two-sided program with an order that is released and has submissions; the first member of each role gets a token. */
async function seed({ pool, executor }: App, address: string): Promise<Tokens> {
  const tenantId = await provisionTenant(pool, {
    name: `${name}, unfinished`,
    kind: 'sandbox',
    clockAt: opensAt,
  });
  const tokens: Tokens = {};
  const provision = async (member: Member) => {
    const made = await provisionMember(pool, executor, tenantId, member);
    tokens[member.role] ??= made.token;
    return made;
  };
  const stage = await setStage(address, provision, {
    name: 'Lakeshore Health',
    hospitals: inventedHospitals,
  });
  const silently = () => undefined;
  const orderId = await orderStep(stage, silently);
  await releaseStep(stage, orderId, silently);
  const { a } = await submitStep(stage, orderId, silently);
  await provision({
    name: 'Alma Arroyo',
    email: 'alma@agency.example',
    role: 'worker',
    workerId: a['workerId'] as string,
  });
  await nameTenant(pool, tenantId, name);
  return tokens;
}

/** The sandbox's tokens by role: remembered, or of the sandbox that the database has, or of one that is seeded now. */
export async function openSandbox(
  app: App,
  config: Config,
  address: string,
  say: (line: string) => void,
): Promise<Tokens> {
  const file = join(config.dataDirectory, 'sandbox.json');
  const known = remembered(file);
  if (known && (await works(address, known))) return known;
  const reopened = await reopenTenant(app.pool, app.executor, name);
  if (!reopened) say('seeding a sandbox (once)');
  const tokens = reopened ?? (await seed(app, address));
  writeFileSync(file, JSON.stringify({ tokens }, null, 2), { mode: 0o600 });
  return tokens;
}
