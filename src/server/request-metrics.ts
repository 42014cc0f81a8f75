import { Counter, Histogram, type Registry as Metrics } from 'prom-client';

/** A request that was answered: by its operation (never by its path, which has no bound), and how. */
export interface Answered {
  operation: string;
  surface: 'rest' | 'graphql';
  method: string;
  status: number;
  seconds: number;
}

/**
 * Figures of requests: number, errors and time by operation, in as few series as that takes, since there are hundreds of
 * operations; the spread of the time and the exact statuses over all of them.
 */
export function requestMetrics(metrics: Metrics): (answered: Answered) => void {
  const registers = [metrics];
  const requests = new Counter({
    name: 'requisite_requests_total',
    help: 'Requests, by operation and class of status.',
    labelNames: ['operation', 'surface', 'status'],
    registers,
  });
  const time = new Counter({
    name: 'requisite_request_seconds_total',
    help: 'Seconds that requests took together, by operation.',
    labelNames: ['operation', 'surface'],
    registers,
  });
  const spread = new Histogram({
    name: 'requisite_request_seconds',
    help: 'Seconds a request took, by method.',
    labelNames: ['surface', 'method'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10],
    registers,
  });
  const responses = new Counter({
    name: 'requisite_responses_total',
    help: 'Responses, by status.',
    labelNames: ['surface', 'status'],
    registers,
  });
  return ({ operation, surface, method, status, seconds }) => {
    requests.inc({ operation, surface, status: `${Math.floor(status / 100)}xx` });
    time.inc({ operation, surface }, seconds);
    spread.observe({ surface, method }, seconds);
    responses.inc({ surface, status: String(status) });
  };
}
