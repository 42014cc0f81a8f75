import { z } from 'zod';
import { tooLarge } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { Id, Instant } from '../../../kernel/shapes.ts';
import { fileLife } from '../lifecycle.ts';
import {
  classOf,
  fileCreated,
  FileName,
  FilePurposeShape,
  FileState,
  fileTypeNotTaken,
  Sha256,
} from '../model.ts';
import { permissions } from '../policy.ts';
import { giveLink } from '../store.ts';
import { files } from '../tables.ts';

const linkMinutes = 15;

const AnnouncedFile = z
  .strictObject({
    id: Id,
    state: FileState,
    uploadUrl: z.string().meta({
      description:
        'A path of this service; whoever holds it may PUT the content there, once, until it expires.',
    }),
    uploadExpiresAt: Instant.meta({ description: 'Real time.' }),
  })
  .meta({ id: 'AnnouncedFile' });

export const createFile = command({
  name: 'createFile',
  summary:
    'Announce a file and be given a link, good for 15 minutes and one upload, to which to PUT its content.',
  rest: 'POST /files',
  permission: permissions.create,
  input: z.strictObject({
    name: FileName,
    mediaType: z
      .string()
      .max(150)
      .regex(/^[a-z]+\/[a-z0-9.+-]+$/, 'A media type is type/subtype in lower case, without parameters.')
      .meta({ examples: ['application/pdf'] }),
    sizeBytes: z
      .int()
      .min(1)
      .meta({ examples: [48_211], description: 'Exactly as many must come.' }),
    sha256: Sha256.optional(),
    purpose: FilePurposeShape,
  }),
  output: AnnouncedFile,
  errors: [fileTypeNotTaken],
  async handle(input, context) {
    const { mostBytes, mediaTypes } = context.fileRules;
    if (!mediaTypes.includes(input.mediaType))
      throw fileTypeNotTaken({ detail: `Taken are ${mediaTypes.join(', ')}.` });
    if (input.sizeBytes > mostBytes) throw tooLarge({ detail: `A file has at most ${mostBytes} bytes.` });
    const [row] = await context.tx.insert(files, [
      {
        ...input,
        membershipId: context.actor.membershipId!,
        dataClass: classOf(input.purpose),
        state: fileLife.initial,
      },
    ]);
    const { url, expiresAt } = await giveLink(row!.id, 'send', linkMinutes, context);
    return {
      result: { id: row!.id, state: row!.state, uploadUrl: url, uploadExpiresAt: expiresAt },
      events: [fileCreated(row!, {})],
    };
  },
});
