/** What a link to a file's content lets its holder do, as the member who asked for it, until an instant of real time. */
export interface FileLink {
  way: 'send' | 'fetch';
  tenantId: string;
  fileId: string;
  membershipId: string;
  /** The token it was asked for with: the link ends with it, and is narrowed as it is. */
  tokenId: string | null;
  scopes: readonly string[] | null;
  /** RFC 3339, UTC. */
  until: string;
}

/** What of a link is signed; apart from every other digest made with the same secret. */
export const signedPart = (body: string): string => `file link ${body}`;

/** The text of a link: what it says as base64url, a point, and its signature. `digest` is the service's keyed digest. */
export function linkText(link: FileLink, digest: (text: string) => Buffer): string {
  const body = Buffer.from(JSON.stringify(link)).toString('base64url');
  return `${body}.${digest(signedPart(body)).toString('base64url')}`;
}
