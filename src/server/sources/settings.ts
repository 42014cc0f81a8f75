import { z } from 'zod';
import { sourceKinds } from '../../kernel/primary-source.ts';
import { jsonSetting } from '../json-setting.ts';

const source = z
  .strictObject({
    /** What checks and verifications call it. */
    name: z.string().regex(/^[a-z][a-z0-9_-]{0,62}$/, 'a name is small letters, digits, _ and -'),
    kind: z.enum(sourceKinds),
    /** A CSV file of what it knows, read again when it changes; or the address of one that answers questions. */
    file: z.string().min(1).optional(),
    url: z.url({ protocol: /^https?$/ }).optional(),
    /** Sent as a bearer token; a path of a file that holds it keeps it out of the environment. */
    token: z.string().min(1).optional(),
    tokenFile: z.string().min(1).optional(),
    /** The states whose boards it speaks for; absent: all. */
    states: z
      .array(z.string().regex(/^[A-Z]{2}$/))
      .min(1)
      .optional(),
    timeoutSeconds: z.number().min(0.05).max(60).default(10),
    /** How many times it is asked before a check is given up. */
    attempts: z.int().min(1).max(20).default(5),
  })
  .refine(
    ({ file, url }) => (file === undefined) !== (url === undefined),
    'a source has either a file or a url',
  )
  .refine(
    ({ token, tokenFile }) => token === undefined || tokenFile === undefined,
    'not both token and tokenFile',
  );

export type SourceSettings = z.output<typeof source>;

/** The primary sources that checks may ask, in the order in which one is chosen; JSON. */
export const sourceSettings = jsonSetting
  .pipe(z.array(source).max(100))
  .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, 'two sources have one name');
