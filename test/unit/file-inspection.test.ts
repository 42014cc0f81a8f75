import { deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { clamdInspect } from '../../src/server/files/clamd.ts';
import { inspect } from '../../src/server/files/inspect.ts';
import { loadConfig } from '../../src/server/config.ts';
import { openVirusScanner } from '../support/virus-scanner.ts';

const type = 'application/pdf';
const objectStream = (objects: string, filter = '/Filter /FlateDecode ') =>
  Buffer.concat([
    Buffer.from(`%PDF-1.5\n4 0 obj\n<< /Type /ObjStm ${filter}/N 1 /First 4 >>\nstream\r\n`),
    filter ? deflateSync(objects) : Buffer.from(objects),
    Buffer.from('\nendstream\nendobj\n%%EOF'),
  ]);

test.each([
  ['plain words', Buffer.from('%PDF-1.4 JavaScript Launch'), null],
  ['a longer name', Buffer.from('%PDF-1.4 /Launched /JavaScripts'), null],
  ['a script', Buffer.from('%PDF-1.4 << /S /JavaScript /JS (1) >>'), 'Active content: JavaScript'],
  ['a script in disguise', Buffer.from('%PDF-1.4 << /S /#4aavaS#63ript >>'), 'Active content: JavaScript'],
  ['a program', Buffer.from('%PDF-1.4 << /S/Launch/F(a.exe)>>'), 'Active content: Launch'],
  ['a file within', Buffer.from('%PDF-1.4 << /Type /EmbeddedFile >>'), 'Active content: EmbeddedFile'],
  [
    'a script where two looks meet',
    Buffer.concat([Buffer.alloc(524_288 - 6, 'a'), Buffer.from('/JavaScript '), Buffer.alloc(9, 'a')]),
    'Active content: JavaScript',
  ],
  [
    'more streams than anybody needs',
    Buffer.from(`%PDF-1.5\n${'stream\n'.repeat(100_001)} /ObjStm`),
    'Active content: objects that cannot be read',
  ],
  ['packed objects', objectStream('1 0 << /Title (x) >>'), null],
  ['a packed script', objectStream('1 0 << /S /JavaScript >>'), 'Active content: JavaScript'],
  [
    'objects packed in an unknown way',
    objectStream('1 0 <<>>', ''),
    'Active content: objects that cannot be read',
  ],
  [
    'objects that do not unpack',
    Buffer.from('%PDF-1.5\n4 0 obj << /Type /ObjStm /Filter /FlateDecode >> stream\nnonsense\nendstream'),
    'Active content: objects that cannot be read',
  ],
  [
    'objects that unpack to more than is held',
    objectStream(' '.repeat(33 * 1_048_576)),
    'Active content: objects that cannot be read',
  ],
])('a PDF with %s', async (_, content, finding) => {
  expect(await inspect(content, type)).toBe(finding);
});

test('macros of a document, and names of a PDF in what is none', async () => {
  const document = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
  expect(await inspect(Buffer.from('PK word/vbaProject.bin'), document)).toBe('Active content: macros');
  expect(await inspect(Buffer.from('PK word/document.xml'), document)).toBeNull();
  expect(await inspect(Buffer.from('/S /JavaScript'), 'text/plain')).toBeNull();
});

test('clamd is asked over a stream, and believed only when it says so', async () => {
  const scanner = await openVirusScanner();
  const [host, port] = scanner.address.split(':') as [string, string];
  const ask = clamdInspect({ host, port: Number(port) }, 300);
  expect(await ask(Buffer.alloc(200_000, 'a'), type)).toBeNull();
  expect(await ask(Buffer.concat([Buffer.alloc(100_000, 'a'), Buffer.from('VIRUS')]), type)).toBe(
    'Test.Virus',
  );
  for (const mood of ['hangs up', 'fails', 'is silent'] as const) {
    scanner.mood = mood;
    await expect(ask(Buffer.from('a'), type), mood).rejects.toThrow();
  }
  await expect(clamdInspect({ host, port: 1 }, 300)(Buffer.from('a'), type)).rejects.toThrow();
});

test('settings of files are checked together', () => {
  const faults = (environment: Record<string, string>) => {
    try {
      loadConfig({ NODE_ENV: 'test', ...environment });
      return '';
    } catch (error) {
      return (error as Error).message;
    }
  };
  expect(faults({ FILE_TYPES: 'application/pdf,text/html' })).toContain('FILE_TYPES: names types of');
  expect(faults({ FILE_BYTES: '0' })).toContain('FILE_BYTES');
  expect(faults({ CLAMD_ADDRESS: 'clamd' })).toContain('CLAMD_ADDRESS: is host:port');
  expect(faults({ FILES_S3_ENDPOINT: 'https://s3.example' })).toContain('FILES_S3_BUCKET: is required');
  const secret = 'a-storage-key-nobody-sees';
  const alone = faults({ FILES_S3_BUCKET: 'files', FILES_S3_SECRET_ACCESS_KEY: secret });
  expect(alone).toContain('FILES_S3_SECRET_ACCESS_KEY: stands beside');
  expect(alone).not.toContain(secret);
  expect(
    faults({ NODE_ENV: 'production', FILES_S3_BUCKET: 'files', FILES_S3_ENDPOINT: 'http://s3.example' }),
  ).toContain('FILES_S3_ENDPOINT: is reached over https');
  const { files } = loadConfig({ NODE_ENV: 'test', CLAMD_ADDRESS: '[::1]:3310', FILE_TYPES: 'text/csv' });
  expect(files).toMatchObject({
    clamd: { host: '::1', port: 3310 },
    mediaTypes: ['text/csv'],
    s3: undefined,
  });
});
