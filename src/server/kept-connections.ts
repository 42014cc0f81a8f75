import type { FastifyInstance } from 'fastify';

const lookMilliseconds = 50;

/**
 * Ends kept-alive connections when the server closes: those that are idle then, and each that becomes idle while what
 * runs is finished. The answer of a request that came before may promise to keep its connection, and a client that
 * takes it at its word would hold the closing server for as long as connections are kept.
 */
export function endKeptConnections(app: FastifyInstance): void {
  app.addHook('preClose', (done) => {
    if (!app.server.listening) return done();
    const looking = setInterval(() => app.server.closeIdleConnections(), lookMilliseconds);
    app.server.once('close', () => clearInterval(looking));
    return done();
  });
}
