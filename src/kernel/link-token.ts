import type { Permission } from './actor.ts';

const shape = /^lnk_([0-9a-f]{32})_([A-Za-z0-9_-]{43})$/;

/** The text of a secret link: its tenant is readable, its secret is 256 random bits as base64url. */
export const linkText = (tenantId: string, secret: string): string =>
  `lnk_${tenantId.replaceAll('-', '')}_${secret}`;

/** The id of the tenant that a secret link names; undefined where the text is none. */
export const tenantOfLink = (text: string): string | undefined =>
  shape.exec(text)?.[1]!.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

/** What an act of a secret link needs: no role has it, the tenant's own hand does it for whoever holds the link. */
export const byLink: Permission = { name: 'link.held', roles: new Set(), operatorOnly: false };
