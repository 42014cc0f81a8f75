import { pino, type Logger } from 'pino';

export type { Logger };

/** Structured lines; nothing that authenticates is ever written, whatever a caller passes. */
export const createLog = (level: string): Logger =>
  pino({
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
      err: (error: Error & { code?: unknown }) => ({
        type: error.name,
        code: error.code,
        message: error.message,
        stack: error.stack,
      }),
    },
  });
