/** One statement of a file of SQL: its text, and the line (from 1) on which its first word stands. */
export interface Statement {
  text: string;
  line: number;
}

// What may hide a semicolon: comments, quoted text, quoted names, bodies between dollar signs.
const pieces = new RegExp(
  [
    /(?<idle>--[^\n]*|\/\*[\s\S]*?\*\/|\s+)/,
    /\b[eE]'(?:[^'\\]|\\[\s\S]|'')*'|'[^']*'|"[^"]*"/,
    /(?<dollar>\$(?:[A-Za-z_]\w*)?\$)[\s\S]*?\k<dollar>/,
    /(?<word>\w+)|(?<end>;)|[\s\S]/,
  ]
    .map((pattern) => pattern.source)
    .join('|'),
  'g',
);

/** Cuts a file at the semicolons that end its statements. Comments of several lines do not nest. */
export function splitStatements(file: string): Statement[] {
  const statements: Statement[] = [];
  let start: number | undefined;
  let depth = 0;
  let previous = '';
  for (const { index, groups = {} } of file.matchAll(pieces)) {
    if (groups['idle']) continue;
    if (groups['end'] && depth === 0) {
      if (start !== undefined) statements.push(statementAt(file, start, index));
      start = undefined;
      continue;
    }
    start ??= index;
    const word = groups['word']?.toLowerCase() ?? '';
    depth = depthAfter(word, previous, depth);
    previous = word;
  }
  if (start !== undefined) statements.push(statementAt(file, start, file.length));
  return statements;
}

/** The line (from 1) of the character at `offset`. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

// The semicolons between `begin atomic` and its `end` belong to a function's body, in which `case` ends with `end` too.
function depthAfter(word: string, previous: string, depth: number): number {
  if (depth === 0) return word === 'atomic' && previous === 'begin' ? 1 : 0;
  if (word === 'case') return depth + 1;
  return word === 'end' ? depth - 1 : depth;
}

function statementAt(file: string, start: number, end: number): Statement {
  return { text: file.slice(start, end), line: lineAt(file, start) };
}
