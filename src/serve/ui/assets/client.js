// In every page of a preview: reloads it when it has moved, exchanges styles, shows marks and mistakes.
(() => {
  'use strict';
  const script = document.currentScript;
  if (!script || typeof EventSource === 'undefined') return;
  const page = script.dataset;
  const root = new URL('.', script.src);
  const isDesk = page.address === '';
  const KEY = 'dateline-preview';

  // ---- The stream ----
  // A browser opens six connections to a host at most. So only a page that can be seen keeps one; a page that comes
  // back sends the prints it has and is told what it missed.
  let stream = null;
  let retry = 0;
  let away = false;
  let greeted = false;

  const address = () => {
    if (page.address !== undefined) return page.address;
    try { return decodeURIComponent(location.pathname); } catch { return location.pathname; }
  };

  function open() {
    if (stream || away || document.hidden) return;
    const none = '0'.repeat(32);
    const query = new URLSearchParams({
      address: address(),
      print: page.print || none,
      styles: page.styles || none,
      source: page.source || '',
    });
    stream = new EventSource(new URL(`events?${query}`, root));
    const own = stream;
    let told = false;
    const on = (name, does) => own.addEventListener(name, (event) => {
      try { does(event.data); } catch (error) { console.warn('dateline:', error); }
    });
    on('hello', (data) => {
      retry = 0;
      if (page.check) ask();
      if (isDesk) desk(greeted ? 0 : data);
      greeted = true;
      // Mistakes that were mended while nobody looked are not sent.
      setTimeout(() => { if (own === stream && !told) showMistakes(''); }, 500);
    });
    on('desk', (data) => { if (isDesk) desk(data); });
    on('reload', () => { if (page.check) ask(); else if (!isDesk) reload(); });
    on('styles', (data) => exchange(JSON.parse(data)));
    on('mistakes', (data) => {
      told = true;
      if (page.check) ask();
      else if (!isDesk) showMistakes(String(JSON.parse(data)?.html ?? ''));
    });
    // The browser connects again by itself, unless it was answered with an error.
    own.onerror = () => {
      if (own !== stream || own.readyState !== EventSource.CLOSED) return;
      close();
      retry = Math.min(retry + 1, 10);
      setTimeout(open, retry * 300);
    };
  }

  function close() {
    stream?.close();
    stream = null;
  }

  document.addEventListener('visibilitychange', () => { if (document.hidden) close(); else open(); });
  addEventListener('pagehide', () => { away = true; close(); });
  addEventListener('pageshow', () => { away = false; open(); });

  // 0: whatever it was before, it may have changed.
  const desk = (data) => {
    document.dispatchEvent(new CustomEvent('dateline-desk', { detail: Number(data) || 0 }));
  };

  // ---- Reloading, with the place kept ----
  const store = (value) => { try { sessionStorage.setItem(KEY, JSON.stringify(value)); } catch { /* not allowed here */ } };
  const stored = () => { try { return JSON.parse(sessionStorage.getItem(KEY)) ?? {}; } catch { return {}; } };
  const FOCUSABLE = 'a[href],button,input,select,textarea,summary,[tabindex]';
  const here = () => location.pathname + location.search;
  let leaving = false;

  function reload() {
    if (leaving) return;
    leaving = true;
    const last = stored();
    const again = last.here === here() && last.print === page.print && Date.now() - last.time < 5000;
    const go = () => {
      const focused = [...document.querySelectorAll(FOCUSABLE)].indexOf(document.activeElement);
      const name = focused < 0 ? '' : document.activeElement.localName;
      store({ here: here(), x: scrollX, y: scrollY, focused, name, print: page.print, time: Date.now() });
      location.reload();
    };
    // A page that is told to reload and comes back the same must not spin.
    if (again) setTimeout(go, 1000); else go();
  }

  function restore() {
    const kept = stored();
    if (kept.here !== here() || kept.done || !(Date.now() - kept.time < 30000)) return;
    store({ ...kept, done: true });
    let moved = false;
    const toPlace = () => { if (!moved) scrollTo({ left: kept.x, top: kept.y, behavior: 'instant' }); };
    for (const kind of ['wheel', 'touchstart', 'keydown', 'pointerdown']) {
      addEventListener(kind, () => { moved = true; }, { once: true, passive: true, capture: true });
    }
    const element = document.querySelectorAll(FOCUSABLE)[kept.focused];
    if (element && element.localName === kept.name) element.focus({ preventScroll: true });
    toPlace();
    // Pictures without a size may have moved everything by then.
    if (document.readyState !== 'complete') addEventListener('load', toPlace, { once: true });
  }

  // Pages of the program's own have no print: they ask whether they are still what the server would say.
  let asking = 0;
  function ask() {
    clearTimeout(asking);
    asking = setTimeout(async () => {
      try {
        const text = await (await fetch(location.href, { cache: 'no-store' })).text();
        if (!text.includes(`data-check="${page.check}"`)) reload();
      } catch { /* the stream tells when the server is back */ }
    }, 50);
  }

  // ---- Styles ----
  const stem = (url) => url.origin + url.pathname.replace(/\.[0-9a-f]{8}(?=\.[^./]+$)/, '');
  const hasPrint = (url) => /\.[0-9a-f]{8}\.[^./]+$/.test(url.pathname);

  function exchange(urls) {
    if (!Array.isArray(urls)) return;
    for (const text of urls) {
      let url;
      try { url = new URL(text, location.href); } catch { continue; }
      for (const link of document.querySelectorAll('link[rel~="stylesheet"][href]')) {
        const own = new URL(link.href, location.href);
        if (link.replaced || stem(own) !== stem(url) || (hasPrint(url) && own.pathname === url.pathname)) continue;
        if (!hasPrint(url)) url.searchParams.set('v', Date.now());
        swap(link, url.href);
      }
    }
  }

  // The old sheet goes when the new one is there, so that the page is never without.
  function swap(link, href) {
    const fresh = link.cloneNode();
    fresh.href = href;
    fresh.before_ = [...(link.before_ ?? []), link];
    link.replaced = true;
    fresh.onload = () => { for (const old of fresh.before_) old.remove(); fresh.before_ = []; };
    fresh.onerror = () => { link.replaced = false; fresh.remove(); };
    link.after(fresh);
  }

  // ---- Marks and mistakes, out of reach of the page's own styles ----
  let shadow = null;
  let mistakes = '';

  function layer() {
    if (shadow) return shadow;
    const host = document.createElement('dateline-preview');
    shadow = host.attachShadow({ mode: 'open' });
    const sheet = document.createElement('link');
    sheet.rel = 'stylesheet';
    sheet.href = new URL('client.css', root);
    const body = document.createElement('div');
    body.className = 'layer';
    body.hidden = true;
    body.lang = 'en';
    body.dir = 'ltr';
    body.innerHTML = '<p class="told" role="status" aria-live="polite"></p>'
      + '<section class="panel" aria-label="Problems" hidden><button type="button" class="hide" aria-keyshortcuts="Escape">Hide <kbd>Esc</kbd></button><div class="inside"></div></section>'
      + '<div class="bar" hidden><p class="mark" hidden></p><button type="button" class="show" hidden></button></div>';
    sheet.onload = sheet.onerror = () => { body.hidden = false; };
    shadow.append(sheet, body);
    find('.hide').onclick = () => fold(true);
    find('.show').onclick = () => { fold(false); find('.hide').focus({ preventScroll: true }); };
    document.documentElement.append(host);
    return shadow;
  }

  const find = (selector) => layer().querySelector(selector);

  function showMistakes(html) {
    if (html === mistakes) return;
    mistakes = html;
    if (!html && !shadow) return;
    find('.inside').innerHTML = html;
    const summary = find('.mistakes')?.dataset.summary ?? '';
    find('.show').textContent = find('.mistakes h2')?.textContent || 'Problems';
    find('.told').textContent = html ? summary : 'The problems are gone.';
    fold(false);
  }

  function fold(away) {
    const focused = find('.panel').contains(layer().activeElement);
    find('.panel').hidden = away || !mistakes;
    find('.show').hidden = !away || !mistakes;
    find('.bar').hidden = find('.mark').hidden && find('.show').hidden;
    if (focused && !find('.show').hidden) find('.show').focus({ preventScroll: true });
  }

  addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.defaultPrevented && shadow && !find('.panel').hidden) fold(true);
  });

  function showMark() {
    const outdated = page.outdated === undefined ? ''
      : 'An earlier state: the page cannot be made as it was last saved';
    const words = [page.mark, outdated].filter(Boolean).join(' · ');
    if (!words) return;
    find('.mark').textContent = words;
    find('.mark').hidden = false;
    find('.bar').hidden = false;
  }

  showMark();
  restore();
  open();
})();
