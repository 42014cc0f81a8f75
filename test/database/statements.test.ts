import { expect, test } from 'vitest';
import { splitStatements } from '../../src/server/database/statements.ts';

const firstLines = (file: string) =>
  splitStatements(file).map(({ text, line }) => `${line} ${text.split('\n')[0]}`);

test('a file is cut at its semicolons, each statement with its line', () => {
  expect(firstLines('-- Why: x;\n\nselect 1; select 2;\n/* a;\nb */ select 3')).toEqual([
    '3 select 1',
    '3 select 2',
    '5 select 3',
  ]);
});

test.each([
  `select 'it''s; one'`,
  String.raw`select e'one\'; statement'`,
  `select "a;b" from t`,
  `do $$ begin perform 1; end $$`,
  `create function f() returns text language sql as $body$ select $$a;b$$; $body$`,
  `select $1 + 2 -- a; comment's apostrophe\n  + $2`,
  `create function f() returns int language sql begin atomic select case when true then 1 end; select 2; end`,
  `select 1 as "begin atomic"`,
])('%s is one statement', (statement) => {
  expect(splitStatements(`${statement};\nselect 'next'`).map(({ text }) => text)).toEqual([
    statement,
    `select 'next'`,
  ]);
});

test('a file of comments holds no statement', () => {
  expect(splitStatements('-- Why: nothing; yet.\n;;\n')).toEqual([]);
});
