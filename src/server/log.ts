import { pino, type DestinationStream, type Logger } from 'pino';
import { failureOf } from './failure.ts';

export type { Logger };

/** Structured lines; nothing that authenticates and no value of a row is ever written, whatever a caller passes. */
export const createLog = (level: string, destination?: DestinationStream): Logger =>
  pino(
    {
      level,
      base: null,
      redact: {
        paths: [
          'authorization',
          'headers.authorization',
          'headers.cookie',
          'token',
          'secret',
          'password',
          '*.token',
          '*.secret',
          '*.password',
        ],
        censor: '[redacted]',
      },
      serializers: {
        err: failureOf,
      },
    },
    destination,
  );
