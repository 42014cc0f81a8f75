import { randomUUIDv7 } from 'node:crypto';
import {
  createServer,
  STATUS_CODES,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { Socket } from 'node:net';
import { tenantOfToken } from '../kernel/access-token.ts';
import { unavailable } from '../kernel/errors.ts';
import type { Pressure } from './pressure.ts';
import { problemBody } from './problem.ts';
import type { Timeouts } from './timeouts.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

const alwaysOpen = /^\/(health\/|metrics$)/;
const keepAlive = 72_000;
/** Milliseconds that the rest of an answer, already made, waits for a reader that does not read. */
const readerPatience = 30_000;

/** Milliseconds that a refused caller is told to wait, and its connection is not read; the half more at most keeps those who were refused together from coming back together. */
const pause = 1_000;

const overloaded = unavailable({ detail: 'The service is busy; try again in a moment.' });
// Made once, since most of what an overloaded process says is this.
const [beforeId, afterId] = JSON.stringify(problemBody(overloaded, '\u0000')).split('\\u0000') as [
  string,
  string,
];
const refusalLength = String(beforeId.length + 36 + afterId.length);

// A token tells its tenant. Who forges one can only have himself sent away.
const claimedTenant = ({ headers }: IncomingMessage): string | undefined =>
  tenantOfToken(headers.authorization?.slice('Bearer '.length) ?? '');

// A proxy's connection is everybody's: it is read on.
const isShared = ({ headers }: IncomingMessage): boolean =>
  headers['x-forwarded-for'] !== undefined ||
  headers['forwarded'] !== undefined ||
  headers['via'] !== undefined;

const readOn = (socket: Socket): void => void socket.resume();

/** Who asks again at once, though told to wait, waits unread: refusing without end would cost what others could have. */
function sendAway(request: IncomingMessage, response: ServerResponse): void {
  const { socket } = request;
  const requestId = randomUUIDv7();
  response
    .writeHead(503, {
      'content-type': 'application/problem+json',
      'content-length': refusalLength,
      'cache-control': 'no-store',
      'retry-after': '1',
      'x-request-id': requestId,
    })
    .end(beforeId + requestId + afterId);
  if (isShared(request)) return;
  // Not before: a response that ends makes its connection be read.
  response.once('finish', () => {
    socket.pause();
    setTimeout(readOn, pause * (1 + Math.random() / 2), socket).unref();
  });
}

/** Counts a request until it has been answered, or its client has gone. */
function count(request: IncomingMessage, response: ServerResponse, pressure: Pressure): void {
  const { socket } = request;
  let patience: NodeJS.Timeout | undefined;
  pressure.inFlight += 1;
  response.once('prefinish', () => {
    if (socket.writableLength > 0) patience = setTimeout(() => socket.destroy(), readerPatience);
  });
  response.once('close', () => {
    pressure.inFlight -= 1;
    clearTimeout(patience);
  });
}

/** The server behind which the service stands: slow senders are cut off, and what is too much is sent away before it costs anything. */
export function openDoor(
  handle: Handler,
  { headersSeconds, requestSeconds }: Timeouts,
  pressure: Pressure,
): Server {
  const server = createServer(
    {
      maxHeaderSize: 16_384,
      headersTimeout: headersSeconds * 1_000,
      requestTimeout: requestSeconds * 1_000,
      // Node looks for slow senders every half minute unless told.
      connectionsCheckingInterval: Math.min(5_000, headersSeconds * 500),
      keepAliveTimeout: keepAlive,
    },
    (request, response) => {
      if (!alwaysOpen.test(request.url ?? '') && pressure.refusal(claimedTenant(request)) !== undefined)
        return sendAway(request, response);
      count(request, response, pressure);
      return handle(request, response);
    },
  );
  return server;
}

const statusOf: Record<string, number> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 };

/** Answers what could not be read as HTTP, or did not arrive in time. */
export function refuseUnread(error: Error & { code?: string }, socket: Socket): void {
  const status = statusOf[error.code ?? ''] ?? 400;
  if (!socket.writable) return void socket.destroy();
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
    // Who does not close its side is cut off.
    () => socket.destroy(),
  );
}
