// Opens the pages of finished sites in a real browser and fails when something is wrong with one.
//
//   node check.mjs [--all] [--jobs N] OUTPUT_DIR...
//
// Every folder is a site as `dateline build` wrote it. Small sites are looked at whole; of larger ones a
// few pages of each kind, unless `--all` is given. Exit status: 0 all well, 1 faults found, 2 could not run.

import { availableParallelism } from 'node:os';
import { basename, resolve } from 'node:path';
import { existsSync, statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { launch } from './browser.mjs';
import { openTabs } from './inspect.mjs';
import { describe } from './report.mjs';
import { selfTest } from './selftest.mjs';
import { checkSite } from './site.mjs';

const { values, positionals: folders } = parseArgs({
  allowPositionals: true,
  options: { all: { type: 'boolean', default: false }, jobs: { type: 'string' } },
});
const jobs = Number(values.jobs ?? Math.min(availableParallelism(), 4));

if (folders.length === 0 || !Number.isInteger(jobs) || jobs < 1) stop('usage: check.mjs [--all] [--jobs N] OUTPUT_DIR...');
for (const folder of folders) {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) stop(`not a folder: ${folder}`);
}

function stop(message) {
  console.error(message);
  process.exit(2);
}

let passed = 0;
let failed = 0;
const browser = await launch().catch((error) => stop(error.message));
try {
  const workers = await Promise.all(Array.from({ length: jobs }, () => openTabs(browser)));
  const quiet = await selfTest((folder) => checkSite(workers, folder, { all: true }));
  if (quiet.length) {
    console.log(`The checks themselves are at fault:\n${quiet.join('\n')}`);
    failed += quiet.length;
  } else {
    console.log('The faulty sample fails every check, as it must.');
  }
  for (const folder of folders) {
    const started = performance.now();
    const site = await checkSite(workers, folder, { all: values.all });
    const faulty = new Set(site.findings.map((finding) => finding.page)).size;
    passed += site.opened - faulty;
    failed += faulty;
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    const extent = site.opened > site.total ? 'all its pages' : `of ${site.total} pages`;
    console.log(`${site.findings.length ? '✗' : '✓'} ${basename(resolve(folder))}: ${site.opened} opened, ${extent}, `
      + `${site.redirects} redirects left out, ${seconds} s`);
    if (site.findings.length) console.log(describe(site.findings, '✗'));
    if (site.undecided.length) console.log(`  Left to a person, because axe cannot tell:\n${describe(site.undecided, '?')}`);
  }
} finally {
  await browser.close();
}
console.log(`browser: ${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
