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

const overloaded = unavailable({ detail: 'The service is busy; try again in a moment.' });

// A token tells its tenant. Who forges one can only have himself sent away.
const claimedTenant = ({ headers }: IncomingMessage): string | undefined =>
  tenantOfToken(headers.authorization?.slice('Bearer '.length) ?? '');

function sendAway(response: ServerResponse): void {
  const requestId = randomUUIDv7();
  response
    .writeHead(503, {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      'retry-after': '1',
      'x-request-id': requestId,
    })
    .end(JSON.stringify(problemBody(overloaded, requestId)));
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
        return sendAway(response);
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
