// Finds the Chromium that is installed and starts it closed off from every host but this machine.
// Nothing here downloads a browser.

import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const MAC = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The widths and colour schemes every page is looked at in. */
export const VIEWS = [
  { width: 1280, height: 900, scheme: 'light' },
  { width: 1280, height: 900, scheme: 'dark' },
  { width: 360, height: 740, scheme: 'dark' },
  { width: 360, height: 740, scheme: 'light' },
];

/** `desktop, dark` for people. */
export const nameOf = (view) => `${view.width} px, ${view.scheme}`;

function runnable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Path of the browser: the environment's CHROMIUM, else the first found. Throws when there is none. */
export function findChromium() {
  const asked = process.env.CHROMIUM;
  if (asked) {
    if (runnable(asked)) return asked;
    throw new Error(`CHROMIUM names a file that cannot be run: ${asked}`);
  }
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = [...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))), ...MAC];
  const found = candidates.find(runnable);
  if (!found) throw new Error('no Chromium found: install the package `chromium`, or set CHROMIUM to its path');
  return found;
}

/** A headless browser that can reach 127.0.0.1 and nothing else. Fails when there is no browser. */
export async function launch() {
  return chromium.launch({
    executablePath: findChromium(),
    // Chromium's own sandbox does not start for root, as in most containers.
    chromiumSandbox: process.getuid?.() !== 0,
    args: [
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    ],
  });
}
