// A check that cannot fail is worth nothing. The folder `faulty/` holds pages with one deliberate fault each, and
// `faulty/expected.json` the rules, with the views, that have to find it: no fewer and no more.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const SAMPLE = fileURLToPath(new URL('faulty/', import.meta.url));

/** Runs `checkSite` over the faulty sample. Gives a line for every page that was not judged as it must be. */
export async function selfTest(checkSite) {
  const expected = JSON.parse(readFileSync(`${SAMPLE}expected.json`, 'utf8'));
  const found = {};
  const site = await checkSite(SAMPLE);
  for (const { page, rule, view } of site.findings) {
    const name = view ? `${rule} (${view})` : rule;
    found[page] = [...new Set([...(found[page] ?? []), name])].sort();
  }
  const pages = new Set([...Object.keys(expected), ...Object.keys(found)]);
  return [...pages].flatMap((page) => {
    const [want, got] = [[...(expected[page] ?? [])].sort(), found[page] ?? []];
    if (JSON.stringify(want) === JSON.stringify(got)) return [];
    return [`  faulty/${page}: expected ${want.join(', ') || 'nothing'}; found ${got.join(', ') || 'nothing'}`];
  });
}
