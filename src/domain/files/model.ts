import { z } from 'zod';
import { declareError } from '../../kernel/errors.ts';
import { factsFor } from '../../kernel/event.ts';
import { oneOf, reference, text } from '../../kernel/shapes.ts';

export const fileStates = ['awaiting_content', 'scanning', 'clean', 'infected', 'removed'] as const;
export const filePurposes = [
  'vendor_document',
  'credential',
  'health_record',
  'identity_document',
  'other',
] as const;
/** From the least to the most guarded: `general`, what names a person, what tells of a person's health. */
export const fileClasses = ['general', 'identity', 'health'] as const;

export type FilePurpose = (typeof filePurposes)[number];
export type FileClass = (typeof fileClasses)[number];

export const FileState = oneOf('FileState', fileStates);
export const FilePurposeShape = oneOf('FilePurpose', filePurposes);
export const FileClassShape = oneOf('FileClass', fileClasses);

/** A file's name as people know it: 1 to 200 characters, no path. */
export const FileName = text(200).refine(
  (name) => !/[/\\]/.test(name) && name !== '.' && name !== '..',
  'A name is no path.',
);

/** The hex digits of a SHA-256. */
export const Sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/, 'A SHA-256 is 64 hex digits in lower case.')
  .meta({ examples: ['9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'] });

const mostFiles = 20;

/** Files to attach, by id, none twice; as a member of another capability's input. */
export const fileIdsInput = z
  .array(reference('file'))
  .max(mostFiles)
  .refine((ids) => new Set(ids).size === ids.length, 'A file is attached once.')
  .default([]);

/** The class of a file until it is attached, by what it is for. */
export const classOf = (purpose: FilePurpose): FileClass =>
  purpose === 'health_record' ? 'health' : purpose === 'identity_document' ? 'identity' : 'general';

/** The more guarded of two classes: what its sender or its subject calls health is health. */
export const stricterOf = (one: FileClass, other: FileClass): FileClass =>
  fileClasses.indexOf(one) > fileClasses.indexOf(other) ? one : other;

export const fileNotReady = declareError(
  'file_not_ready',
  'conflict',
  'Only a clean file of your own that belongs to nothing else can be attached; only a clean one is given out.',
);
export const fileTypeNotTaken = declareError(
  'file_type_not_taken',
  'media_type',
  'Files of this media type are not taken.',
);

const fact = factsFor(['operator'], z.strictObject({}));
export const fileCreated = fact('file.created', 'A file was announced; its content is awaited.');
export const fileReceived = fact('file.received', 'The content of a file came and is to be scanned.');
export const fileCleared = fact('file.cleared', 'A file was scanned and nothing was found.');
export const fileInfected = fact(
  'file.infected',
  'Something harmful was found in a file; its bytes are deleted.',
);
export const fileRemoved = fact('file.removed', 'A file’s time has passed; its bytes are deleted.');
