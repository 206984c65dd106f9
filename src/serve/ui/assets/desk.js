// The desk page: search while typing, and parts that are exchanged when they have changed.
(() => {
  'use strict';
  const form = document.querySelector('#search form');
  const words = document.getElementById('words');
  const found = document.getElementById('found');
  const list = document.getElementById('hits');
  if (!form || !words || !found || !list) return;

  // ---- Search ----
  const WAIT = 120;
  const MOST = 20;
  let timer = 0;
  let running = null;
  let asked = '';
  let shown = '[]';

  form.hidden = false;
  form.addEventListener('submit', (event) => { event.preventDefault(); search(); });
  words.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(search, WAIT); });

  async function search(again = false) {
    clearTimeout(timer);
    const query = words.value.trim();
    if (query === asked && again !== true) return;
    asked = query;
    running?.abort();
    if (!query) { show([], ''); return; }
    const own = running = new AbortController();
    try {
      const answer = await fetch(`/_dateline/search?q=${encodeURIComponent(query)}`, { signal: own.signal });
      if (!answer.ok) throw new Error(String(answer.status));
      const hits = await answer.json();
      if (own !== running) return;
      const count = hits.length;
      show(hits, count === 0 ? `No headline has “${query}”.`
        : count >= MOST ? `The ${count} newest. More words find fewer.`
          : count === 1 ? '1 article' : `${count} articles`);
    } catch (error) {
      if (own !== running || error.name === 'AbortError') return;
      asked = '';
      show([], 'The preview does not answer.');
    }
  }

  function show(hits, told) {
    if (found.textContent !== told) found.textContent = told;
    // The same again, after an edit elsewhere, leaves the focus where it is.
    const text = JSON.stringify(hits);
    if (text === shown) return;
    shown = text;
    list.replaceChildren(...hits.map(entry));
    list.hidden = hits.length === 0;
  }

  function entry({ title, url, date }) {
    const item = document.createElement('li');
    const link = document.createElement('a');
    const text = document.createElement('bdi');
    text.textContent = String(title ?? '').trim() || '(without a headline)';
    link.append(text);
    if (/^(https?:\/\/|\/(?![/\\]))/.test(url)) link.href = url;
    const day = document.createElement('span');
    day.className = 'date';
    day.textContent = date ?? '';
    item.append(link, ' ', day);
    return item;
  }

  // Up and down from the field into the list, through it and back; Escape empties the field.
  document.getElementById('search').addEventListener('keydown', (event) => {
    const links = [...list.querySelectorAll('a[href]')];
    const at = links.indexOf(document.activeElement);
    if (event.key === 'ArrowDown' && links.length) links[Math.min(at + 1, links.length - 1)].focus();
    else if (event.key === 'ArrowUp' && at >= 0) (links[at - 1] ?? words).focus();
    else if (event.key === 'Escape' && at >= 0) words.focus();
    else return;
    event.preventDefault();
  });

  // ---- What has changed ----
  let number = Number(document.querySelector('script[data-number]')?.dataset.number) || 0;
  let fetching = false;
  let wanted = 0;

  document.addEventListener('dateline-desk', (event) => {
    if (event.detail === number && event.detail !== 0) return;
    wanted += 1;
    refresh();
  });

  async function refresh() {
    if (fetching) return;
    fetching = true;
    try {
      while (wanted > 0) {
        wanted = 0;
        const answer = await fetch(location.pathname, { cache: 'no-store' });
        if (!answer.ok) break;
        exchange(new DOMParser().parseFromString(await answer.text(), 'text/html'));
        search(true);
      }
    } catch { /* the stream tells when the server is back */ } finally { fetching = false; }
  }

  function exchange(fresh) {
    number = Number(fresh.querySelector('script[data-number]')?.dataset.number) || number;
    document.title = fresh.title || document.title;
    const before = scrollY;
    for (const part of fresh.querySelectorAll('main > section[id]:not(#search)')) {
      const old = document.getElementById(part.id);
      if (!old || old.source_ === part.outerHTML) continue;
      const source = part.outerHTML;
      const focused = old.contains(document.activeElement) ? describe(old, document.activeElement) : null;
      // What was opened or closed by hand stays so.
      for (const box of old.querySelectorAll('details[id]')) {
        const same = part.querySelector(`details[id="${box.id}"]`);
        if (same) same.open = box.open;
      }
      old.replaceWith(part);
      part.source_ = source;
      if (focused) refind(part, focused)?.focus({ preventScroll: true });
    }
    scrollTo({ top: before, behavior: 'instant' });
  }

  const REACHED = 'a[href],summary,pre[tabindex]';
  const describe = (part, element) => ({ text: element.textContent, at: [...part.querySelectorAll(REACHED)].indexOf(element) });
  function refind(part, { text, at }) {
    const all = [...part.querySelectorAll(REACHED)];
    return all.find((element) => element.textContent === text) ?? all[Math.min(Math.max(at, 0), all.length - 1)];
  }

  if (words.value) search();
})();
