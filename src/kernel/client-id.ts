const shape = /^rqc_([0-9a-f]{32})_([0-9a-f]{32})$/;
const undashed = (id: string) => id.replaceAll('-', '');
const dashed = (hex: string) => hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

/** What names a service account where tokens are asked for: its tenant is readable, so that it is looked up under row security. */
export const clientIdOf = (tenantId: string, accountId: string): string =>
  `rqc_${undashed(tenantId)}_${undashed(accountId)}`;

/** The tenant and the service account that a client id names; undefined where the text is none. */
export function accountOf(clientId: string): { tenantId: string; accountId: string } | undefined {
  const [, tenant, account] = shape.exec(clientId) ?? [];
  return tenant && account ? { tenantId: dashed(tenant), accountId: dashed(account) } : undefined;
}

/** The text of a service account's secret: 256 random bits as base64url behind a prefix that scanners know. */
export const clientSecretText = (secret: string): string => `rqs_${secret}`;
