import { promisify } from 'node:util';
import { inflate } from 'node:zlib';
import type { Inspect } from './ports.ts';

const unpack = promisify(inflate);

// In two parts, so that no scanner takes this source for the signature.
const testSignature = 'X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR' + '-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*';

/**
 * What a PDF may hold that runs, opens another program or carries another file. Each is a name that an action or its
 * tree cannot do without, and too long to stand in a picture's bytes by chance.
 */
const active = /\/(JavaScript|Launch|EmbeddedFiles?|RichMedia)(?![A-Za-z0-9])/;
/** Bytes to which the objects of one stream may unpack. */
const mostUnpacked = 32 * 1_048_576;
const mostStreams = 2_000;

/** Letters of a PDF name may be written as `#` and two hex digits. */
const plainNames = (text: string): string =>
  text.replace(/#([0-9a-fA-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

const activeIn = (text: string): string | undefined => active.exec(plainNames(text))?.[1];

/** The first name of something active in a PDF, object streams unpacked. */
async function activeInPdf(content: Buffer): Promise<string | undefined> {
  const text = content.toString('latin1');
  const open = activeIn(text);
  if (open) return open;
  const names = plainNames(text);
  if (!names.includes('/ObjStm')) return undefined;
  let streams = 0;
  for (const { index, 0: word } of text.matchAll(/\bstream\r?\n/g)) {
    const before = plainNames(text.slice(Math.max(0, index - 1_024), index));
    const dictionary = before.slice(Math.max(0, before.lastIndexOf(' obj')));
    if (!dictionary.includes('/ObjStm')) continue;
    if ((streams += 1) > mostStreams) return 'too many object streams';
    const end = text.indexOf('endstream', index);
    const packed = content.subarray(index + word.length, end < 0 ? content.length : end);
    // Objects that cannot be read cannot be called harmless.
    if (!/\/(FlateDecode|Fl)(?![A-Za-z])/.test(dictionary)) return 'objects that cannot be read';
    const objects = await unpack(packed, { maxOutputLength: mostUnpacked }).catch(() => undefined);
    if (!objects) return 'objects that cannot be read';
    const found = activeIn(objects.toString('latin1'));
    if (found) return found;
  }
  return undefined;
}

/**
 * The built-in scanner: the EICAR test signature, active content of a PDF, macros of a document. It knows no viruses;
 * clamd does.
 */
export const inspect: Inspect = async (content, mediaType) => {
  if (content.includes(testSignature)) return 'EICAR test signature';
  if (mediaType === 'application/pdf') {
    const found = await activeInPdf(content);
    if (found) return `Active content: ${found}`;
  }
  if (mediaType.endsWith('wordprocessingml.document') && content.includes('vbaProject.bin'))
    return 'Active content: macros';
  return null;
};
