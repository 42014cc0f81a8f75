import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { tooLarge } from '../../kernel/errors.ts';
import { isTextual, type FileAnswer, type WholeFile } from '../../kernel/file-answer.ts';
import { breathing } from '../breathing.ts';

/** Bytes of a file that an answer of GraphQL holds: it is one value, in memory several times. */
const mostBytes = 16_777_216;

/** A file as one value; refused where it is too large to be one, which REST streams. */
export async function wholeFile({
  mediaType,
  fileName,
  pieces,
}: FileAnswer): Promise<z.output<typeof WholeFile>> {
  const held: Buffer[] = [];
  let size = 0;
  for await (const bytes of breathing(pieces)) {
    size += bytes.length;
    if (size > mostBytes)
      throw tooLarge({
        detail: `The file has more than ${mostBytes} bytes; fetch it by REST, which streams it.`,
      });
    held.push(bytes);
  }
  const bytes = Buffer.concat(held, size);
  const isText = isTextual(mediaType);
  return {
    mediaType,
    fileName,
    size,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    text: isText ? bytes.toString('utf8') : null,
    base64: isText ? null : bytes.toString('base64'),
  };
}
