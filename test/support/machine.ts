import { expect } from 'vitest';
import type { Answer, Client, Service } from './service.ts';

/** A service account with one secret. */
export interface Machine {
  id: string;
  /** As the API showed it when it was made. */
  account: any;
  /** The answer that showed the secret. */
  added: { id: string; clientId: string; secret: string; prefix: string; expiresAt: string };
}

/** Makes a service account, a program manager unless told otherwise, and gives it a secret. */
export async function makeMachine(by: Client, given: object = {}): Promise<Machine> {
  const made = await by.post('/service-accounts', {
    name: 'Payroll export',
    side: 'operator',
    role: 'program_manager',
    ...given,
  });
  expect(made.status, made.text).toBe(201);
  const added = await by.post(`/service-accounts/${made.body.id}/secrets`);
  expect(added.status, added.text).toBe(200);
  return { id: made.body.id, account: made.body, added: added.body };
}

/** A request to /oauth/token: the form, and who asks by Basic (`client:secret`) or by another header. */
export interface TokenRequest {
  form?: Record<string, string> | string;
  basic?: [string, string] | string;
  headers?: Record<string, string>;
}

/** Asks for a token as a client that may say anything. */
export async function requestToken(
  { app }: Pick<Service, 'app'>,
  { form = { grant_type: 'client_credentials' }, basic = '', headers = {} }: TokenRequest,
): Promise<Answer> {
  const authorization = Array.isArray(basic)
    ? `Basic ${Buffer.from(basic.join(':')).toString('base64')}`
    : basic;
  const answer = await app.http.inject({
    method: 'POST',
    url: '/oauth/token',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      ...(authorization && { authorization }),
      ...headers,
    },
    payload: typeof form === 'string' ? form : new URLSearchParams(form).toString(),
  });
  return { status: answer.statusCode, headers: answer.headers, body: answer.json(), text: answer.body };
}

/** The text of a fresh token of the machine. */
export async function tokenOf(service: Pick<Service, 'app'>, { added }: Machine): Promise<string> {
  const answer = await requestToken(service, { basic: [added.clientId, added.secret] });
  expect(answer.status, answer.text).toBe(200);
  return answer.body.access_token;
}
