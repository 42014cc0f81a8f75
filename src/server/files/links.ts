import { createHmac, timingSafeEqual } from 'node:crypto';
import type pg from 'pg';
import { systemActor, type Actor } from '../../kernel/actor.ts';
import { unauthenticated } from '../../kernel/errors.ts';
import { signedPart, type FileLink } from '../../kernel/file-link.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { inTransaction } from '../database/transaction.ts';

type Member = Pick<FileLink, 'membershipId' | 'tokenId' | 'scopes'>;

export interface LinkPorts {
  pool: pg.Pool;
  secret: string;
  /** The member as it may act now, by the token it asked with; undefined where either has ended. */
  actorOf(who: Member, tx: Transaction): Promise<Actor | undefined>;
}

const mostLength = 8_192;
const form = /^([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]{43})$/;

/** Turns the links that were given out back into the members who asked for them. */
export class FileLinks {
  readonly #ports: LinkPorts;

  constructor(ports: LinkPorts) {
    this.#ports = ports;
  }

  /**
   * The member in whose name the link opens this file this way. Every failure is the same `unauthenticated`, whatever
   * was wrong: forged, expired (by real time), another file's, of a member or token that has ended.
   */
  async actor(text: unknown, way: FileLink['way'], fileId: string): Promise<Actor> {
    const link = this.#read(text);
    if (!link || link.way !== way || link.fileId !== fileId) throw unauthenticated();
    if (Date.parse(link.until) <= Date.now()) throw unauthenticated();
    const { pool, actorOf } = this.#ports;
    const actor = await inTransaction(pool, { actor: systemActor(link.tenantId), readOnly: true }, (tx) =>
      actorOf(link, tx),
    );
    if (!actor) throw unauthenticated();
    return actor;
  }

  #read(text: unknown): FileLink | undefined {
    const [, body, signature] =
      (typeof text === 'string' && text.length <= mostLength && form.exec(text)) || [];
    if (!body || !signature) return undefined;
    const digest = createHmac('sha256', this.#ports.secret).update(signedPart(body)).digest('base64url');
    // As text: the last letter of base64url has bits that say nothing, and one signature would be written in four ways.
    const [wanted, given] = [Buffer.from(digest), Buffer.from(signature)];
    if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return undefined;
    // What this service has signed is what it wrote.
    return JSON.parse(Buffer.from(body, 'base64url').toString()) as FileLink;
  }
}
