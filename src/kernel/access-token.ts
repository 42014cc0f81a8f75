const shape = /^pat_([0-9a-f]{32})_([A-Za-z0-9_-]{43})$/;

/** The text of a personal access token: its tenant is readable, its secret is 256 random bits as base64url. */
export const tokenText = (tenantId: string, secret: string): string =>
  `pat_${tenantId.replaceAll('-', '')}_${secret}`;

/** The id of the tenant that a personal access token names; undefined where the text is none. */
export const tenantOfToken = (text: string): string | undefined =>
  shape.exec(text)?.[1]!.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
