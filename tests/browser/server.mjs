// Serves an output folder on this machine as a plain web host would: folders by their index.html,
// 404.html for what is not there, and nothing outside the path the site is made for.

import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import sirv from 'sirv';

// What a careful host sends. Styles may stand in an article's own HTML; everything else comes from the site's files.
const POLICY = "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'none'";

/**
 * Serves `folder` below the path `base` (such as `/` or `/archive/`) on a free port.
 * Gives the address of the site's root and a function that stops the server.
 */
export async function serve(folder, base = '/') {
  const notFound = join(folder, '404.html');
  const refuse = (response) => {
    response.statusCode = 404;
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    if (existsSync(notFound)) createReadStream(notFound).pipe(response);
    else response.end('not found');
  };
  const files = sirv(folder, {
    dev: true,
    setHeaders: (response) => response.setHeader('Content-Security-Policy', POLICY),
    onNoMatch: (_request, response) => refuse(response),
  });
  const server = createServer((request, response) => {
    response.setHeader('Content-Security-Policy', POLICY);
    if (!request.url.startsWith(base)) return refuse(response);
    request.url = `/${request.url.slice(base.length)}`;
    return files(request, response);
  });
  await new Promise((ready, failed) => server.on('error', failed).listen(0, '127.0.0.1', ready));
  const stop = () => new Promise((done) => {
    server.closeAllConnections();
    server.close(done);
  });
  return { root: `http://127.0.0.1:${server.address().port}${base}`, stop };
}
