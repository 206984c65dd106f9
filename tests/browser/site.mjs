// Takes an output folder through the browser: chooses the pages, serves them, has each inspected.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from './inspect.mjs';
import { baseOf, choose, findPages } from './pages.mjs';
import { serve } from './server.mjs';

// A site of up to this many pages is looked at whole.
const SMALL = 60;
// Of a larger one, so many pages of each shape of address.
const PER_SHAPE = 4;
// Deep enough that a relative link of 404.html would miss.
const MISSING = 'no/such/page/';

/**
 * Looks at one site with the tabs of so many workers at a time; at every page when `all` is set.
 * Gives how many pages were opened of how many there are, the findings, and what axe leaves undecided.
 */
export async function checkSite(workers, folder, { all }) {
  const { pages, redirects } = findPages(folder);
  const chosen = choose(pages, { small: all ? Infinity : SMALL, perShape: PER_SHAPE });
  if (pages.length === 0) return { opened: 1, total: 0, redirects: redirects.length, findings: [missing('', 'page')], undecided: [] };
  const server = await serve(folder, baseOf(folder));
  const findings = [];
  const undecided = [];
  const queue = chosen.map((page) => ({ page, status: 200 }));
  if (existsSync(join(folder, '404.html'))) queue.push({ page: MISSING, status: 404 });
  else findings.push(missing('404.html', '404.html'));

  const work = async (tabs) => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const visit = await inspect(tabs, server.root + next.page, next.status);
      const place = (finding) => ({ page: next.page, ...finding });
      findings.push(...visit.findings.map(place));
      undecided.push(...visit.undecided.map(place));
    }
  };
  await Promise.all(workers.map(work));
  await server.stop();
  findings.sort((a, b) => a.page.localeCompare(b.page) || a.rule.localeCompare(b.rule));
  return { opened: chosen.length + 1, total: pages.length, redirects: redirects.length, findings, undecided };
}

const missing = (page, name) => ({ page, rule: 'missing', view: '', what: `the site has no ${name}`, where: '' });
