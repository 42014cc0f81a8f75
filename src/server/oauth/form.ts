import { TokenRefusal } from './refusal.ts';

/** The parameters of a form body by name; an empty one is one not given, one that stands twice is refused (RFC 6749 §3.2). */
export function parseForm(body: string): ReadonlyMap<string, string> {
  const parameters = new Map<string, string>();
  const seen = new Set<string>();
  for (const [name, value] of new URLSearchParams(body)) {
    if (seen.has(name)) throw new TokenRefusal('invalid_request', 'A parameter stands twice.');
    seen.add(name);
    if (value !== '') parameters.set(name, value);
  }
  return parameters;
}
