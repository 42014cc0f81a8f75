/** Where a request stands in a caller's trace: W3C Trace Context, level 1. */
export interface TraceContext {
  traceId: string;
  /** The caller's span. */
  parentId: string;
  sampled: boolean;
}

const form = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(?:-|$)/;

/** What a `traceparent` header says; undefined where it is missing or says nothing that the standard allows. */
export function traceContextOf(header: string | string[] | undefined): TraceContext | undefined {
  const parts = typeof header === 'string' ? form.exec(header) : null;
  if (!parts) return undefined;
  const [, traceId, parentId, flags] = parts as unknown as [string, string, string, string];
  return { traceId, parentId, sampled: (Number.parseInt(flags, 16) & 1) === 1 };
}
