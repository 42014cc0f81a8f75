import { setImmediate as turn } from 'node:timers/promises';
import type { Inspect } from './ports.ts';
import { streamsIn } from './pdf-streams.ts';

// In two parts, so that no scanner takes this source for the signature.
const testSignature = 'X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR' + '-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*';

/**
 * What a PDF may hold that runs, opens another program or carries another file. Each is a name that an action or its
 * tree cannot do without, and too long to stand in a picture's bytes by chance.
 */
const active = /\/(JavaScript|Launch|EmbeddedFiles?|RichMedia)(?![A-Za-z0-9])/;
/** Bytes looked at before others have their turn, and how much of them is looked at again for what lies between. */
const windowBytes = 524_288;
const overlapBytes = 256;

/** Letters of a PDF name may be written as `#` and two hex digits. */
const plainNames = (text: string): string =>
  text.replace(/#([0-9a-fA-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

/** The text of the bytes, names written plainly, piece by piece. */
async function* windows(content: Buffer): AsyncGenerator<string> {
  for (let at = 0; at < content.length; at += windowBytes) {
    yield plainNames(content.toString('latin1', Math.max(0, at - overlapBytes), at + windowBytes));
    await turn();
  }
}

/** The first name of something active, and whether objects are packed in streams of their own. */
async function namesIn(content: Buffer): Promise<{ found: string | undefined; packs: boolean }> {
  let packs = false;
  for await (const text of windows(content)) {
    const found = active.exec(text)?.[1];
    if (found) return { found, packs };
    packs ||= text.includes('/ObjStm');
  }
  return { found: undefined, packs };
}

async function activeInPdf(content: Buffer): Promise<string | undefined> {
  const { found, packs } = await namesIn(content);
  if (found || !packs) return found;
  for await (const objects of streamsIn(content, plainNames)) {
    // Objects that cannot be read cannot be called harmless.
    if (!objects) return 'objects that cannot be read';
    const within = await namesIn(objects);
    if (within.found) return within.found;
  }
  return undefined;
}

/**
 * The built-in scanner: the EICAR test signature, active content of a PDF, macros of a document. It knows no viruses;
 * clamd does.
 */
export const inspect: Inspect = async (content, mediaType) => {
  if (content.includes(testSignature)) return 'EICAR test signature';
  const found =
    mediaType === 'application/pdf'
      ? await activeInPdf(content)
      : mediaType.endsWith('wordprocessingml.document') && content.includes('vbaProject.bin')
        ? 'macros'
        : undefined;
  return found === undefined ? null : `Active content: ${found}`;
};
