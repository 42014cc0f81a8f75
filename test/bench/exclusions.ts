import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { caller, openGround } from './support/ground.ts';

// node test/bench/exclusions.ts [records] [workers] [real file …]: a full list in the LEIE's format imported and published over
// HTTP, everybody screened by it, and the next month's list after it. Names are made of syllables; nobody is real. Further
// files are imported as supplements (named …REIN…: as reinstatements), and counted.
const records = Number(process.argv[2] ?? 80_000);
const workers = Number(process.argv[3] ?? 20_000);
const files = process.argv.slice(4);

let seed = 20_260_131;
const random = () => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return seed / 2 ** 32;
};
const whole = (below: number) => Math.floor(random() * below);
const [onsets, vowels, codas] = [
  'b c d f g h j k l m n p r s t v w z br ch cr dr fr gr kl pl sh sl st th tr',
  'a e i o u ai ea ee ie oo ou',
  ' n r l s t m nd rt st ck ll ng',
].map((text) => text.split(' ')) as [string[], string[], string[]];
const pick = (from: readonly string[]) => from[whole(from.length)]!;
const syllable = () => pick(onsets) + pick(vowels) + pick(codas);
const makeName = (syllables: number) => Array.from({ length: syllables }, syllable).join('').toUpperCase();
const firsts = Array.from({ length: 2_000 }, () => makeName(1 + whole(2)));
const lasts = Array.from({ length: 30_000 }, () => makeName(2 + whole(2)));
// As among people, few names are many people's.
const usual = (names: readonly string[]) => names[Math.floor(random() ** 3 * names.length)]!;
const states =
  'AL AK AZ AR CA CA CA CA CO CT DE FL FL FL GA GA HI ID IL IL IN IA KS KY LA ME MD MA MI MI MN MS MO MT NE NV NH NJ NM NY NY NY NC OH OH OK OR PA PA RI SC SD TN TX TX TX UT VT VA WA WV WI WY'.split(
    ' ',
  );
const two = (number: number) => String(number).padStart(2, '0');
const birth = () => [1935 + whole(65), 1 + whole(12), 1 + whole(28)] as const;
const columns =
  'LASTNAME,FIRSTNAME,MIDNAME,BUSNAME,GENERAL,SPECIALTY,UPIN,NPI,DOB,ADDRESS,CITY,STATE,ZIP,EXCLTYPE,EXCLDATE,REINDATE,WAIVERDATE,WVRSTATE';

interface Listed {
  last: string;
  first: string;
  born: readonly [number, number, number];
  state: string;
  line: string;
}

function listed(place: number): Listed {
  const [last, first, born, state] = [usual(lasts), usual(firsts), birth(), pick(states)];
  const [year, month, day] = born;
  const isFirm = place % 25 === 0;
  const dob =
    place % 2 === 0 ? `${year}${two(month)}${two(day)}` : `${two(month)}/${two(day)}/${two(year % 100)}`;
  const excluded = `${2001 + whole(25)}${two(1 + whole(12))}${two(1 + whole(28))}`;
  const cells = isFirm
    ? [
        '',
        '',
        ' ',
        `${last} ${first} HOME HEALTH CARE, INC`.slice(0, 30),
        'OTHER BUSINESS',
        'HOME HEALTH AGENCY',
        '',
        '0000000000',
        '',
      ]
    : [
        last,
        first,
        `${pick(firsts)} `,
        '',
        'IND- LIC HC SERV PRO',
        'NURSE/NURSES AIDE',
        '',
        '0000000000',
        dob,
      ];
  const place2 = [`${whole(9_999)} EXAMPLE STREET`, 'SOMEWHERE', state, two(whole(100)) + '001'];
  const line = [
    ...cells,
    ...place2,
    place % 50 === 0 ? '1128b4   ' : '1128a1',
    excluded,
    '00000000',
    '00000000',
    '',
  ]
    .map((cell) => (cell === '' ? '' : `"${cell}"`))
    .join(',');
  return { last, first, born, state, line };
}

const ground = await openGround('credentialing');
const { url, tenantId } = ground;
const running = await ground.start();
const call = caller(running, ground.token);

