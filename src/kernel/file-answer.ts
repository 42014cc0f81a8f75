import { z } from 'zod';
import type { Context, Operation, Query } from './operation.ts';

/** A file as an answer: its bytes come piece by piece once the reading is done, so that a large one is never held whole. */
export interface FileAnswer {
  mediaType: string;
  fileName: string;
  pieces: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;
}

/** A format that a query's files come in, by the media type it is asked for with. */
export interface FileFormat {
  mediaType: string;
  /** What a JSON file holds. */
  shape?: z.ZodType;
}

/** A file where an answer is one value: text as it is, bytes as base64. */
export const WholeFile = z
  .strictObject({
    mediaType: z.string(),
    fileName: z.string(),
    size: z.int().meta({ description: 'Bytes.' }),
    sha256: z.string().meta({ description: 'Of the bytes, in hex.' }),
    text: z.string().nullable(),
    base64: z.string().nullable(),
  })
  .meta({ id: 'WholeFile' });

/**
 * A query whose answer is a file. Its input's `format` names one of the formats; on REST, where it is not given, the
 * Accept header chooses, the first of them being the default, and the bytes are sent as they come.
 */
export interface FileQuery<Input extends z.ZodObject = z.ZodObject> extends Query<Input> {
  formats: Readonly<Record<string, FileFormat>>;
}

export const fileQuery = <Input extends z.ZodObject<{ format: z.ZodType }>>(
  declaration: Omit<FileQuery<Input>, 'kind' | 'output' | 'rows' | 'answered' | 'handle'> & {
    handle(input: z.output<Input>, context: Context): Promise<FileAnswer>;
  },
): FileQuery => ({ ...declaration, kind: 'query', output: WholeFile }) as unknown as FileQuery;

export const isFileQuery = (operation: Operation): operation is FileQuery => 'formats' in operation;

/** Whether a file of the type is text, in UTF-8. */
export const isTextual = (mediaType: string): boolean =>
  /^(text\/|application\/(json|xml)$|image\/svg\+xml$)/.test(mediaType);
