import { readFileSync } from 'node:fs';
import type { PrimarySource } from '../../kernel/primary-source.ts';
import { fileSource } from './file-source.ts';
import { httpSource } from './http-source.ts';
import type { SourceSettings } from './settings.ts';

/** The configured sources, ready to be asked. A token's file is read at each asking, so that it can be changed. */
export const createSources = (settings: readonly SourceSettings[]): PrimarySource[] =>
  settings.map(({ name, kind, file, url, token, tokenFile, states, timeoutSeconds, attempts }) => ({
    name,
    kind,
    states: states ?? null,
    timeoutSeconds,
    attempts,
    ask: file
      ? fileSource(file)
      : httpSource(url!, () => token ?? (tokenFile && readFileSync(tokenFile, 'utf8').trim())),
  }));
