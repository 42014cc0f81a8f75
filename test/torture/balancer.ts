import { once } from 'node:events';
import {
  Agent,
  createServer,
  request,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';

interface Backend {
  address: string;
  ready: boolean;
  agent: Agent;
}

const lookEvery = 100;

/**
 * A small load balancer: it asks each backend every 100 ms whether it is ready, sends requests to those that are by
 * turns, keeps connections until a backend says `Connection: close`, and sends nothing twice.
 */
export class Balancer {
  readonly #server: Server;
  #backends: Backend[] = [];
  #turn = 0;
  readonly #looking: NodeJS.Timeout;
  address = '';

  constructor() {
    this.#server = createServer((from, to) => this.#pass(from, to));
    this.#looking = setInterval(() => void this.#look(), lookEvery);
  }

  async listen(): Promise<void> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    this.address = `http://127.0.0.1:${(this.#server.address() as { port: number }).port}`;
  }

  add(address: string): void {
    this.#backends.push({ address, ready: false, agent: new Agent({ keepAlive: true, maxSockets: 32 }) });
  }

  remove(address: string): void {
    for (const backend of this.#backends) if (backend.address === address) backend.agent.destroy();
    this.#backends = this.#backends.filter((backend) => backend.address !== address);
  }

  get ready(): number {
    return this.#backends.filter(({ ready }) => ready).length;
  }

  close(): void {
    clearInterval(this.#looking);
    this.#server.closeAllConnections();
    this.#server.close();
    for (const { agent } of this.#backends) agent.destroy();
  }

  async #look(): Promise<void> {
    await Promise.all(
      this.#backends.map(async (backend) => {
        backend.ready = await fetch(`${backend.address}/health/ready`, {
          signal: AbortSignal.timeout(1_000),
        }).then(
          async (response) => (await response.text(), response.ok),
          () => false,
        );
      }),
    );
  }

  #pass(from: IncomingMessage, to: ServerResponse): void {
    const ready = this.#backends.filter((backend) => backend.ready);
    const backend = ready[(this.#turn += 1) % ready.length];
    if (!backend) {
      to.writeHead(502).end();
      return;
    }
    const { method, headers, url } = from;
    const target = new URL(url!, backend.address);
    const passed = request(target, { method: method!, headers, agent: backend.agent }, (answer) => {
      // Its connection's affairs are not the client's.
      const { connection: _, 'keep-alive': __, ...told } = answer.headers;
      to.writeHead(answer.statusCode!, told);
      answer.pipe(to);
    });
    passed.on('error', () => (to.headersSent ? to.destroy() : to.writeHead(502).end()));
    from.pipe(passed);
  }
}
