/** What a file may be in this installation. */
export interface FileRules {
  /** Bytes of one file, at most. */
  mostBytes: number;
  /** The media types that are taken, in lower case and without parameters. */
  mediaTypes: readonly string[];
}

/** The media types that can be told from a file's bytes, so that what is announced can be held against what comes. */
export const knownMediaTypes = [
  'application/pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'image/heic',
  'image/jpeg',
  'image/png',
  'image/tiff',
  'text/csv',
  'text/plain',
] as const;

/** What holds where nothing else is configured: 25 MiB of any known type. */
export const standardFileRules: FileRules = { mostBytes: 26_214_400, mediaTypes: knownMediaTypes };
