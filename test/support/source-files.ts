import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** One file of the project: its path from the root, its text, and what it imports. */
export interface SourceFile {
  path: string;
  text: string;
  lines: number;
  /** The text without comments, strings kept. */
  code: string;
  /** Files of ours, by path from the root. */
  imports: string[];
  /** Packages, by name; Node's own with `node:`. */
  packages: string[];
}

const importing =
  /(?:^|\n)\s*(?:import|export)\b[^'"`;]*?from\s+'([^']+)'|\bimport\(\s*'([^']+)'\s*\)|(?:^|\n)import\s+'([^']+)'/g;

const withoutComments = (text: string) =>
  text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:'"`])\/\/[^\n]*/g, '$1');

function read(path: string): SourceFile {
  const text = readFileSync(path, 'utf8');
  const code = withoutComments(text);
  const named = [...code.matchAll(importing)].map(([, from, dynamic, bare]) => (from ?? dynamic ?? bare)!);
  const [ours, theirs] = [
    named.filter((name) => name.startsWith('.')),
    named.filter((name) => !name.startsWith('.')),
  ];
  return {
    path,
    text,
    code,
    lines: text.split('\n').length - 1,
    imports: ours.map((name) => normalize(join(dirname(path), name))),
    packages: theirs.map((name) => (name.startsWith('@') ? name.split('/').slice(0, 2).join('/') : name)),
  };
}

/** Every TypeScript file under a folder of the project. */
export const filesUnder = (folder: string): SourceFile[] =>
  globSync(`${folder}/**/*.ts`).toSorted().map(read);

/** The names of a folder's own subfolders. */
export const foldersIn = (folder: string): string[] =>
  globSync(`${folder}/*/`)
    .map((path) => path.replace(/\/$/, '').split('/').at(-1)!)
    .toSorted();