const people = Array.from({ length: records }, (_, place) => listed(place));
const fileOf = (some: readonly Listed[]) => `${columns}\n${some.map(({ line }) => line).join('\n')}\n`;

const staff = Array.from({ length: workers }, (_, serial) => {
  // One of 200 is on the list; every other such one has a mistyped name.
  const known = serial % 200 === 0 ? people[1 + whole(records - 1)]! : undefined;
  const [year, month, day] = known?.born ?? birth();
  const first = known?.first ?? usual(firsts);
  return {
    first: (known && serial % 400 === 0 ? `${first}E` : first).toLowerCase(),
    last: (known?.last ?? usual(lasts)).toLowerCase(),
    born: `${year}-${two(month)}-${two(day)}`,
    state: known?.state ?? pick(states),
  };
});
const bench = new pg.Client(url);
await bench.connect();
await bench.query('begin');
await bench.query(`select app.enter($1, 'system', null, null, null, null, null, null, null)`, [tenantId]);
await bench.query(
  `with staff as materialized (select gen_random_uuid() as id, s.* from json_to_recordset($2::json)
     as s (first text, last text, born date, state text)),
   made as (insert into workers (tenant_id, id, display_name, home_state, profession, created_at, updated_at)
     select $1, id, first, state, 'rn', now(), now() from staff)
   insert into worker_identities (tenant_id, id, first_name, last_name, normalized_name, birth_date, created_at, updated_at)
     select $1, id, first, last, first || ' ' || last, born, now(), now() from staff`,
  [tenantId, JSON.stringify(staff)],
);
await bench.query('commit; analyze workers; analyze worker_identities');
await bench.end();

const since = (begun: number) => ((performance.now() - begun) / 1_000).toFixed(1);

/** Imports, publishes and screens; answers what became of it, with seconds for each part. */
async function published(content: string, about: object) {
  const begun = performance.now();
  const { id: listId } = await call('POST', '/exclusion-lists', { source: 'oig_leie', ...about });
  const { id: importId } = await call('POST', '/imports', {
    operation: 'add_exclusion_record',
    preset: 'oig_leie',
    constants: [{ field: 'exclusionListId', value: listId }],
  });
  await call('PUT', `/imports/${importId}/content`, content, 'text/csv');
  let done: Record<string, any>;
  do {
    await sleep(100);
    done = await call('GET', `/imports/${importId}?fields=state,created,unchanged,failed`);
  } while (!['succeeded', 'failed'].includes(done['state']));
  const imported = since(begun);
  const publishing = performance.now();
  const list = await call('POST', `/exclusion-lists/${listId}/publish`);
  const publishedIn = since(publishing);
  const total = since(begun);
  const screening = performance.now();
  let run: Record<string, any> | undefined;
  do {
    await sleep(100);
    [run] = (await call('GET', `/screening-runs?listId=${listId}`))['data'];
  } while (run?.['state'] !== 'completed');
  const { created, unchanged, failed } = done;
  return {
    rows: { created, unchanged, failed },
    list: { records: list['records'], added: list['added'], ended: list['ended'] },
    run: { workers: run['workers'], raised: run['raised'] },
    seconds: { imported, published: publishedIn, total, screened: since(screening) },
  };
}

console.log(
  'first full list',
  JSON.stringify(await published(fileOf(people), { kind: 'full', asOfDate: '2026-01-31' })),
);
const next = [
  ...people.slice(Math.floor(records / 100)),
  ...Array.from({ length: Math.floor(records / 100) }, (_, place) => listed(place + 1)),
];
console.log(
  'the next one',
  JSON.stringify(await published(fileOf(next), { kind: 'full', asOfDate: '2026-02-28' })),
);
for (const [place, path] of files.entries()) {
  const kind = path.includes('REIN') ? 'reinstatements' : 'supplement';
  const asOf = `2026-03-${two(place + 1)}`;
  console.log(
    `file ${place + 1} (${kind})`,
    JSON.stringify(await published(readFileSync(path, 'utf8'), { kind, asOfDate: asOf })),
  );
}

await running.stop();
await ground.clear();
