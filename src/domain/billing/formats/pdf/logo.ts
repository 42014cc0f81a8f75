const png = [0x89, 0x50, 0x4e, 0x47];
const jpeg = [0xff, 0xd8, 0xff];
const mostBytes = 2_097_152;
/** A picture of more is not unpacked for a mark of two inches. */
const mostPixels = 4_000_000;

const begins = (bytes: Uint8Array, signature: readonly number[]) =>
  signature.every((byte, at) => bytes[at] === byte);

const grayColorsIndexed = [0, 2, 3];
const transparency = [0x74, 0x52, 0x4e, 0x53];

/** Of a PNG that is embedded as it is; one with transparency or interlacing would be unpacked beside the drawing, in no certain order. */
function isPlain(bytes: Uint8Array): boolean {
  const header = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return (
    header.getUint32(16) * header.getUint32(20) <= mostPixels &&
    grayColorsIndexed.includes(bytes[25]!) &&
    bytes[28] === 0 &&
    !bytes.some((byte, at) => byte === transparency[0] && begins(bytes.subarray(at, at + 4), transparency))
  );
}

/** Whether the bytes are a picture that can stand as a logo: a JPEG, or a PNG without transparency, of a moderate size. */
export function canBeLogo(bytes: Uint8Array): boolean {
  if (bytes.length > mostBytes) return false;
  return begins(bytes, jpeg) || (begins(bytes, png) && bytes.length > 32 && isPlain(bytes));
}
