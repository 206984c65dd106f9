// Finds the pages of an output folder and chooses which of them the browser opens.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

const REDIRECT = /<meta[^>]+http-equiv\s*=\s*["']?refresh/i;
const CANONICAL = /<link\b(?=[^>]*\brel\s*=\s*["']?canonical\b)[^>]*\bhref\s*=\s*["']?([^"'\s>]+)/i;

/** All files in `folder` whose name ends with `ending`, as paths, sorted. */
export function filesIn(folder, ending) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

/** The path the site is made for, read from the front page's canonical address: `/` or `/archive/`. */
export function baseOf(folder) {
  const front = join(folder, 'index.html');
  const match = existsSync(front) && readFileSync(front, 'utf8').match(CANONICAL);
  if (!match || !/^https?:/.test(match[1])) return '/';
  const path = new URL(match[1]).pathname;
  return path.endsWith('/') ? path : '/';
}

/** Every page of the folder, by its address relative to the site's root. Redirects are told apart. */
export function findPages(folder) {
  const pages = [];
  const redirects = [];
  for (const file of filesIn(folder, '.html')) {
    const address = encodePath(relative(folder, file)).replace(/(^|\/)index\.html$/, '$1');
    if (address === '404.html') continue;
    (REDIRECT.test(readFileSync(file, 'utf8')) ? redirects : pages).push(address);
  }
  return { pages, redirects };
}

const encodePath = (path) => path.split(sep).map(encodeURIComponent).join('/');

/**
 * Shape of an address, so that pages made by the same template fall together:
 * `tags/syria/page/3/` becomes `tags/…/page/#/`.
 */
export function shapeOf(address) {
  const parts = address.split('/');
  return parts
    .map((part, index) => {
      if (part === '' || /^\d+$/.test(part)) return part && '#';
      return index === 0 || part === 'page' ? part : '…';
    })
    .join('/');
}

/** All pages of a small site; of a larger one the first, the last and some between of each shape. */
export function choose(pages, { small, perShape }) {
  if (pages.length <= small) return pages;
  const shapes = new Map();
  for (const page of pages) {
    const shape = shapeOf(page);
    if (!shapes.has(shape)) shapes.set(shape, []);
    shapes.get(shape).push(page);
  }
  return [...shapes.values()].flatMap((group) => spread(group, perShape));
}

function spread(items, count) {
  if (items.length <= count) return items;
  return Array.from({ length: count }, (_, i) => items[Math.round((i * (items.length - 1)) / (count - 1))]);
}
