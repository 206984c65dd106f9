// Opens one page in the browser and gives what is wrong with it, as a list of findings:
// { rule, view, what, where }. `view` is the width and colour scheme, or empty where it makes no difference.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { VIEWS, nameOf } from './browser.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
// WCAG 2.2 AA: every level A and AA criterion since 2.0.
const STANDARD = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'];
const TIMEOUT = 30_000;

/**
 * Two tabs for one worker, one as people have it and one with JavaScript switched off. They are kept from page
 * to page, since opening them costs more than most pages do.
 */
export async function openTabs(browser) {
  const settings = { reducedMotion: 'reduce', viewport: size(VIEWS[0]), serviceWorkers: 'block' };
  const usual = await browser.newContext(settings);
  const scriptless = await browser.newContext({ ...settings, javaScriptEnabled: false });
  for (const context of [usual, scriptless]) context.setDefaultTimeout(TIMEOUT);
  const tabs = { usual: await usual.newPage(), scriptless: await scriptless.newPage(), visit: null };
  listen(tabs);
  return tabs;
}

const size = ({ width, height }) => ({ width, height });

/**
 * Looks at one page in every view. `status` is what the host has to answer: 200, or 404 for the page of what
 * is not there. Gives the findings, and separately the contrasts and the like that axe leaves to a person.
 */
export async function inspect(tabs, url, status = 200) {
  const visit = { url, refused: new Set(), findings: [], undecided: [] };
  tabs.visit = visit;
  const { usual: page, scriptless } = tabs;
  try {
    await setView(page, VIEWS[0]);
    const response = await page.goto(url, { waitUntil: 'load' });
    if (response.status() !== status) {
      visit.findings.push(finding('status', `answered ${response.status()} instead of ${status}`));
    }
    await page.evaluate(loadEveryImage);
    visit.findings.push(...(await page.evaluate(headings)).map((what) => finding('one-h1', what)));
    visit.findings.push(...(await compareWithoutScripts(page, scriptless, url)));
    await page.evaluate(AXE);
    for (const view of VIEWS) await look(page, view, visit);
  } catch (error) {
    visit.findings.push(finding('open', error.message.split('\n')[0]));
  }
  return visit;
}

const finding = (rule, what, where = '', view = '') => ({ rule, view, what, where });

/** Notes errors of the console, failed requests and requests to other hosts for the visit that is on. */
function listen(tabs) {
  const note = (...what) => tabs.visit?.findings.push(finding(...what));
  const elsewhere = (url) => new URL(url).origin !== new URL(tabs.visit.url).origin;
  tabs.usual.on('console', (message) => {
    // A file that fails to load is told by the events of requests, with more detail.
    if (message.type() !== 'error' || /^Failed to load resource/.test(message.text())) return;
    const rule = /Content Security Policy/i.test(message.text()) ? 'csp' : 'console';
    note(rule, message.text(), message.location().url);
  });
  tabs.usual.on('pageerror', (error) => note('console', `uncaught ${error.message}`));
  tabs.usual.on('request', (request) => {
    if (/^https?:/.test(request.url()) && elsewhere(request.url())) {
      note('foreign-host', 'request to another host', request.url());
    }
  });
  tabs.usual.on('requestfailed', (request) => {
    // A style sheet or script that is answered with an error status fails too: once is enough.
    if (elsewhere(request.url()) || tabs.visit.refused.has(request.url())) return;
    note('request', `failed: ${request.failure()?.errorText}`, request.url());
  });
  tabs.usual.on('response', (response) => {
    // Whether the page itself answers as it should is checked where it is opened.
    if (response.status() < 400 || response.url() === tabs.visit.url) return;
    tabs.visit.refused.add(response.url());
    note('request', `answered ${response.status()}`, response.url());
  });
}

async function setView(page, view) {
  await page.emulateMedia({ colorScheme: view.scheme, reducedMotion: 'reduce' });
  await page.setViewportSize(size(view));
}

/** What may show in one view only: width, contrast, what is hidden or shown. */
async function look(page, view, { findings, undecided }) {
  await setView(page, view);
  await page.evaluate(settle);
  const name = nameOf(view);
  for (const { what, where } of await page.evaluate(overflow)) {
    findings.push(finding('no-sideways-scrolling', what, where, name));
  }
  const result = await page.evaluate(runAxe, STANDARD);
  for (const violation of result.violations) findings.push(...fromAxe(violation, name));
  for (const open of result.incomplete) undecided.push(...fromAxe(open, name));
}

const fromAxe = (result, view) => result.nodes.map((node) => {
  const reasons = [...node.any, ...node.all, ...node.none].map((check) => check.message).join('; ');
  return finding(`axe ${result.id}`, result.help, `${node.target.join(' ')}: ${reasons}`, view);
});

/** The text has to be the same for a reader whose browser runs no scripts. */
async function compareWithoutScripts(page, scriptless, url) {
  await scriptless.goto(url, { waitUntil: 'load' });
  const [usual, bare] = [await textOf(page), await textOf(scriptless)];
  if (usual === bare) return [];
  let at = 0;
  while (usual[at] === bare[at]) at += 1;
  return [finding('without-scripts', `the text differs from “${usual.slice(at, at + 60)}” on`)];
}

const textOf = async (page) => (await page.locator('body').innerText()).replace(/\s+/g, ' ').trim();

// The functions below run inside the page.

async function loadEveryImage() {
  const images = [...document.images];
  for (const image of images) image.loading = 'eager';
  await Promise.allSettled(images.map((image) => image.decode()));
}

function settle() {
  return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}

function headings() {
  const count = document.querySelectorAll('h1').length;
  return count === 1 ? [] : [`${count} h1 elements instead of one`];
}

function overflow() {
  const room = window.innerWidth;
  const wide = document.documentElement.scrollWidth;
  if (wide <= room) return [];
  const culprits = [...document.body.querySelectorAll('*')].filter((element) => {
    const box = element.getBoundingClientRect();
    if (box.width === 0 || (box.right <= room + 0.5 && box.left >= -0.5)) return false;
    return ![...element.children].some((child) => child.getBoundingClientRect().right > room + 0.5);
  });
  const name = (element) => element.localName + [...element.classList].map((c) => `.${c}`).join('');
  return [{ what: `${wide} px of content in ${room} px`, where: culprits.slice(0, 3).map(name).join(', ') }];
}

function runAxe(tags) {
  return axe.run(document, {
    runOnly: { type: 'tag', values: tags },
    resultTypes: ['violations', 'incomplete'],
    // No style sheet is read again by script: that would be a request of ours, not of the page's.
    preload: false,
  });
}
