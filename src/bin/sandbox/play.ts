import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from './client.ts';

/** Fails where the service's answer is not the story's. */
export function expectEqual(what: string, actual: unknown, expected: unknown): void {
  if (JSON.stringify(actual) !== JSON.stringify(expected)) {
    throw new Error(
      `${what}: the story says ${JSON.stringify(expected)}, the service ${JSON.stringify(actual)}`,
    );
  }
}

/** Moves the sandbox's clock and waits for the job to end. */
export async function moveClock(manager: Client, to: string): Promise<void> {
  const { id } = await manager.post('/clock/move', { to });
  for (let looks = 0; looks < 400; looks += 1) {
    const { state } = await manager.get(`/jobs/${id}`);
    if (state === 'succeeded') return;
    await sleep(25);
  }
  throw new Error(`the clock did not arrive at ${to}`);
}

/** Expects a refusal and answers its code. */
export async function refusal(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    return (error as { problem: { code: string } }).problem.code;
  }
  throw new Error('the call was to be refused');
}
