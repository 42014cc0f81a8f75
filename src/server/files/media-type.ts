import { open } from 'node:fs/promises';
import { mediaTypeNotSupported } from '../../kernel/errors.ts';

/** What the bytes may be called beside the type that was announced. */
const alike: Readonly<Record<string, readonly string[]>> = {
  'image/heic': ['image/heif', 'image/heic-sequence', 'image/heif-sequence'],
};
const textual = new Set(['text/plain', 'text/csv']);
const blockBytes = 65_536;

/** Whether the file is UTF-8 without a null byte, looked at block by block. */
async function isText(path: string): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const handle = await open(path);
  try {
    const block = Buffer.alloc(blockBytes);
    for (;;) {
      const { bytesRead } = await handle.read(block);
      const bytes = block.subarray(0, bytesRead);
      if (bytes.includes(0)) return false;
      decoder.decode(bytes, { stream: bytesRead > 0 });
      if (bytesRead === 0) return true;
    }
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  } finally {
    await handle.close();
  }
}

/** Refuses a file whose bytes are of another type than was announced; `file-type` is loaded when the first one comes. */
export async function assertMediaType(path: string, announced: string): Promise<void> {
  const { fileTypeFromFile } = await import('file-type');
  const found = (await fileTypeFromFile(path))?.mime;
  const agrees = textual.has(announced)
    ? found === undefined && (await isText(path))
    : found === announced || alike[announced]?.includes(found ?? '') === true;
  if (!agrees)
    throw mediaTypeNotSupported({
      detail: `The content is ${found ?? (textual.has(announced) ? 'no text' : 'of no known type')}, not ${announced}.`,
    });
}
