import { z } from 'zod';
import { notFound } from '../../../kernel/errors.ts';
import { query } from '../../../kernel/operation.ts';
import { Instant, reference } from '../../../kernel/shapes.ts';
import { fileNotReady } from '../model.ts';
import { permissions } from '../policy.ts';
import { giveLink } from '../store.ts';
import { files } from '../tables.ts';

const linkMinutes = 5;

/** The state is asked again when the link is used, as are the rights of the member who asked for it. */
export const linkFile = query({
  name: 'linkFile',
  summary: 'A link, good for five minutes, from which the content of a clean file can be fetched.',
  rest: 'GET /files/{fileId}/link',
  permission: permissions.read,
  input: z.strictObject({ fileId: reference('file') }),
  output: z
    .strictObject({
      url: z.string().meta({ description: 'A path of this service.' }),
      expiresAt: Instant.meta({ description: 'Real time.' }),
    })
    .meta({ id: 'FileLink' }),
  errors: [fileNotReady],
  logged: true,
  async handle({ fileId }, context) {
    const row = await context.tx.find(files, fileId);
    if (!row) throw notFound();
    if (row.state !== 'clean') throw fileNotReady({ detail: `The file is ${row.state}.` });
    return giveLink(fileId, 'fetch', linkMinutes, context);
  },
});
