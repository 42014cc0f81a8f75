import { invalidClient, TokenRefusal } from './refusal.ts';

/** What a client says of itself. */
export interface ClientCredentials {
  clientId: string;
  secret: string;
}

/** Decodes one half of Basic credentials, which are form-encoded before they are base64 (RFC 6749 §2.3.1). */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw invalidClient();
  }
}

/** The client's own word, by `client_secret_basic` or `client_secret_post`, never both at once. */
export function credentialsOf(
  authorization: string | undefined,
  form: ReadonlyMap<string, string>,
): ClientCredentials {
  const clientId = form.get('client_id');
  const secret = form.get('client_secret');
  if (authorization === undefined) return { clientId: clientId ?? '', secret: secret ?? '' };
  const encoded = /^Basic +([A-Za-z0-9+/]+={0,2})$/i.exec(authorization)?.[1];
  if (encoded === undefined) throw invalidClient();
  const [, name, password] = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded, 'base64').toString('utf8')) ?? [];
  if (name === undefined || password === undefined) throw invalidClient();
  if (secret !== undefined || (clientId !== undefined && clientId !== decoded(name)))
    throw new TokenRefusal('invalid_request', 'A client says who it is in one way only.');
  return { clientId: decoded(name), secret: decoded(password) };
}
