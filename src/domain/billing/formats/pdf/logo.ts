const png = [0x89, 0x50, 0x4e, 0x47];
const jpeg = [0xff, 0xd8, 0xff];
const mostBytes = 2_097_152;
/** A picture of more is not unpacked for a mark of two inches. */
const mostPixels = 4_000_000;

const begins = (bytes: Uint8Array, signature: readonly number[]) =>
  signature.every((byte, at) => bytes[at] === byte);

/** Whether the bytes are a picture that can stand as a logo: a PNG or JPEG of a moderate size. */
export function canBeLogo(bytes: Uint8Array): boolean {
  if (bytes.length > mostBytes) return false;
  if (begins(bytes, jpeg)) return true;
  if (!begins(bytes, png) || bytes.length < 24) return false;
  const header = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return header.getUint32(16) * header.getUint32(20) <= mostPixels;
}
