import { expect, test } from 'vitest';
import { realHospitals } from '../../src/bin/sandbox/hospitals.ts';
import { setStage } from '../../src/bin/sandbox/lakeshore.ts';
import { playStory } from '../../src/bin/sandbox/story.ts';
import { sweep } from '../support/invariants.ts';
import { openKeystone } from '../support/keystone.ts';

test('Lakeshore, from an order to a credit memo, an extension, calls off and shifts, over HTTP on both surfaces, to the cent', async () => {
  const { address, databaseUrl, provision } = await openKeystone();
  const said: string[] = [];
  const say = (line: string) => void said.push(line);
  const stage = await setStage(address, provision, { name: 'OhioHealth', hospitals: realHospitals(), say });
  await playStory(address, stage, provision, say);

  expect(said[0]).toBe('14 hospitals of OhioHealth loaded through POST /v1/facilities/bulk (CSV), 0 refused');
  expect(said.at(-1)).toBe('Every amount is the story’s.');
  const printed = said.join('\n');
  for (const row of [
    /Regular hours +40\.00 +98\.0000 +3,920\.00/,
    /Overtime hours +1\.25 +147\.0000 +183\.75/,
    /Night differential +39\.50 +3\.0000 +118\.50/,
    /Weekend differential +17\.00 +2\.5000 +42\.50/,
    /nobody held the finance title, so it paused/,
    /revision 2, approved; hours before 2026-05-04 still price at 98/,
    /1,176\.00 guaranteed/,
    /3,528\.00/,
    /attendance −100, do-not-return proposed/,
    /gross -36\.75, fee -1\.10, net -35\.65/,
    /sent 100 times under one key made one memo; the invoice rebuilt as of its date is byte-identical/,
    /Meridian Services +fee +3 +164,925\.00/,
    /Meridian Services +service_credit +1 +-2,035\.00/,
    /Agency V6 +hours +3 +344\.00/,
    /Agency V5 +hours +4 +1,815\.00/,
    /guarantee +1 +1,176\.00/,
    /Agency V2 +penalty +1 +3,528\.00/,
    /paid in two parts; everything ties out/,
    /468 contracted hours × \(106\.78 − 98\) = 4,109\.04/,
    /Agency V1 +ICU +2026-02 +41\.00 +4,228\.00 +126\.84 +4,101\.16/,
  ]) {
    expect(printed).toMatch(row);
  }
  expect(await sweep(databaseUrl)).toEqual([]);
}, 120_000);
