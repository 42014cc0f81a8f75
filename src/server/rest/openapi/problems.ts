import {
  commandErrors,
  errorCatalog,
  statusOf,
  universalErrors,
  type ErrorDeclaration,
} from '../../../kernel/errors.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { reference } from './components.ts';

const string = { type: 'string' };

export const fault = {
  type: 'object',
  properties: { pointer: string, code: string, message: string },
  required: ['pointer', 'code', 'message'],
};

/** The one shape of every failure, with the published codes. */
export const problemSchema = {
  type: 'object',
  description: 'RFC 9457.',
  properties: {
    type: string,
    title: string,
    status: { type: 'integer' },
    code: { ...string, enum: [...errorCatalog.keys()].toSorted() },
    detail: string,
    requestId: string,
    errors: { type: 'array', items: fault },
  },
  required: ['type', 'title', 'status', 'code', 'detail', 'requestId'],
};

export const problemResponse = (status: number, declared: readonly ErrorDeclaration[]) => ({
  description: declared.map(({ code, title }) => `\`${code}\`: ${title}`).join(' '),
  content: {
    'application/problem+json': {
      schema: reference('Problem'),
      examples: Object.fromEntries(
        declared.map(({ code, title }) => [
          code,
          {
            value: {
              type: `/problems/${code}`,
              title,
              status,
              code,
              detail: title,
              requestId: '0198c0de-0000-7000-8000-000000000002',
            },
          },
        ]),
      ),
    },
  },
});

export const byStatus = (errors: readonly ErrorDeclaration[]) =>
  [...Map.groupBy(errors, ({ kind }) => statusOf[kind])].toSorted(([a], [b]) => a - b);

export const everyCommand = [...universalErrors, ...commandErrors];

export const responseName = (kind: Operation['kind'], status: number) =>
  `${kind === 'command' ? 'Command' : 'Read'}Problem${status}`;

/** What any read, and any command, may answer: written once and referred to. */
export const sharedResponses = Object.fromEntries(
  (
    [
      ['list', universalErrors],
      ['command', everyCommand],
    ] as const
  ).flatMap(([kind, errors]) =>
    byStatus(errors).map(([status, declared]) => [
      responseName(kind, status),
      problemResponse(status, declared),
    ]),
  ),
);

export function problems(operation: Operation) {
  const usual = new Set(operation.kind === 'command' ? everyCommand : universalErrors);
  const own = (operation.errors ?? []).filter((error) => !usual.has(error));
  return Object.fromEntries(
    byStatus([...usual, ...own]).map(([status, declared]) => [
      String(status),
      declared.some((error) => own.includes(error))
        ? problemResponse(status, declared)
        : { $ref: `#/components/responses/${responseName(operation.kind, status)}` },
    ]),
  );
}
