// Takes an output folder through the browser: chooses the pages, serves them, has each inspected.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { inspect, openTabs } from './inspect.mjs';
import { baseOf, choose, findPages } from './pages.mjs';
import { serve } from './server.mjs';

// A site of up to this many pages is looked at whole.
const SMALL = 60;
// Of a larger one, so many pages of each shape of address.
const PER_SHAPE = 4;
// Deep enough that a relative link of 404.html would miss.
const MISSING = 'no/such/page/';

/**
 * Looks at one site with `jobs` pages open at a time; at every page when `all` is set.
 * Gives how many pages were opened of how many there are, the findings, and what axe leaves undecided.
 */
export async function checkSite(browser, folder, { jobs, all }) {
  const { pages, redirects } = findPages(folder);
  const chosen = choose(pages, { small: all ? Infinity : SMALL, perShape: PER_SHAPE });
  const server = await serve(folder, baseOf(folder));
  const findings = [];
  const undecided = [];
  if (pages.length === 0) findings.push({ page: '', rule: 'pages', view: '', what: 'no page in the folder', where: '' });
  const queue = chosen.map((page) => ({ page, status: 200 }));
  if (existsSync(join(folder, '404.html'))) queue.push({ page: MISSING, status: 404 });
  else findings.push({ page: '404.html', rule: 'not-found', view: '', what: 'the site has no 404.html', where: '' });

  const work = async () => {
    const tabs = await openTabs(browser);
    for (let next = queue.shift(); next; next = queue.shift()) {
      const visit = await inspect(tabs, server.root + next.page, next.status);
      const place = (finding) => ({ page: next.page, ...finding });
      findings.push(...visit.findings.map(place));
      undecided.push(...visit.undecided.map(place));
    }
    await tabs.close();
  };
  const opened = queue.length;
  await Promise.all(Array.from({ length: jobs }, work));
  await server.stop();
  findings.sort((a, b) => a.page.localeCompare(b.page) || a.rule.localeCompare(b.rule));
  return { opened, total: pages.length, redirects: redirects.length, findings, undecided };
}
