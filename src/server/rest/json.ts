import { malformed, tooLarge } from '../../kernel/errors.ts';

const mostDepth = 64;
const mostItems = 1_000;
const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype']);

const refuseText = (detail: string) => malformed({ detail });

/** Reads over a text that JSON.parse took, for what JSON.parse lets pass: members named twice, nesting without end. */
function assertUnambiguous(text: string): void {
  const open: (Set<string> | null)[] = [];
  const colon = /\s*:/y;
  const string = /"(?:[^"\\]|\\.)*"/y;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === '{') open.push(new Set());
    else if (sign === '[') open.push(null);
    else if (sign === '}' || sign === ']') open.pop();
    else if (sign === '"') {
      string.lastIndex = at;
      const token = string.exec(text)![0];
      at += token.length - 1;
      const members = open.at(-1);
      colon.lastIndex = at + 1;
      if (members && colon.test(text)) {
        const key = JSON.parse(token) as string;
        if (members.has(key)) throw refuseText(`The member ${key.slice(0, 100)} stands twice.`);
        if (forbiddenKeys.has(key)) throw refuseText(`A member must not be named ${key}.`);
        members.add(key);
      }
    }
    if (open.length > mostDepth) throw refuseText(`JSON is nested at most ${mostDepth} deep.`);
  }
}

function assertStorable(value: unknown): void {
  if (typeof value === 'string') {
    if (!value.isWellFormed() || value.includes('\u0000'))
      throw refuseText('Text holds U+0000 or a lone surrogate.');
  } else if (typeof value === 'number') {
    if (Number.isInteger(value) && !Number.isSafeInteger(value))
      throw refuseText('A number is too large to be kept exactly.');
  } else if (Array.isArray(value)) {
    if (value.length > mostItems) throw tooLarge({ detail: `An array holds at most ${mostItems} items.` });
    value.forEach(assertStorable);
  } else if (value !== null && typeof value === 'object') {
    for (const [key, member] of Object.entries(value)) {
      assertStorable(key);
      assertStorable(member);
    }
  }
}

/** The one JSON parser of the request path: refuses what parsers disagree on instead of guessing. */
export function parseStrictly(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw refuseText('The body is not JSON.');
  }
  assertUnambiguous(text);
  assertStorable(value);
  return value;
}
