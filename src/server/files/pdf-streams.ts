import { setImmediate as turn } from 'node:timers/promises';
import { promisify } from 'node:util';
import { inflate } from 'node:zlib';

const unpack = promisify(inflate);

/** Bytes to which the objects of one stream may unpack. */
const mostUnpacked = 32 * 1_048_576;
/** Streams of objects, and streams of any kind, that a PDF is read for. */
const mostObjectStreams = 2_000;
const mostStreams = 100_000;
const atOnce = 500;
/** How far before its bytes a stream's dictionary may begin. */
const dictionaryBytes = 1_024;

const newline = 10;
const carriageReturn = 13;

/** Where the bytes of each stream begin, and the text before them. */
function* beginnings(content: Buffer): Generator<{ start: number; at: number }> {
  for (let at = content.indexOf('stream'); at >= 0; at = content.indexOf('stream', at + 6)) {
    const after = at + 6 + (content[at + 6] === carriageReturn ? 1 : 0);
    const ends = content.toString('latin1', Math.max(0, at - 3), at) === 'end';
    if (!ends && content[after] === newline) yield { at, start: after + 1 };
  }
}

/**
 * The objects that a PDF packs in streams of their own (PDF 1.5), unpacked, stream by stream; undefined for a stream
 * that cannot be unpacked, and where there are more than anybody needs.
 */
export async function* streamsIn(
  content: Buffer,
  plainNames: (text: string) => string,
): AsyncGenerator<Buffer | undefined> {
  let streams = 0;
  let objectStreams = 0;
  for (const { at, start } of beginnings(content)) {
    streams += 1;
    if (streams > mostStreams || objectStreams > mostObjectStreams) return yield undefined;
    if (streams % atOnce === 0) await turn();
    const before = plainNames(content.toString('latin1', Math.max(0, at - dictionaryBytes), at));
    const dictionary = before.slice(Math.max(0, before.lastIndexOf(' obj')));
    if (!dictionary.includes('/ObjStm')) continue;
    objectStreams += 1;
    const end = content.indexOf('endstream', start);
    const packed = content.subarray(start, end < 0 ? content.length : end);
    yield /\/(FlateDecode|Fl)(?![A-Za-z])/.test(dictionary)
      ? await unpack(packed, { maxOutputLength: mostUnpacked }).catch(() => undefined)
      : undefined;
  }
}
