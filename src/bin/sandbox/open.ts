import type { App } from '../../app.ts';
import type { Config } from '../../server/config.ts';

export async function openSandbox(
  _: App,
  __: Config,
  ___: string,
): Promise<Record<string, string> | undefined> {
  return undefined;
}
