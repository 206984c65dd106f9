// Takes full-page pictures of a finished site, phone and desktop, light and dark, for people who work on a theme.
//
//   node screenshots.mjs OUTPUT_DIR PNG_DIR [PAGE...]
//
// PAGE is an address below the site's root (`tags/syria/`); without one, the front page.
// Pictures are named after page, width and scheme: `tags-syria-360-dark.png`.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { VIEWS, launch } from './browser.mjs';
import { baseOf } from './pages.mjs';
import { serve } from './server.mjs';

const [site, target, ...pages] = process.argv.slice(2);
if (!target) {
  console.error('usage: screenshots.mjs OUTPUT_DIR PNG_DIR [PAGE...]');
  process.exit(2);
}
mkdirSync(target, { recursive: true });
const server = await serve(site, baseOf(site));
const browser = await launch();
let missing = 0;
for (const { width, height, scheme } of VIEWS) {
  const page = await browser.newPage({ viewport: { width, height }, colorScheme: scheme, reducedMotion: 'reduce' });
  for (const address of pages.length ? pages : ['']) {
    const path = address.replace(/^\//, '');
    const response = await page.goto(server.root + path);
    if (!response.ok() && path !== '404.html') {
      console.error(`no such page: /${path}`);
      missing += 1;
      continue;
    }
    // A picture of the whole page shows what a reader meets only after scrolling.
    await page.evaluate(() => Promise.all([...document.images].map((image) => {
      image.loading = 'eager';
      return image.decode().catch(() => {});
    })));
    const name = path.replace(/(index)?\.html$/, '').replace(/\/$/, '').replaceAll('/', '-') || 'home';
    const file = join(target, `${name}-${width}-${scheme}.png`);
    await page.screenshot({ path: file, fullPage: true });
    console.log(file);
  }
  await page.close();
}
await browser.close();
await server.stop();
process.exit(missing ? 1 : 0);
