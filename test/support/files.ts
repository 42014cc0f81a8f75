import { expect } from 'vitest';
import { systemActor, sideOf, type Actor } from '../../src/kernel/actor.ts';
import { attachFiles, type FileSubject } from '../../src/domain/files/index.ts';
import type { Answer, Client, Service } from './service.ts';

/** The least that is a PDF, with a word in it. */
export const pdf = (word = 'Certificate'): Buffer =>
  Buffer.from(
    `%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Title (${word}) >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n`,
  );

export interface Announced {
  id: string;
  uploadUrl: string;
  uploadExpiresAt: string;
}

/** Announces a file as large as the content. */
export async function announce(client: Client, content: Buffer, input: object = {}): Promise<Announced> {
  const answer = await client.post('/files', {
    name: 'Certificate.pdf',
    mediaType: 'application/pdf',
    sizeBytes: content.length,
    purpose: 'other',
    ...input,
  });
  expect(answer.status, answer.text).toBe(201);
  return answer.body;
}

/** Sends content to a link, as somebody who has nothing else. */
export async function sendTo(service: Service, url: string, content: Buffer | string): Promise<Answer> {
  const { http } = service.app;
  const answer = await http.inject({
    method: 'PUT',
    url,
    payload: content,
    headers: { 'content-type': 'application/pdf' },
  });
  return {
    status: answer.statusCode,
    headers: answer.headers as never,
    text: answer.body,
    body: answer.json(),
  };
}

/** A clean file of the member's; answers its id. */
export async function cleanFile(
  service: Service,
  client: Client,
  content: Buffer = pdf(),
  input: object = {},
): Promise<string> {
  const { id, uploadUrl } = await announce(client, content, input);
  const sent = await sendTo(service, uploadUrl, content);
  expect(sent.body, sent.text).toMatchObject({ state: 'clean' });
  return id;
}

/** The member as handlers meet it. */
export const actorOf = (tenantId: string, { actor }: Client, bound: Partial<Actor> = {}): Actor => ({
  ...systemActor(tenantId),
  kind: 'membership',
  side: sideOf[actor.role],
  role: actor.role,
  membershipId: actor.membershipId,
  userId: actor.userId,
  ...bound,
});

/** Attaches files as another capability's handler would. */
export const attach = (service: Service, actor: Actor, fileIds: string[], subject: FileSubject) =>
  service.as(actor, (tx) => attachFiles(fileIds, subject, service.app.executor.context(tx, actor, 'test')));
