// Has the Nu HTML checker read every page of finished sites, and fails on errors. Warnings are listed only.
//
//   node validate.mjs OUTPUT_DIR...
//
// One Java process reads all folders, and with them the sample in `invalid/`, whose faults it has to find.
// Exit status: 0 no error, 1 errors found, 2 could not run.

import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { filesIn } from './pages.mjs';
import { describe } from './report.mjs';

const JAR = createRequire(import.meta.url).resolve('vnu-jar/build/dist/vnu.jar');
const SAMPLE = fileURLToPath(new URL('invalid', import.meta.url));

const folders = process.argv.slice(2).map((folder) => resolve(folder));
if (folders.length === 0) stop('usage: validate.mjs OUTPUT_DIR...');
for (const folder of folders) {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) stop(`not a folder: ${folder}`);
}

function stop(message) {
  console.error(message);
  process.exit(2);
}

/** Runs the checker over folders. Gives its messages, each with the path of its file. */
function check(paths) {
  const run = spawnSync('java', ['-jar', JAR, '--stdout', '--exit-zero-always', '--skip-non-html', '--format', 'json', ...paths], {
    encoding: 'utf8',
    maxBuffer: 2 ** 29,
  });
  if (run.error) stop(`the Nu HTML checker needs Java 17 or newer: ${run.error.message}`);
  try {
    return JSON.parse(run.stdout).messages.map((message) => ({ ...message, path: pathOf(message.url) }));
  } catch {
    return stop(`the Nu HTML checker did not run: ${run.stderr.trim() || run.stdout.trim()}`);
  }
}

const pathOf = (url) => (url?.startsWith('file:') ? fileURLToPath(url) : url ?? '');

/** One folder's messages as findings for the report. */
function findings(messages, folder) {
  const root = `${folder}/`;
  return messages
    .filter((message) => message.path.startsWith(root))
    .map((message) => ({
      page: relative(folder, message.path),
      rule: message.subType ?? message.type,
      view: message.lastLine ? `line ${message.lastLine}` : '',
      what: message.message,
      where: (message.extract ?? '').replace(/\s+/g, ' ').trim(),
    }));
}

const isError = ({ rule }) => rule !== 'warning' && rule !== 'info';

const started = performance.now();
const messages = check([SAMPLE, ...folders]);
const faultyPages = new Set(findings(messages, SAMPLE).filter(isError).map(({ page }) => page));
if (faultyPages.size !== 1 || !faultyPages.has('unclosed.html')) {
  stop(`the checker finds errors in ${[...faultyPages].join(', ') || 'nothing'} of the sample instead of unclosed.html`);
}
console.log('The invalid sample is found at fault, as it must be.');

let passed = 0;
let failed = 0;
for (const folder of folders) {
  const found = findings(messages, folder);
  const errors = found.filter(isError);
  const warnings = found.filter((finding) => finding.rule === 'warning');
  const files = filesIn(folder, '.html').length;
  const faulty = new Set(errors.map(({ page }) => page)).size;
  if (files === 0) errors.push({ page: '', rule: 'pages', view: '', what: 'no page in the folder', where: '' });
  passed += files - faulty;
  failed += files === 0 ? 1 : faulty;
  console.log(`${errors.length ? '✗' : '✓'} ${basename(folder)}: ${files} files, ${errors.length} errors, ${warnings.length} warnings`);
  if (errors.length) console.log(describe(errors, '✗'));
  if (warnings.length) console.log(describe(warnings, '?'));
}
const strangers = messages.filter(({ path }) => ![SAMPLE, ...folders].some((folder) => path.startsWith(`${folder}/`)));
if (strangers.length) stop(`the checker itself is in trouble: ${strangers[0].message}`);
console.log(`html: ${passed} passed, ${failed} failed (${((performance.now() - started) / 1000).toFixed(1)} s)`);
process.exit(failed ? 1 : 0);
