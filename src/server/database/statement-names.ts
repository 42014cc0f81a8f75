import { createHash } from 'node:crypto';

/** Each connection keeps what it has prepared for as long as it lives, so texts beyond these stay unnamed. */
const mostNames = 800;
const names = new Map<string, string>();

/** The name under which a statement's text is prepared once on each connection; undefined once there are too many. */
export function statementName(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= mostNames) return known;
  const name = createHash('sha1').update(text).digest('base64url');
  names.set(text, name);
  return name;
}
